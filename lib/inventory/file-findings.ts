import type { CodeOf } from "../finding/catalogue";
import { sortFindings } from "../finding/finding-order";
import type { JudgedFinding } from "../migration/acceptance";
import type { LocatedFinding } from "./finding/located-finding";

/** A finding at its place in a cluster file, with the acceptance that opens it. */
export type FileFinding = LocatedFinding & Pick<JudgedFinding, "accepted" | "principal">;

/** The inventory and the gate both judge access entries, and files share their folder's defaults: each finding once. */
export function withoutTwins(findings: readonly FileFinding[]): FileFinding[] {
  const keyOf = ({ file, path, code, message }: FileFinding): string => JSON.stringify([file, path, code, message]);
  const first = new Map<string, FileFinding>();
  for (const finding of findings) if (!first.has(keyOf(finding))) first.set(keyOf(finding), finding);
  return sortFindings([...first.values()]);
}

/** Whether a file of the folder could not be opened: nothing is known of what it says, and commands end with 2. */
export function hasUnreadFile(findings: readonly FileFinding[]): boolean {
  return findings.some(({ code }) => code === UNREADABLE);
}

const UNREADABLE: CodeOf<"file"> = "file-unreadable";
