import type { VerifiedCluster } from "../../app/verify/verify";
import type { VerifyJson } from "../schema/verify-json";
import { FORMAT_VERSION, jsonFinding, jsonText } from "../text/jsonable";

/** `eks-access verify --format json`; its schema is docs/schemas/verify.schema.json. `at`: milliseconds since 1970. */
export function verifyJsonText(verified: readonly VerifiedCluster[], at: number): string {
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "verify",
    refused: verified.some(({ isComplete }) => !isComplete),
    verified_at: new Date(at).toISOString(),
    clusters: verified.map(clusterJson),
  } satisfies VerifyJson);
}

function clusterJson(one: VerifiedCluster): VerifyJson["clusters"][number] {
  const { clusterName, clusterArn, file, digest, stage, caller, collectedAt, isComplete, next, findings } = one;
  return {
    cluster_name: clusterName,
    cluster_arn: clusterArn,
    file,
    digest,
    ...(stage === undefined ? {} : { stage }),
    ...(caller === undefined ? {} : { caller }),
    ...(collectedAt === undefined ? {} : { collected_at: new Date(collectedAt).toISOString() }),
    complete: isComplete,
    ...("to" in next ? { next: next.to } : { next_refused: next.why }),
    findings: findings.map(jsonFinding),
  };
}
