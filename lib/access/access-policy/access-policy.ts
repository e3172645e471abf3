import {
  ADMIN_RULES,
  ADMIN_VIEW_RULES,
  CLUSTER_ADMIN_RULES,
  EDIT_RULES,
  HYBRID_RULES,
  type PolicyRule,
  SECRET_READER_RULES,
  VIEW_RULES,
} from "./access-policy-grants";
import { PARTITIONS, type Partition } from "../principal/arn";

/**
 * A set of Kubernetes rights that EKS keeps under a name, given to a principal through its access entry.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export interface AccessPolicy {
  /** As AWS spells it: `AmazonEKSViewPolicy`. */
  readonly name: string;
  /** False: for EKS's service-linked role only, AWS refuses it on other entries. */
  readonly assignable: boolean;
  /** Opaque: AWS publishes no table of rules, at most a description. */
  readonly grants: readonly PolicyRule[] | "opaque";
  /** Whether it is known to reach custom resources; of opaque policies nothing is known. */
  readonly customResources: boolean;
}

/**
 * Where an attached policy holds: the whole cluster, or the namespaces that match (`*` stands for any text: `dev-*`).
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export type AccessScope =
  { readonly type: "cluster" } | { readonly type: "namespace"; readonly namespaces: readonly string[] };

/** An access policy by its name, as it hangs on an entry. Names that the catalogue lacks count as opaque. */
export interface AttachedPolicy {
  readonly name: string;
  readonly scope: AccessScope;
}

/** The policy that stands for `system:masters` (rule R17). */
export const CLUSTER_ADMIN = "AmazonEKSClusterAdminPolicy";

const WITH_RULES: Readonly<Record<string, readonly PolicyRule[]>> = {
  AmazonEKSAdminPolicy: ADMIN_RULES,
  AmazonEKSAdminViewPolicy: ADMIN_VIEW_RULES,
  [CLUSTER_ADMIN]: CLUSTER_ADMIN_RULES,
  AmazonEKSEditPolicy: EDIT_RULES,
  AmazonEKSHybridPolicy: HYBRID_RULES,
  AmazonEKSSecretReaderPolicy: SECRET_READER_RULES,
  AmazonEKSViewPolicy: VIEW_RULES,
};

/** Without a published table: described in prose (Auto Mode), or only named in listings and other services' guides. */
const OPAQUE = [
  "AIDevOpsAgentAccessPolicy",
  "AWSBackupFullAccessPolicyForBackup",
  "AWSBackupFullAccessPolicyForRestore",
  "AmazonAIOpsAssistantPolicy",
  "AmazonARCRegionSwitchScalingPolicy",
  "AmazonEKSACKPolicy",
  "AmazonEKSArgoCDClusterPolicy",
  "AmazonEKSArgoCDPolicy",
  "AmazonEKSAutoNodePolicy",
  "AmazonEKSBlockStorageClusterPolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterInsightsPolicy",
  "AmazonEKSComputeClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSEventPolicy",
  "AmazonEKSKROPolicy",
  "AmazonEKSLoadBalancingClusterPolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingClusterPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEKSPodIdentityPolicy",
  "AmazonEKSSecretAdminPolicy",
  "AmazonEMRJobPolicy",
  "AmazonSagemakerHyperpodClusterPolicy",
  "AmazonSagemakerHyperpodControllerPolicy",
  "AmazonSagemakerHyperpodInferencePolicy",
  "AmazonSagemakerHyperpodSpacePolicy",
  "AmazonSagemakerHyperpodSpaceTemplatePolicy",
  "AmazonSagemakerHyperpodSystemNamespacePolicy",
  "AmazonSagemakerHyperpodTrainingPolicy",
  "AmazonSagemakerHyperpodUserClusterPolicy",
] as const;

/** Only where the page says so; it leaves the load balancing and networking policies of Auto Mode open to others. */
const SERVICE_LINKED_ONLY: ReadonlySet<string> = new Set([
  "AmazonEKSBlockStorageClusterPolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterInsightsPolicy",
  "AmazonEKSComputeClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSHybridPolicy",
]);

/**
 * Every access policy that AWS is known to have, by name; `aws eks list-access-policies` has the last word.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export const ACCESS_POLICIES: readonly AccessPolicy[] = [...Object.keys(WITH_RULES), ...OPAQUE].sort().map(toPolicy);

const BY_NAME: ReadonlyMap<string, AccessPolicy> = new Map(ACCESS_POLICIES.map((policy) => [policy.name, policy]));

/**
 * The policy of the catalogue with this name, spelt as AWS spells it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export function findAccessPolicy(name: string): AccessPolicy | undefined {
  return BY_NAME.get(name);
}

/**
 * Partition and name of `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy`, whether or not AWS has that policy.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export function parseAccessPolicyArn(text: string): { partition: Partition; name: string } | undefined {
  const [, written, name] = /^arn:([^:]+):eks::aws:cluster-access-policy\/([\w-]+)$/.exec(text) ?? [];
  const partition = PARTITIONS.find((known) => known === written);
  return partition === undefined || name === undefined ? undefined : { partition, name };
}

/**
 * The ARN of an access policy, which has neither region nor account.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export function accessPolicyArn(partition: Partition, name: string): string {
  return `arn:${partition}:eks::aws:cluster-access-policy/${name}`;
}

function toPolicy(name: string): AccessPolicy {
  const rules = WITH_RULES[name];
  return {
    name,
    assignable: !SERVICE_LINKED_ONLY.has(name),
    grants: rules ?? "opaque",
    customResources: rules?.some(isAnyResource) ?? false,
  };
}

function isAnyResource({ apiGroups, resources }: PolicyRule): boolean {
  return apiGroups.includes("*") && resources.includes("*");
}
