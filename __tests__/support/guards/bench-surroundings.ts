import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { MirroredProvider } from "../terraform/terraform";

/** What a workspace reaches beside the bench. */
export interface Reach {
  /** @default none */
  readonly others?: readonly MirroredProvider[];
  /** Addition to Terraform's CLI configuration. @default none */
  readonly hosts?: string;
}

/** What a bench plays beside its definition. */
export interface GuardBenchOptions {
  /**
   * Who created the cluster: EKS makes an entry of it at the mode switch.
   * @default EKS makes none
   */
  readonly creator?: string;
  /**
   * Whether no API server runs, and Terraform has no Kubernetes provider.
   * @default false
   */
  readonly isUnread?: boolean;
  /**
   * Whether Terraform reaches the API server through a {@link KubeProxy}, where its calls can go wrong.
   * @default false
   */
  readonly isKubeProxied?: boolean;
}

/** Roles and users of the cluster's own account that entries and `expected` name: IAM has to have them. */
export function principalsOf({ accessEntries, migration, accountId = "" }: ClusterDefinition): string[] {
  const named = [
    ...Object.values(accessEntries).map(({ principalArn }) => principalArn),
    ...(migration?.expected ?? []),
  ];
  return [...new Set(named)].filter((arn) => arn.includes(`::${accountId}:`));
}
