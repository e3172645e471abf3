import type { FileFinding } from "../../inventory/file-findings";

/** Findings counted: `1 error, 2 warnings, 1 accepted`, or `none`. */
export function tally(findings: readonly FileFinding[]): string {
  const accepted = findings.filter((finding) => finding.accepted !== undefined).length;
  const open = findings.filter((finding) => finding.accepted === undefined);
  const severities = [...new Set(open.map(({ severity }) => severity))].map((severity) => {
    const number = open.filter((finding) => finding.severity === severity).length;
    return `${number} ${severity}${number === 1 ? "" : "s"}`;
  });
  return [...severities, ...(accepted === 0 ? [] : [`${accepted} accepted`])].join(", ") || "none";
}
