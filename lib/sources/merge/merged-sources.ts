import type { IamArn, Partition } from "../../access/principal/arn";
import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import type { AwsAuth } from "../../access/aws-auth/aws-auth";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import type { LiveEntry } from "../../migration/guard/live-cluster";
import type { DescribedEntry, DescribedPolicy, Facts, LocalCluster, ManagedRole, StateAddress } from "../facts";
import type { SourcePlace, Sourced } from "../source";

/** An access entry of all sources, with what `import` writes of it beside what is live: key, tags, who makes it. */
export interface MergedEntry extends LiveEntry, Pick<DescribedEntry, "key" | "madeBy"> {
  readonly principal: IamArn;
  /** Undefined where no source tells them: never "none". */
  readonly policies: readonly DescribedPolicy[] | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether a source says that it is live; false: a ClusterConfig asks for it. */
  readonly isLive: boolean;
}

/** What all sources say of one cluster, merged. What nobody said is undefined: unknown, never "none". */
export interface MergedSources {
  /** Where the first source begins: what is missing altogether is told there. */
  readonly start: SourcePlace;
  readonly clusterName: Sourced<string> | undefined;
  /** 12 digits. */
  readonly accountId: Sourced<string> | undefined;
  readonly region: Sourced<string> | undefined;
  /** Of the region, also of one that was told beside the sources. */
  readonly partition: Partition | undefined;
  /** Undefined where no source says that the control plane runs on an Outpost. */
  readonly localCluster: Sourced<LocalCluster> | undefined;
  readonly mode: Sourced<AuthenticationMode> | undefined;
  /** aws-auth as the authenticator holds it. */
  readonly awsAuth: Sourced<AwsAuth> | undefined;
  /** Whether it is known that there is no ConfigMap: {@link awsAuth} has no rows then. */
  readonly isAwsAuthAbsent: boolean;
  /** Rows and fields of the ConfigMap that the authenticator drops: they are not in {@link awsAuth}. */
  readonly dropped: readonly LocatedFinding[];
  /** Entries that are described. */
  readonly entries: readonly Sourced<MergedEntry>[];
  /** ARNs of all live entries, where a list tells them. */
  readonly listedEntries: Sourced<readonly string[]> | undefined;
  readonly managedRoles: readonly Sourced<ManagedRole>[];
  /** Principal of the entry that the module makes for whoever runs Terraform. */
  readonly creator: Sourced<string> | undefined;
  /** Whether a state says that EKS made the creator of the cluster no admin, and none that it did. */
  readonly isCreatorNoAdmin: boolean;
  /** Whether a Terraform state is among them: it has the entries that Terraform made, and no others. */
  readonly isOfState: boolean;
  /** Where a Terraform state has the cluster and its rows. */
  readonly addresses: readonly StateAddress[];
  /** What a plan among them is made of, and who made it. */
  readonly configuration: Readonly<Pick<Facts, "calls" | "providers" | "terraform">>;
  /** Whether the sources name all managed node groups with their roles. */
  readonly knowsNodeGroups: boolean;
  /** Full ARNs of IAM roles by principal, where a list tells them. */
  readonly roles: ReadonlyMap<string, string>;
  /** Accounts whose IAM roles are listed, without a filter as far as the list shows. */
  readonly listedAccounts: ReadonlySet<string>;
}
