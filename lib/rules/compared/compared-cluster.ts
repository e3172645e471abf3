import { type IamArn, printArn } from "../../access/principal/arn";
import { type Caller, probeCallers } from "../../access/principal/caller";
import { type Comparison, compareAccess } from "../../access/effective/comparison";
import { type Access, accessOf } from "../../access/effective/effective-access";
import { isNodeAccess } from "../../access/effective/node";
import { principalsOf } from "../../access/effective/principals";
import { withPlaceholders } from "../../access/effective/with-placeholders";
import type { AwsAuth } from "../../access/aws-auth/aws-auth";
import { isForeign } from "../../migration/retirement";
import type { StagedCluster } from "../../migration/staged-cluster";
import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import type { PlannedAwsAuth } from "../../plan/cluster/planned-access";
import type { Rbac } from "../../access/rbac/rbac";
import { withBoundRoles } from "./rights/bound-roles";
import { isOwnPlan } from "./own-plan";
import type { PlannedCluster } from "../../plan/cluster/planned-cluster";
import type { PlannedStack } from "../../plan/planned-stack";
import type { Sides } from "../../plan/reading/planned-value";

/** One cluster of one plan, its access before against its access after, with what its file says: what judgements look at. */
export interface ComparedCluster {
  readonly stack: PlannedStack;
  readonly cluster: PlannedCluster;
  /** Access before against access after. */
  readonly comparison: Comparison;
  /** Everybody whom either side names, by ARN. */
  readonly everybody: readonly PrincipalAccess[];
  /**
   * What the cluster file says.
   * @default no file was given for this cluster
   */
  readonly staged?: StagedCluster<ClusterDefinition>;
  /**
   * Roles and bindings of the live cluster.
   * @default what groups and usernames give is not known
   */
  readonly rbac?: Rbac;
}

/** What a review knows of a cluster beside its plan. */
interface KnownBeside {
  /** @default no cluster file */
  readonly staged?: StagedCluster<ClusterDefinition> | undefined;
  /** @default no dump */
  readonly rbac?: Rbac | undefined;
}

/** One principal on both sides of a plan, in the placeholders of rows and entries: of all its sessions at once. */
export interface PrincipalAccess {
  /** ARN. */
  readonly principal: string;
  readonly before: Access;
  readonly after: Access;
}

/** Compares both sides of a cluster, once for all judgements. */
export function comparedCluster(
  stack: PlannedStack,
  planned: PlannedCluster,
  { staged, rbac }: KnownBeside = {},
): ComparedCluster {
  const cluster = staged === undefined ? planned : withFile(planned, staged);
  const { before, after } = cluster.access;
  const comparison = withBoundRoles(compareAccess(before.state, after.state, cluster.accountId), rbac);
  const everybody = principalsOf([before.state, after.state]).map((arn) => accessesOf(cluster, comparison, arn));
  return {
    stack,
    cluster,
    comparison,
    everybody,
    ...(staged === undefined ? {} : { staged }),
    ...(rbac === undefined ? {} : { rbac }),
  };
}

/**
 * What the cluster file's own stack writes, beside the plan of whoever manages the cluster: its entries are there, by its
 * guards, and its rows where the plan shows none.
 */
function withFile(cluster: PlannedCluster, staged: StagedCluster<ClusterDefinition>): PlannedCluster {
  if (isOwnPlan({ cluster, staged })) return cluster;
  const { entries } = staged.rendering;
  const rows = besideRows(staged);
  const beside = Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [`of the cluster file, ${key}`, entry]),
  );
  const isUnseen = cluster.awsAuth.before.kind === "unseen" && cluster.awsAuth.after.kind === "unseen";
  const on = (side: PlannedCluster["access"]["before"]): PlannedCluster["access"]["before"] => ({
    ...side,
    state: {
      ...side.state,
      entries: { ...side.state.entries, ...beside },
      awsAuth: isUnseen && side.exists ? rows : side.state.awsAuth,
    },
  });
  const told: PlannedAwsAuth = { kind: "seen", awsAuth: rows, sections: ALL_SEEN, findings: [] };
  const { before, after } = cluster.access;
  return {
    ...cluster,
    access: { before: on(before), after: on(after) },
    awsAuth: isUnseen ? { before: told, after: told } : cluster.awsAuth,
  };
}

/** Rows that somebody else writes are there at every stage, and the file names them. */
function besideRows({ definition, rendering, rows }: StagedCluster<ClusterDefinition>): AwsAuth {
  return isForeign(definition) ? rows : rendering.awsAuth.rows;
}

const ALL_SEEN = { mapRoles: "seen", mapUsers: "seen", mapAccounts: "seen" } as const;

/** Whether the cluster is there before and after, and stays the same one. */
export function isLasting({ cluster }: Pick<ComparedCluster, "cluster">): boolean {
  return cluster.access.before.exists && cluster.access.after.exists;
}

function accessesOf({ access }: PlannedCluster, comparison: Comparison, arn: IamArn): PrincipalAccess {
  const principal = printArn(arn);
  const { lost, unknown, gained, changed } = comparison;
  const shown = [...lost, ...unknown, ...gained, ...changed].find((difference) => difference.principal === principal);
  const pairs = probeCallers(arn).map((caller) => bothSides(access, caller));
  const node = pairs.find(({ before, after }) => before.verdict === "authenticated" && isNodeAccess(after));
  if (shown !== undefined) return { principal, ...(node ?? { before: shown.before, after: shown.after }) };
  const telling = pairs.find(({ before, after }) => [before, after].some(({ verdict }) => verdict === "authenticated"));
  return { principal, ...(telling ?? pairs[0] ?? NOBODY) };
}

function bothSides({ before, after }: PlannedCluster["access"], caller: Caller): Sides<Access> {
  const on = ({ state }: typeof before): Access => withPlaceholders(accessOf(state, caller), state, caller.principal);
  return { before: on(before), after: on(after) };
}

const REFUSED: Access = { verdict: "refused", why: "nothing names it" };
const NOBODY: Sides<Access> = { before: REFUSED, after: REFUSED };
