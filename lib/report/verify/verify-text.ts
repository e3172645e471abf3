import type { VerifiedCluster } from "../../app/verify/verify";
import { findingsText } from "../findings/findings-text";
import type { Paint } from "../text/colour";
import { shown } from "../text/shown";
import { tally } from "../text/tally";
import { nextWords, stageWords } from "./next-words";

/** Each cluster: whether its step is complete, what differs, what may be next. */
export function verifyText(verified: readonly VerifiedCluster[], paint: Paint): string {
  return verified.map((one) => clusterText(one, paint)).join("\n");
}

function clusterText(one: VerifiedCluster, paint: Paint): string {
  const { clusterName, file, stage, findings, isComplete, caller, collectedAt } = one;
  const verdict = isComplete ? paint("complete", "green") : paint("not complete", "red");
  const head = `${paint(shown(clusterName), "bold")} (${shown(file)}, ${stageWords(stage)}): ${verdict}, findings: ${tally(findings)}\n`;
  const when = collectedAt === undefined ? "" : `asked at ${new Date(collectedAt).toISOString()}`;
  const by = caller === undefined ? "" : ` as ${shown(caller)}`;
  const asked = when === "" ? "" : `${when}${by}\n`;
  return `${head}${asked}${findingsText(findings, paint)}${isComplete ? `next: ${shown(nextWords(one))}\n` : ""}`;
}
