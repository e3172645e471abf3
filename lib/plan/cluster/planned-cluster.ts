import type { RbacRule } from "../../access/rbac/rbac";
import type { AwsAuthHolder, PlannedAccess, PlannedAwsAuth, PlannedMode } from "./planned-access";
import type { PlannedPrincipal } from "../objects/iam-principal";
import type { PlannedChange } from "../objects/planned-change";
import type { PlannedAssociation, PlannedEntry } from "./planned-entry";
import type { Sides } from "../reading/planned-value";

/** One cluster as one plan sees it: all that rules judge. Lists are sorted by address. */
export interface PlannedCluster {
  /** Undefined: a plan that has access resources and does not tell of which cluster. */
  readonly name: string | undefined;
  /** `arn:aws:eks:ap-northeast-2:111122223333:cluster/demo`, where told. */
  readonly arn?: string;
  /** Of the cluster's ARN, where told. */
  readonly accountId?: string;
  readonly partition?: string;
  readonly region?: string;
  /** Address of its `aws_eks_cluster`; absent where the plan does not manage it. */
  readonly address?: string;
  /** What the plan does to the `aws_eks_cluster`; absent where nothing, or where it is not managed here. */
  readonly change?: PlannedChange;
  readonly mode: Sides<PlannedMode>;
  readonly access: Sides<PlannedAccess>;
  readonly awsAuth: Sides<PlannedAwsAuth>;
  readonly awsAuthHolders: readonly AwsAuthHolder[];
  readonly entries: readonly PlannedEntry[];
  readonly associations: readonly PlannedAssociation[];
  readonly nodes: readonly NodeRole[];
  /** IAM roles and users of the plan that rows, entries or nodes refer to. */
  readonly principals: readonly PlannedPrincipal[];
  readonly bindings: readonly RoleBinding[];
  readonly roles: readonly PlannedRole[];
  /** Changes of the cluster's access, no-ops left out but for moves and imports. */
  readonly changes: readonly PlannedChange[];
  /** What was changed outside Terraform, of this cluster's access. */
  readonly drift: readonly PlannedChange[];
  readonly guards: PlannedGuards;
  /** Managed resources of which the state says otherwise than a data source of the same plan: it was not refreshed. */
  readonly stale: readonly string[];
}

/** Something that runs nodes or pods under an IAM role. */
export interface NodeRole {
  readonly address: string;
  /** EKS makes entries of managed node groups, Fargate profiles and capabilities by itself (R37, R41). */
  readonly kind: "managed-node-group" | "fargate-profile" | "capability" | "instance-profile" | "auto-mode";
  /** ARN of the role; an instance profile's role is found by its name. Undefined: not told, or not there on this side. */
  readonly role: Sides<string | undefined>;
  /** Address of the role that it refers to, where the plan has it. */
  readonly roleResource?: string;
  readonly change?: PlannedChange;
}

/** A role binding, or cluster role binding, of the plan. */
export interface RoleBinding {
  readonly address: string;
  /** `ClusterRole cluster-admin`, or `Role default/reader`; undefined: not told. */
  readonly role: Sides<string | undefined>;
  /** Namespace of a role binding; undefined for a cluster role binding. */
  readonly namespace?: string;
  /**
   * Whether it is in another namespace after the plan, or in one that is not told.
   * @default false
   */
  readonly isMoved?: boolean;
  /** Groups and users that it binds. */
  readonly groups: Sides<readonly string[]>;
  readonly users: Sides<readonly string[]>;
  readonly change?: PlannedChange;
}

/** A role, or cluster role, of the plan. */
export interface PlannedRole {
  readonly address: string;
  /** Undefined: not there on this side. */
  readonly before?: RoleSide;
  readonly after?: RoleSide;
  readonly change?: PlannedChange;
}

/** One side of a {@link PlannedRole}. */
export interface RoleSide {
  /** `ClusterRole developers`, or `Role default/reader` */
  readonly role: string;
  /** @default not told, or put together from other roles */
  readonly rules?: readonly RbacRule[];
}

/** The guards of our stacks, as far as a plan shows them. */
export interface PlannedGuards {
  /** Whether the configuration has `data.aws_partition.guards`, on which whatever they protect depends; or those of an overlay. */
  readonly present: boolean;
  /** @default the guards are those of a stack, or there are none */
  readonly overlay?: PlannedOverlay;
  /** Whether Terraform asked them while it planned; put off to apply, they speak after the damage. */
  readonly read: boolean;
  /** Stage that `terraform_data.stage` writes. */
  readonly stage: Sides<string | undefined>;
  /**
   * Whether the cluster is read again while the plan is applied: `unmarked` where only rows and mode that differ from the file
   * make Terraform do so; `early` where it was read while Terraform planned, for nothing that makes it wait changes; `none` where
   * the configuration has no such read.
   */
  readonly secondRead: "marked" | "unmarked" | "early" | "none";
  /** What became of each object's conditions: address without instance, status, messages of failures. */
  readonly checks: readonly GuardCheck[];
  /** Managed resources of interest that do not depend on the guards, where these are present. */
  readonly unguarded: readonly string[];
  /** Whether a guard reads the ConfigMap (`accept: config-map-unread` leaves that out). */
  readonly readsConfigMap: boolean;
}

/** Guards that stand in a team's own root module, and what waits for them by value. */
export interface PlannedOverlay {
  /** `data.aws_partition.eks_access_demo_guards` */
  readonly address: string;
  /** Whether the mode, or the rows, wait for the guards: the override file is there. */
  readonly waits: Readonly<Record<"mode" | "rows", boolean>>;
  /** Guards that are read while the plan is applied, when it is too late. By address. */
  readonly readAtApply: readonly string[];
}

/** One object with conditions. */
export interface GuardCheck {
  readonly address: string;
  readonly status: "pass" | "fail" | "error" | "unknown";
  readonly problems: readonly string[];
}
