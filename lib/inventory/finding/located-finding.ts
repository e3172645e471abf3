import { shortenPath } from "../../finding/shorten";
import type { Finding } from "../../finding/finding";
import { compareText } from "../../finding/text-order";
import type { FilePlace } from "../../yaml/file-place";

export type { FilePlace };

/** How findings name a file that came through standard input: it has no name of its own. */
export const STANDARD_INPUT = "standard input";

/** A finding and its place in one file. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly at: FilePlace;
}

/** A finding and where it stands in the files that were read. */
export interface LocatedFinding extends Finding {
  /** `clusters/demo.yaml` */
  readonly file: string;
  /** @default the finding is about the file or folder as a whole */
  readonly column?: number;
}

/** A finding at a place of a file. */
export function locatedAt(file: string, finding: Finding, place: FilePlace): LocatedFinding {
  return { ...finding, path: shortenPath(finding.path), file, ...place };
}

/** `clusters/demo.yaml:4:3 migration.stage: …`, one line: control characters of the file are escaped. */
export function printLocated({ file, line, column, path, message }: LocatedFinding): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return escapeControls(`${path === "" ? place : `${place} ${path}`}: ${message}`);
}

/** By file, line and column, then path, code and message: the same findings always in the same order. */
export function sortLocated(findings: readonly LocatedFinding[]): LocatedFinding[] {
  return [...findings].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compareText(a.path, b.path) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

function escapeControls(line: string): string {
  return line.replace(/\p{Cc}/gu, (control) =>
    JSON.stringify(control)
      .slice(1, -1)
      .replace(/^[\x7f-\x9f]$/, "?"),
  );
}
