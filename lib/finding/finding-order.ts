import type { Finding } from "./finding";
import { SEVERITIES } from "./severity";
import { compareText } from "./text-order";

/** What findings are put in order by. */
type Ordered = Pick<Finding, "severity" | "path" | "line" | "code" | "message"> & {
  readonly file?: string;
  readonly column?: number;
  /** The acceptance that opens it. */
  readonly accepted?: object;
};

/**
 * The one order of findings, wherever they are shown: by file, open ones before accepted ones, worst first, then by place
 * (line, column, path with numbers by value), code and message. The same findings always come in the same order.
 */
function compareFindings(a: Ordered, b: Ordered): number {
  return (
    compareText(a.file ?? "", b.file ?? "") ||
    Number(a.accepted !== undefined) - Number(b.accepted !== undefined) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    comparePaths(a.path, b.path) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

/** See {@link compareFindings}. */
export function sortFindings<Each extends Ordered>(findings: readonly Each[]): Each[] {
  return [...findings].sort(compareFindings);
}

function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  const pad = (path: string): string => path.replace(/\d+/g, (digits) => digits.padStart(12, "0"));
  return compareText(pad(a), pad(b)) || compareText(a, b);
}
