import type { Fleet } from "../../inventory/fleet";
import type { Paint } from "../text/colour";
import { findingsText, type FindingsTextOptions } from "../findings/findings-text";
import { tally } from "../text/tally";

/** Findings, and one line that counts them. */
export function checkText(
  { clusters, findings, isRefused }: Fleet,
  paint: Paint,
  options: FindingsTextOptions = {},
): string {
  const verdict = isRefused ? paint("refused", "red") : paint("passed", "green");
  const files = `${clusters.length} cluster${clusters.length === 1 ? "" : "s"}`;
  return `${findingsText(findings, paint, options)}${verdict}: ${files}, findings: ${tally(findings)}\n`;
}
