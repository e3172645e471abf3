import { shortenSentence } from "../../finding/shorten";
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { Severity } from "../../finding/severity";
import { CATALOGUE, type Code } from "../../finding/catalogue";
import type { Context, Weight } from "../../finding/code-row";
import type { FileFinding } from "../../inventory/file-findings";
import type { Fleet } from "../../inventory/fleet";
import { homepage, ruleAddress } from "../text/homepage";
import { jsonText } from "../text/jsonable";
import { printable } from "../text/printable";

/**
 * Findings in SARIF 2.1.0, as GitHub's code scanning takes it: a rule per code, a place per result, accepted ones
 * suppressed. Rules lead to their sections where the package has a homepage.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifText({ findings }: Fleet, context: Context, about: SarifRun = {}): string {
  const { home = homepage(), failures = [] } = about;
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "eks-access", rules: codes.map((code) => descriptor(code, context, home)) } },
        ...(failures.length === 0 ? {} : { invocations: [failedInvocation(failures)] }),
        columnKind: "utf16CodeUnits",
        results: results(findings, codes),
      },
    ],
  });
}

/** What is known of the run beside its findings. */
interface SarifRun {
  /** @default that of package.json */
  readonly home?: string | undefined;
  /**
   * What could not be read, a sentence each: the run did not succeed.
   * @default nothing
   */
  readonly failures?: readonly string[];
}

function failedInvocation(failures: readonly string[]) {
  return {
    executionSuccessful: false,
    toolExecutionNotifications: failures.map((text) => ({ level: "error", message: { text: plainText(text) } })),
  };
}

function descriptor(code: Code, context: Context, home: string | undefined) {
  const { meaning: text, rule, severity } = CATALOGUE[code];
  return {
    id: code,
    shortDescription: { text },
    fullDescription: { text },
    help: { text: helpText(code, rule, home) },
    ...(home === undefined ? {} : { helpUri: ruleAddress(home, code) }),
    ...usualLevel(severity[context] ?? Object.values(severity)[0]),
  };
}

/** What to type, for whoever reads a result outside the repository has no page at hand. */
function helpText(code: Code, rule: string, home: string | undefined): string {
  const commands = rule === "-" ? `eks-access rule ${code}` : `eks-access rule ${code}, eks-access rule ${rule}`;
  return home === undefined ? commands : `${commands}, or ${ruleAddress(home, code)}`;
}

function usualLevel(weight: Weight | undefined) {
  if (weight === undefined) return {};
  return { defaultConfiguration: { level: levelOf(typeof weight === "string" ? weight : weight.usual) } };
}

function results(findings: readonly FileFinding[], codes: readonly string[]) {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const own = fingerprint(finding);
    const count = (seen.get(own) ?? 0) + 1;
    seen.set(own, count);
    return { ...result(finding, codes), partialFingerprints: { "eksAccess/v1": `${own}:${count}` } };
  });
}

function result(finding: FileFinding, codes: readonly string[]) {
  const { code, severity, file, line = 1, column, path, message, help, accepted } = finding;
  const first = path === "" ? message : `${path}: ${message}`;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levelOf(severity),
    message: { text: [first, ...(help === undefined ? [] : [help])].map(plainText).join("\n") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
        },
      },
    ],
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: "inSource", justification: plainText(shortenSentence(accepted.reason)) }] }),
  };
}

/** In a message `[text](target)` would be a link. */
function plainText(text: string): string {
  return printable(text).replace(/\](?=\()/g, "] ");
}

/** The same finding after lines moved, so that GitHub does not open it anew: what and where in the data, no line. */
function fingerprint({ code, file, path, message }: FileFinding): string {
  return createHash("sha256")
    .update(JSON.stringify([code, file, path, message]))
    .digest("hex")
    .slice(0, 32);
}

/** Relative to the repository, as GitHub wants it; absolute paths as they are. */
function uriOf(file: string): string {
  const path = file
    .replace(/\p{Cs}/gu, "\ufffd")
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/+)+/, "");
  if (path.startsWith("/")) return pathToFileURL(path).href;
  return path.split("/").map(encodeURIComponent).join("/");
}

function levelOf(severity: Severity): "error" | "warning" | "note" {
  return severity === "warning" || severity === "note" ? severity : "error";
}
