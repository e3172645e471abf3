/** Auto Mode's settings: the module's `cluster_compute_config`. */
export interface ClusterComputeConfig {
  /** @default false */
  readonly enabled?: boolean;
  /**
   * `general-purpose`, `system`
   * @default []
   */
  readonly nodePools?: readonly string[];
  /**
   * ARN of the role of the pools' nodes.
   * @default the role that is created
   */
  readonly nodeRoleArn?: string;
}

/** A local cluster's Outpost. */
export interface OutpostConfig {
  /** `m5.large` */
  readonly controlPlaneInstanceType: string;
  readonly outpostArns: readonly string[];
}

/** The key that encrypts Kubernetes Secrets: the module's `cluster_encryption_config` with a key that exists. */
export interface ClusterEncryptionConfig {
  /** ARN of the KMS key. */
  readonly providerKeyArn: string;
  /** @default ["secrets"] */
  readonly resources?: readonly string[];
}
