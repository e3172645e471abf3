/** A call that was not answered: what it would have told is not known, and never "none". */
export interface UnreadCall {
  /** `eks:DescribeAccessEntry`; in Kubernetes `get configmaps/aws-auth`. */
  readonly action: string;
  /**
   * What it asked for: an ARN, a name.
   * @default all of its kind
   */
  readonly of?: string;
  /** `AccessDeniedException: User: … is not authorized to perform: …` */
  readonly reason: string;
}

/** What one cluster answered at one moment: answers of EKS, IAM and Kubernetes as their command lines print them. */
export interface Dump {
  readonly clusterName: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly collectedAt: number;
  /**
   * ARN of whoever asked.
   * @default nobody tells
   */
  readonly caller?: string;
  readonly read: readonly object[];
  /** What is known not to be there: `configmaps/aws-auth`. */
  readonly absent: readonly string[];
  readonly unread: readonly UnreadCall[];
}

/** The key by which a dump is known; its value is the version of its shape. */
export const DUMP_KEY = "eks_access_dump";

/** The ConfigMap with the rows, as a dump names it under `absent`. */
export const AWS_AUTH_FORMAT = "configmaps/aws-auth";

/** A dump as JSON. */
export function dumpText({ clusterName, region, collectedAt, caller, ...rest }: Dump): string {
  const head = {
    [DUMP_KEY]: "1.0",
    cluster_name: clusterName,
    region,
    collected_at: new Date(collectedAt).toISOString(),
    ...(caller === undefined ? {} : { caller }),
  };
  const { read, absent, unread } = rest;
  return `${JSON.stringify({ ...head, unread, absent, read }, undefined, 2)}\n`;
}
