import type { Fleet } from "../../inventory/fleet";
import { FORMAT_VERSION, jsonFinding, jsonText } from "../text/jsonable";
import type { CheckJson } from "../schema/check-json";

/** `eks-access check --format json`; its schema is docs/schemas/check.schema.json. */
export function checkJsonText({ clusters, findings, isRefused }: Fleet): string {
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "check",
    refused: isRefused,
    clusters: clusters.map(
      ({
        file,
        staged: {
          definition: { clusterName, migration },
        },
      }) => ({
        cluster_name: clusterName,
        file,
        ...(migration === undefined ? {} : { stage: migration.stage }),
      }),
    ),
    findings: findings.map(jsonFinding),
  } satisfies CheckJson);
}
