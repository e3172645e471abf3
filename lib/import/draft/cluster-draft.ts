import type { AccessEntry } from "../../access/access-entry/access-entry";
import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import type { RoleRow, UserRow } from "../../access/aws-auth/aws-auth";
import type { LocalCluster } from "../../sources/facts";
import type { Stage } from "../../migration/stage";

/** A value of the cluster file to be, and the comment lines above it. */
export interface Noted<Value> {
  readonly value: Value;
  /** What somebody has to decide or know here, one line each, without `#`. */
  readonly notes: readonly string[];
}

/** An access entry of the file to be: an `AccessEntry`, and the comments above it. */
export interface DraftEntry extends Noted<AccessEntry> {
  readonly key: string;
  /** Live entries are imported into Terraform's state; others are made from rows. */
  readonly isLive: boolean;
}

/** The `migration` section of the file to be. */
export interface DraftMigration {
  readonly stage: Noted<Stage>;
  readonly waves: readonly (readonly string[])[];
  readonly wave: number | undefined;
  readonly expected: Noted<readonly Noted<string>[]>;
  /**
   * Whether EKS made the creator of the cluster no admin: then nobody asks for it.
   * @default false
   */
  readonly isCreatorNoAdmin?: boolean;
  /** ARN without path -> full ARN. */
  readonly rolePaths: Noted<readonly (readonly [string, string])[]>;
}

/** The `aws_auth` section of the file to be. */
export interface DraftAwsAuth {
  /** What the ConfigMap holds and the file cannot. */
  readonly notes: readonly string[];
  readonly roles: readonly Noted<RoleRow>[];
  readonly users: readonly Noted<UserRow>[];
  readonly accounts: readonly Noted<string>[];
}

/** How the Kubernetes provider of the guards gets its credentials. */
export type DraftCredentials = Noted<{
  readonly auth: "exec" | "kubeconfig";
  readonly configPath?: string;
  readonly configContext?: string;
}>;

/** The `overlay` section of the file to be: the root module of the state, and its blocks. */
export interface DraftOverlay {
  /** From the file: `../infrastructure/payments`. */
  readonly root: string;
  /** Its key, and its value; an undefined value is a question. */
  readonly cluster: Noted<readonly ["cluster" | "module", string | undefined]>;
  /** @default the state has no rows: they are somebody else's */
  readonly rows?: Noted<readonly ["aws_auth_module" | "config_map", string | undefined]>;
  /** Whether the sub-module makes the ConfigMap too. */
  readonly createsConfigMap: boolean;
  /** Whether the file has to say if the module makes an entry for whoever runs Terraform, also where it makes none. */
  readonly asksCreator: boolean;
  /** @default those of the root module's provider, or ephemeral ones */
  readonly credentials?: DraftCredentials;
}

/** A cluster file to be: what sources say, decided where it can be, with questions where it cannot. */
export interface ClusterDraft {
  /** Undefined values are questions. */
  readonly clusterName: string | undefined;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  /** Without a migration: the cluster's own. */
  readonly mode: AuthenticationMode | undefined;
  /** A local cluster on an Outpost, in mode CONFIG_MAP. */
  readonly outpost: LocalCluster | undefined;
  /** Undefined where the cluster is at the end of its way. */
  readonly migration: DraftMigration | undefined;
  readonly entries: readonly DraftEntry[];
  /** What entries there are that the file does not declare. */
  readonly entryNotes: readonly string[];
  readonly awsAuth: DraftAwsAuth | undefined;
  /**
   * Comments above the section where it is a question: no source has the rows, and the mode reads them.
   * @default nothing to ask
   */
  readonly awsAuthQuestion?: readonly string[];
  /** ARNs of the roles of EKS capabilities, which make their entries by themselves, with the capability's name. */
  readonly capabilities: readonly (readonly [string, string])[];
  /** @default `render: access` */
  readonly overlay?: DraftOverlay;
  /** Whether the state has the entry that the module makes for whoever runs Terraform. */
  readonly creatorAdmin: boolean;
  readonly leavingNotes: readonly string[];
  readonly acceptNotes: readonly string[];
}
