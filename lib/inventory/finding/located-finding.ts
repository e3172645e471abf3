import { shortenPath } from "../../finding/shorten";
import type { Finding } from "../../finding/finding";
import type { FilePlace } from "../../yaml/file-place";

export type { FilePlace };

/** How findings name a file that came through standard input: it has no name of its own. */
export const STANDARD_INPUT = "standard input";

/** A finding and its place in one file. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly at: FilePlace;
}

/** What stands somewhere in the files that were read. */
export type Located<Found> = Found & {
  /** `clusters/demo.yaml` */
  readonly file: string;
  /** @default the finding is about the file or folder as a whole */
  readonly line?: number;
  readonly column?: number;
};

/** A finding and where it stands in the files that were read. */
export type LocatedFinding = Located<Finding>;

/** A finding at a place of a file. */
export function locatedAt<Found extends Pick<Finding, "path">>(
  file: string,
  finding: Found,
  place: FilePlace,
): Located<Found> {
  return { ...withFileNamed(file, finding), path: shortenPath(finding.path), file, ...place };
}

const THIS_FILE = /(`eks-access (?:advance|back|check|usage|import [^`]*--update) )FILE\b/g;

/** `eks-access advance FILE` in the help of what was found in a file names that file: the command can be typed as it stands. */
function withFileNamed<Found extends Pick<Finding, "help" | "path">>(file: string, finding: Found): Found {
  const { help } = finding;
  if (help === undefined || file === STANDARD_INPUT) return finding;
  return { ...finding, help: help.replace(THIS_FILE, (_, before: string) => before + shellWord(file)) };
}

/** A file name as a shell takes it for one word. */
function shellWord(file: string): string {
  return /^[\w./@%+=:,-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}

/** `clusters/demo.yaml:4:3 migration.stage: …`, one line: control characters of the file are escaped. */
export function printLocated({ file, line, column, path, message }: LocatedFinding): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return escapeControls(`${path === "" ? place : `${place} ${path}`}: ${message}`);
}

function escapeControls(line: string): string {
  return line.replace(/\p{Cc}/gu, (control) =>
    JSON.stringify(control)
      .slice(1, -1)
      .replace(/^[\x7f-\x9f]$/, "?"),
  );
}
