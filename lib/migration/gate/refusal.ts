import type { JudgedFinding } from "../acceptance";

/** Whether findings refuse the stage: an error, blocker or danger that nobody accepted. */
export function isRefused(findings: readonly JudgedFinding[]): boolean {
  return findings.some(
    ({ severity, accepted }) => accepted === undefined && ["error", "blocker", "danger"].includes(severity),
  );
}
