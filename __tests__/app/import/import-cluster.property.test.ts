import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { AwsAuth } from "../../../lib/access/aws-auth/aws-auth";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { compareAccess } from "../../../lib/access/effective/comparison";
import type { AccessState } from "../../../lib/access/effective/effective-access";
import { importCluster } from "../../../lib/app/import/import-cluster";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { effectiveRows } from "../../../lib/migration/effective-rows";
import { render } from "../../../lib/migration/rendering/rendering";
import { ACCOUNT } from "../../support/definitions/arns";
import { awsAuthCases } from "../../support/authenticator/aws-auth-cases";
import { configMapJson, describeCluster } from "../../support/cli/source-texts";

const CASES = 48;
const REFUSED = /aws-auth-(key-miscased|section-invalid|section-unreadable|text-ignored)/;

/** Whom rows serve, and as whom. */
function served(awsAuth: AwsAuth): string[] {
  const rows = effectiveRows(awsAuth).map((row) => JSON.stringify(row));
  const accounts = awsAuth.accounts.map(({ row }) => row).filter((row) => /^\d{12}$/.test(row));
  return [...rows, ...accounts];
}

function request(data: Readonly<Record<string, string>>): Parameters<typeof importCluster>[0] {
  const texts = [
    { name: "aws-auth.json", text: configMapJson(data) },
    { name: "cluster.json", text: describeCluster("CONFIG_MAP") },
  ];
  return { texts, answers: { accountId: ACCOUNT }, file: "demo.yaml", today: "2026-11-22" };
}

const cases = [...awsAuthCases(20261122, CASES)].map(({ data }) => {
  return { data, parsed: parseAwsAuth(data), imported: importCluster(request(data)) };
});

describe("importCluster, of ConfigMaps with comments, anchors, quoting, CRLF, tabs and duplicate keys", () => {
  test("refuses just those that nobody can read for certain, and names the place", () => {
    for (const { parsed, imported } of cases) {
      const isRefused = parsed.findings.some(({ code }) => REFUSED.test(code));
      expect(imported.text === undefined).toBe(isRefused);
      if (isRefused)
        expect(imported.findings.find(({ code }) => REFUSED.test(code))).toMatchObject({ file: "aws-auth.json" });
    }
    const refused = cases.filter(({ imported }) => imported.text === undefined).length;
    expect({ isSome: refused > 1, isMost: refused > CASES / 2 }).toEqual({ isSome: true, isMost: false });
  });

  test("the ConfigMap that the file renders serves whom the live one serves, as whom it serves them", () => {
    for (const { data, parsed, imported } of cases) {
      if (imported.text === undefined) continue;
      const { cluster, findings } = parseClusterFile("demo.yaml", imported.text);
      const errors = findings.filter(({ severity }) => severity === "error");
      expect({ data, errors }).toEqual({ data, errors: [] });
      if (cluster === undefined) continue;
      const written = parseAwsAuth(encodeAwsAuth(render(cluster.staged.definition).awsAuth.rows)).awsAuth;
      expect(served(written)).toEqual(served(parsed.awsAuth));
    }
  });

  test("no entry gives anybody what no row gives today", () => {
    for (const { imported, parsed } of cases) {
      const cluster = imported.text === undefined ? undefined : parseClusterFile("demo.yaml", imported.text).cluster;
      if (cluster === undefined) continue;
      const before: AccessState = { mode: "API_AND_CONFIG_MAP", awsAuth: parsed.awsAuth, entries: {} };
      const { gained } = compareAccess(before, { ...before, entries: cluster.staged.definition.accessEntries });
      expect(gained.map(({ counterexample }) => counterexample.sentence)).toEqual([]);
    }
  });

  test("importing again, and updating what was imported, changes no byte", () => {
    for (const { data, imported } of cases) {
      if (imported.text === undefined) continue;
      expect(importCluster(request(data)).text).toBe(imported.text);
      const updated = importCluster({ ...request(data), existing: imported.text });
      expect({ text: updated.text, changes: updated.changes }).toEqual({ text: imported.text, changes: [] });
    }
  });

  test("updating a file that hands have edited from another ConfigMap keeps each of its lines, in order", () => {
    const files = cases.flatMap(({ imported: { text } }) => (text === undefined ? [] : [byHand(text)]));
    let added = 0;
    for (const [i, { data, imported }] of cases.entries()) {
      const existing = files[(i * 7) % files.length];
      if (imported.text === undefined || existing === undefined) continue;
      const updated = importCluster({ ...request(data), existing });
      const kept = existing.split("\n").filter((line) => !/: (?:\[\]|\{\})$/.test(line));
      expect(without(kept, updated.text?.split("\n") ?? [])).toEqual([]);
      added += updated.changes.length;
      const again = importCluster({ ...request(data), existing: updated.text ?? "" });
      expect(again).toMatchObject({ text: updated.text, changes: [] });
    }
    expect(added).toBeGreaterThan(CASES);
  });
});

/** With comments everywhere, and keys of somebody's own. */
function byHand(text: string): string {
  const entries = text
    .replace(/^ {2}(\w+):\n(?= {4}principal_arn)/gm, "  our_$1: # by hand\n")
    .replace(/^ {2}waves:\n(?: {4}- .*\n)+ {2}wave: 1\n/m, "");
  return entries.replace(/^(?=[a-z])/gm, "# hand\n").replace(/(- rolearn: \S+)$/gm, "$1 # why");
}

/** The lines that others do not have in this order. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  let at = 0;
  return lines.filter((line) => {
    const found = others.indexOf(line, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}
