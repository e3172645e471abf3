import type { AccessEntries } from "../access/access-entry/access-entry";
import type { Partition } from "../access/principal/arn";
import type { AuthenticationMode } from "../access/access-entry/authentication-mode";
import type { RoleRow, UserRow } from "../access/aws-auth/aws-auth";
import type { Stage } from "./stage";

/** aws-auth as the cluster file declares it: the variables of modules/aws-auth. */
export interface AwsAuthDefinition {
  /**
   * Whether we create the ConfigMap.
   * @default undefined: what the stage says, nothing is created
   */
  readonly createAwsAuthConfigmap?: boolean;
  /**
   * Whether we write the rows. False: they are somebody else's, known and never written.
   * @default undefined: what the stage says, true up to `api`
   */
  readonly manageAwsAuthConfigmap?: boolean;
  readonly awsAuthRoles: readonly RoleRow[];
  readonly awsAuthUsers: readonly UserRow[];
  /** 12 digits each. */
  readonly awsAuthAccounts: readonly string[];
}

/** What becomes of the rows at `retire`: emptied by an update, or out of our state and alive. */
export const RETIREMENTS = ["empty", "forget"] as const;

/** One of {@link RETIREMENTS}. */
export type Retirement = (typeof RETIREMENTS)[number];

/** The `migration` section. */
export interface MigrationDefinition {
  readonly stage: Stage;
  /**
   * Keys of access entries in the order in which they move; keys in none form a last wave.
   * @default one wave
   */
  readonly waves?: readonly (readonly string[])[];
  /**
   * How many waves are in, at `entries`.
   * @default all
   */
  readonly wave?: number;
  /**
   * ARNs of principals whose entries EKS makes by itself: not declared, looked for live.
   * @default none
   */
  readonly expected?: readonly string[];
  /**
   * ARN without path -> full ARN (R26).
   * @default none
   */
  readonly rolePaths?: Readonly<Record<string, string>>;
  /**
   * A group that is bound to cluster-admin while people move, so that an entry gives rights before its policy does.
   * @default none
   */
  readonly bridgeGroup?: string;
  /**
   * The flag with which the cluster was made, where it is known: false says that its creator is no admin. EKS makes no cluster in
   * mode CONFIG_MAP so.
   * @default true
   * @see DOMAIN §2.5
   */
  readonly bootstrapClusterCreatorAdminPermissions?: boolean;
  /** @default "empty" */
  readonly retire?: Retirement;
}

/** One opt-in or waiver: opens the findings of one code, for one principal or path where given. */
export interface Acceptance {
  /** A code that docs/rules.md calls acceptable. */
  readonly code: string;
  /**
   * ARN; only findings about this principal are opened.
   * @default any
   */
  readonly principal?: string;
  readonly reason: string;
  /** Last day on which it holds, `2027-01-31`. */
  readonly until: string;
}

/** What is rendered from a definition. */
export const RENDERS = ["resources", "access", "overlay", "module"] as const;

/** One of {@link RENDERS}. */
export type Render = (typeof RENDERS)[number];

/** The modules whose state a stack takes over: of the section `adopt`, what can destroy. */
export interface AdoptedModules {
  /**
   * Address of the call of the module: `module.eks`.
   * @default nothing moves
   */
  readonly module?: string;
  /**
   * Address of the call of its sub-module: `module.aws_auth`.
   * @default the ConfigMap does not move
   */
  readonly awsAuthModule?: string;
}

/** A local cluster on an Outpost: the variable `outpost_config` of the module. */
export interface OutpostDefinition {
  readonly controlPlaneInstanceType: string;
  readonly outpostArns: readonly string[];
}

/** Everything of a cluster file that decides who can reach the cluster, and what a plan may destroy: what the gates judge. */
export interface AccessDefinition {
  readonly clusterName: string;
  /** @default "resources" */
  readonly render?: Render;
  /** @default nothing is adopted */
  readonly adopt?: AdoptedModules;
  /** 12 digits; required with migration. */
  readonly accountId?: string;
  /** @default "aws" */
  readonly partition?: Partition;
  /** @default what the stage says; without migration API_AND_CONFIG_MAP, as in the module */
  readonly authenticationMode?: AuthenticationMode;
  /** @default false */
  readonly enableClusterCreatorAdminPermissions?: boolean;
  /**
   * The Outpost on which the control plane of a local cluster runs.
   * @default it runs in the region
   */
  readonly outpostConfig?: OutpostDefinition;
  readonly accessEntries: AccessEntries;
  /**
   * Roles that the stack makes itself.
   * @default none
   */
  readonly iamRoles?: Readonly<Record<string, { readonly name: string; readonly path?: string }>>;
  readonly awsAuth?: AwsAuthDefinition;
  readonly migration?: MigrationDefinition;
  /**
   * ARNs of principals that lose access on purpose.
   * @default none
   */
  readonly leaving?: readonly string[];
  /** @default none */
  readonly accept?: readonly Acceptance[];
  /**
   * Keys of declared entries that EKS had made and that were imported (`adopt.imported`).
   * @default none
   */
  readonly imported?: readonly string[];
}
