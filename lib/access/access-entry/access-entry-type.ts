import { NODES_GROUP } from "../aws-auth/system-groups";

/**
 * The types of access entries.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html; DOMAIN §2.2
 */
export const ACCESS_ENTRY_TYPES = [
  "STANDARD",
  "EC2_LINUX",
  "EC2_WINDOWS",
  "FARGATE_LINUX",
  "HYBRID_LINUX",
  "EC2",
  "HYPERPOD_LINUX",
] as const;

/** One of {@link ACCESS_ENTRY_TYPES}. */
export type AccessEntryType = (typeof ACCESS_ENTRY_TYPES)[number];

/** What AWS allows on entries of one type, and what such an entry gives. */
export interface AccessEntryTypeFacts {
  /** Whether `kubernetes_groups` and `user_name` may be set. */
  readonly identity: boolean;
  /** Whether access policies may be associated. */
  readonly policies: boolean;
  /** Username that EKS sets by itself, undefined where it depends on the principal (STANDARD) or is not documented. */
  readonly username?: string;
  /** Groups that EKS gives by itself. */
  readonly groups: readonly string[];
  /** Whether `aws_eks_access_entry` of AWS provider 5.100.0 takes the type. */
  readonly terraform: boolean;
}

const EC2_NODE = "system:node:{{EC2PrivateDNSName}}";
const SESSION_NODE = "system:node:{{SessionName}}";

/**
 * The matrix of types. Groups of node types are those without which RBAC's node roles do not apply; where EKS documents
 * none, a group of our own name stands for the type, equal to itself only.
 * @see DOMAIN §2.2, R15, R16
 */
export const ACCESS_ENTRY_TYPE_FACTS: Readonly<Record<AccessEntryType, AccessEntryTypeFacts>> = {
  STANDARD: { identity: true, policies: true, groups: [], terraform: true },
  EC2_LINUX: { identity: false, policies: false, username: EC2_NODE, groups: [NODES_GROUP], terraform: true },
  EC2_WINDOWS: {
    identity: false,
    policies: false,
    username: EC2_NODE,
    groups: [NODES_GROUP, "eks:kube-proxy-windows"],
    terraform: true,
  },
  FARGATE_LINUX: {
    identity: false,
    policies: false,
    username: SESSION_NODE,
    groups: [NODES_GROUP, "system:node-proxier"],
    terraform: true,
  },
  HYBRID_LINUX: { identity: false, policies: false, username: SESSION_NODE, groups: [NODES_GROUP], terraform: true },
  EC2: { identity: false, policies: true, groups: ["(node of type EC2)"], terraform: true },
  HYPERPOD_LINUX: { identity: false, policies: false, groups: ["(node of type HYPERPOD_LINUX)"], terraform: false },
};
