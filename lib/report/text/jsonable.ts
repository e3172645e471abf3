import { shortenSentence } from "../../finding/shorten";
import type { FileFinding } from "../../inventory/file-findings";
import type { FindingJson } from "../schema/finding-json";

/** The version of every JSON output: the first number changes when a reader has to, the second when it may. */
export const FORMAT_VERSION = "1.0";

/** JSON for files and pipes. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** A finding with the keys of our JSON outputs, in one order. */
export function jsonFinding(finding: FileFinding): FindingJson {
  const { code, severity, file, line, column, path, message, help, principal, accepted } = finding;
  return {
    code,
    severity,
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    path,
    message,
    ...(help === undefined ? {} : { help }),
    ...(principal === undefined ? {} : { principal }),
    ...(accepted === undefined
      ? {}
      : { accepted: { reason: shortenSentence(accepted.reason), until: accepted.until } }),
  };
}
