import type { RingJson } from "../schema/ring-json";
import { FORMAT_VERSION, jsonFinding, jsonText } from "../text/jsonable";
import { isHeld, type RingReport } from "./ring-report";

/** `eks-access advance --ring --format json`; its schema is docs/schemas/advance-ring.schema.json. */
export function ringJsonText(report: RingReport): string {
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "advance-ring",
    ring: { name: report.name, number: report.number },
    refused: isHeld(report),
    clusters: report.outcomes.map(({ file, outcome, clusterName, from, to, refusal, findings }) => ({
      file,
      outcome,
      ...(clusterName === undefined ? {} : { cluster_name: clusterName }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(refusal === undefined ? {} : { refusal }),
      findings: findings.map(jsonFinding),
    })),
  } satisfies RingJson);
}
