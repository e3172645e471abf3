import type { Fleet } from "../../inventory/fleet";
import type { Paint } from "../text/colour";
import { findingsText } from "../findings/findings-text";
import { tally } from "../text/tally";

/** Findings, and one line that counts them. */
export function checkText({ clusters, findings, isRefused }: Fleet, paint: Paint): string {
  const verdict = isRefused ? paint("refused", "red") : paint("passed", "green");
  const files = `${clusters.length} cluster${clusters.length === 1 ? "" : "s"}`;
  return `${findingsText(findings, paint)}${verdict}: ${files}, findings: ${tally(findings)}\n`;
}
