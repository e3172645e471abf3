import type { LiveData } from "../sources/live-data";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";

/** Whether live data are of a file's cluster, as far as they tell: an answer that they do not give is undefined. */
interface LiveIdentity {
  /** The ARN is the one that the file's name, account and region make. */
  readonly isCluster: boolean | undefined;
  /** The API server that told aws-auth has the cluster's CA. */
  readonly isApiServer: boolean | undefined;
}

/** @see lib/guards/identity-mismatch.ts */
export function liveIdentity(definition: ClusterDefinition, { cluster, rootCa }: LiveData): LiveIdentity {
  const ca = cluster?.certificateAuthority;
  return {
    isCluster: cluster === undefined ? undefined : cluster.arn === clusterArn(definition),
    isApiServer: ca === undefined || rootCa === undefined ? undefined : decoded(ca) === withoutSpace(rootCa),
  };
}

/** The ARN of a file's cluster. */
export function clusterArn({ clusterName, partition, terraform }: ClusterDefinition): string {
  return `arn:${partition}:eks:${terraform.region}:${terraform.accountId ?? ""}:cluster/${clusterName}`;
}

function decoded(base64: string): string {
  return withoutSpace(Buffer.from(base64, "base64").toString("utf8"));
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, "");
}
