import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { role } from "../../support/definitions/arns";
import { cli, folderWith } from "../../support/cli/cli-run";
import { LiveModel } from "../../support/live/live-model";
import { schemaErrors } from "../../support/cli/output-schema";
import { clusterText } from "../../verify/cluster-text";

const FILE = clusterText("entries");

function model(): LiveModel {
  const { cluster } = parseClusterFile("demo.yaml", FILE);
  if (cluster === undefined) throw new Error("a file with errors");
  return new LiveModel(cluster.staged.definition);
}

function folder(change: (live: LiveModel) => void = () => undefined): string {
  const live = model();
  change(live);
  return folderWith({ "demo.yaml": FILE, "live.json": live.text });
}

const VERIFY = ["verify", "demo.yaml", "--live", "live.json"];
const withoutDev = (live: LiveModel) => void live.entries.delete(role("dev"));

describe("verify", () => {
  test("says that the step is complete, who asked and when, and what may be next", async () => {
    const { exitCode, stdout, stderr } = await cli(VERIFY, { cwd: folder() });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toBe(`demo (demo.yaml, stage entries): complete, findings: none
asked at 2026-11-27T10:00:00.000Z as arn:aws:sts::111122223333:assumed-role/auditor/ann
next: eks-access advance demo.yaml (to stage retire)
`);
  });

  test("names what differs at its place of the file, and ends with 1", async () => {
    const { exitCode, stdout } = await cli(VERIFY, { cwd: folder(withoutDev) });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("demo (demo.yaml, stage entries): not complete, findings: 1 blocker\n");
    expect(stdout).toContain(
      `blocker demo.yaml:20:3 access_entries.dev: role dev has no live access entry: only a row of aws-auth lets it in [verify-entry-missing]\n`,
    );
    expect(stdout).not.toContain("next:");
  });

  test.each([
    ["sarif", '"ruleId": "verify-entry-missing"'],
    ["github", "::error file=demo.yaml,line=20,col=3,title=verify-entry-missing::"],
    ["junit", '<testsuites name="eks-access verify" tests="1" failures="1">'],
    ["markdown", "| blocker | `verify-entry-missing` |"],
  ])("prints %s", async (format, part) => {
    const { exitCode, stdout } = await cli([...VERIFY, "--format", format], { cwd: folder(withoutDev) });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(part);
    const complete = await cli([...VERIFY, "--format", format], { cwd: folder() });
    expect(complete.exitCode).toBe(0);
    expect(complete.stdout).not.toContain(part);
  });

  test("prints JSON of its schema, with the digest of the file", async () => {
    for (const change of [withoutDev, () => undefined]) {
      const { stdout } = await cli([...VERIFY, "--format", "json"], { cwd: folder(change) });
      expect(schemaErrors("verify", stdout)).toEqual([]);
      expect(JSON.parse(stdout)).toMatchObject({
        clusters: [{ digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), stage: { stage: "entries" } }],
      });
    }
  });

  test("takes of several dumps the one of each cluster, and says which cluster has none", async () => {
    const cwd = folder();
    const other = FILE.replaceAll("cluster_name: demo", "cluster_name: other");
    writeFileSync(join(cwd, "other.yaml"), other);
    const args = ["verify", "demo.yaml", "other.yaml", "--live", "live.json"];
    const { exitCode, stdout, stderr } = await cli(args, { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("demo (demo.yaml, stage entries): complete, findings: none\n");
    expect(stdout).toContain("other (other.yaml, stage entries): not complete, findings: 1 blocker\n");
    expect(stderr).toBe(
      "error other.yaml: no dump of cluster other in ap-northeast-2 under --live\n" +
        "    eks-access collect --cluster other --region ap-northeast-2 makes one\n",
    );
    const hidden = await cli([...args, "--anonymise"], { cwd });
    expect(hidden.exitCode).toBe(1);
    expect(hidden.stdout + hidden.stderr).not.toContain("other.yaml");
    expect(hidden.stderr).not.toContain("cluster other");
  });

  test("refuses dumps of none of several clusters", async () => {
    const cwd = folder();
    for (const name of ["one", "two"])
      writeFileSync(join(cwd, `${name}.yaml`), FILE.replaceAll("cluster_name: demo", `cluster_name: ${name}`));
    const { exitCode, stdout, stderr } = await cli(["verify", "one.yaml", "two.yaml", "--live", "live.json"], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("error --live: expected a dump of one of these 2 clusters, got none\n");
  });

  test.each([
    [["--wait", "10m"], "--wait and --live: expected one of them"],
    [["--profile", "prod"], "--live: expected neither --profile nor --context"],
  ])("refuses %j beside --live", async (more, sentence) => {
    const { exitCode, stderr } = await cli([...VERIFY, ...more], { cwd: folder() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test.each<[string, (dump: string) => string | Buffer, string]>([
    ["of another version", (dump) => dump.replace('"eks_access_dump": "1.0"', '"eks_access_dump": "2.0"'), "2.0"],
    ["that is cut off", (dump) => dump.slice(0, 900), "not JSON"],
    ["of another region", (dump) => dump.replaceAll("ap-northeast-2", "eu-west-1"), "another cluster, expected"],
    ["of another account", (dump) => dump.replaceAll("111122223333", "222233334444"), "another cluster, expected"],
    ["that is empty", () => "", "the file is empty"],
    [
      "packed by gzip",
      (dump) => gzipSync(dump),
      "live.json: packed by gzip, expected text\n    type `gunzip live.json`",
    ],
  ])("takes no dump %s", async (...[, change, sentence]) => {
    const cwd = folder();
    writeFileSync(join(cwd, "live.json"), change(model().text));
    const { exitCode, stdout, stderr } = await cli(VERIFY, { cwd });
    expect(exitCode).toBeGreaterThan(0);
    expect(stdout + stderr).toContain(sentence);
    expect(stdout).not.toContain(": complete");
  });

  test("is as old as the oldest of its dumps", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "later.json"), model().text.replace("2026-11-27T10:00", "2026-11-27T11:00"));
    const { stdout } = await cli(["verify", "demo.yaml", "--live", "later.json", "live.json"], { cwd });
    expect(stdout).toContain("asked at 2026-11-27T10:00:00.000Z");
  });

  test("refuses a duration that is none", async () => {
    const { exitCode, stderr } = await cli(["verify", "demo.yaml", "--wait", "soon"], { cwd: folder() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--wait: expected a duration such as 90s or 10m, got `soon`");
  });
});

describe("advance --verified", () => {
  const advance = ["advance", "demo.yaml", "--dry-run", "--verified", "verified.json"];

  async function verdictIn(cwd: string): Promise<string> {
    const live = readFileSync(join(cwd, "live.json"), "utf8");
    writeFileSync(join(cwd, "live.json"), live.replace("2026-11-27T10:00:00.000Z", new Date().toISOString()));
    const { stdout } = await cli([...VERIFY, "--format", "json"], { cwd });
    writeFileSync(join(cwd, "verified.json"), stdout);
    return stdout;
  }

  test("takes the step by a fresh verdict about these bytes that it is complete", async () => {
    const cwd = folder();
    await verdictIn(cwd);
    expect(await cli(advance, { cwd })).toMatchObject({ exitCode: 0 });
  });

  test.each<[string, (cwd: string, verdict: string) => void, string]>([
    [
      "of another text of the file",
      (cwd) => writeFileSync(join(cwd, "demo.yaml"), `${FILE}# changed\n`),
      "is of another text of this file, or of a defaults.yaml of its folders, which was changed since",
    ],
    [
      "of before what its folder says for all",
      (cwd) => writeFileSync(join(cwd, "defaults.yaml"), "owner: platform\n"),
      "is of another text of this file, or of a defaults.yaml of its folders, which was changed since",
    ],
    [
      "of another day",
      (cwd, verdict) =>
        writeFileSync(
          join(cwd, "verified.json"),
          verdict.replace(/"verified_at": "[^"]+"/, '"verified_at": "2026-01-01T00:00:00.000Z"'),
        ),
      "is stale: it is of 2026-01-01T00:00:00.000Z, expected the last 24 hours",
    ],
    [
      "of something else",
      (cwd) => writeFileSync(join(cwd, "verified.json"), "{}"),
      "is no output of eks-access verify --format json",
    ],
  ])("refuses a verdict %s", async (...[, change, sentence]) => {
    const cwd = folder();
    change(cwd, await verdictIn(cwd));
    const { exitCode, stderr } = await cli(advance, { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(sentence);
  });

  test("refuses a verdict that was edited to be complete beside its findings", async () => {
    const cwd = folder(withoutDev);
    const verdict = await verdictIn(cwd);
    writeFileSync(join(cwd, "verified.json"), verdict.replace('"complete": false', '"complete": true'));
    const { exitCode, stderr } = await cli(advance, { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("the verdict says that the step is not complete");
  });

  test("refuses a verdict that the step is not complete", async () => {
    const cwd = folder(withoutDev);
    await verdictIn(cwd);
    const { exitCode, stderr } = await cli(advance, { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("the verdict says that the step is not complete");
  });
});
