import { type FileFinding, hasUnreadFile } from "../inventory/file-findings";
import { isRefused } from "../migration/gate/refusal";

/**
 * 0: fine, or warnings, notes and what was accepted; 1: an error, blocker or danger, or a verdict of "unknown"; 2: usage, or
 * an input that cannot be opened.
 */
export type ExitCode = 0 | 1 | 2;

/** The exit code of findings: what refuses a stage fails the command, a file that cannot be opened before all. */
export function exitCodeOf(findings: readonly FileFinding[]): ExitCode {
  if (hasUnreadFile(findings)) return 2;
  return isRefused(findings) || findings.some(isOpenlyIrreversible) ? 1 : 0;
}

function isOpenlyIrreversible({ severity, accepted }: FileFinding): boolean {
  return severity === "irreversible" && accepted === undefined;
}
