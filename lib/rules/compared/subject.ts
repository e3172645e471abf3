import type { AccessEntry } from "../../access/access-entry";
import { canonicalArn, foldArn, type IamArn, parseArn, printArn } from "../../access/arn";
import { type Caller, probeCallers } from "../../access/caller";
import { type Comparison, compareAccess, type Difference } from "../../access/comparison";
import { type Access, accessOf } from "../../access/effective-access";
import { principalsOf } from "../../access/principals";
import { CLUSTER_ADMIN } from "../../access/access-policy";
import { describeRight, type Right } from "../../access/right";
import type { ClusterDefinition } from "../../inventory/cluster-definition";
import type { AwsAuthHolder } from "../../plan/cluster/planned-access";
import { isCreated, type PlannedChange } from "../../plan/objects/planned-change";
import type { PlannedCluster } from "../../plan/cluster/planned-cluster";
import type { Sides } from "../../plan/reading/told";
import type { PlannedStack } from "../../plan/planned-stack";

/** One cluster of one plan, with what its file says: what judgements look at. */
export interface Subject {
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
  readonly definition?: ClusterDefinition;
}

/** One principal on both sides of a plan, in the session that tells most. */
export interface PrincipalAccess {
  /** ARN. */
  readonly principal: string;
  readonly before: Access;
  readonly after: Access;
}

/** Compares both sides of a cluster, once for all judgements. */
export function subjectOf(stack: PlannedStack, cluster: PlannedCluster, definition?: ClusterDefinition): Subject {
  const { before, after } = cluster.access;
  const comparison = compareAccess(before.state, after.state);
  const everybody = principalsOf([before.state, after.state]).map((arn) => accessesOf(cluster, comparison, arn));
  return { stack, cluster, comparison, everybody, ...(definition === undefined ? {} : { definition }) };
}

function accessesOf({ access }: PlannedCluster, comparison: Comparison, arn: IamArn): PrincipalAccess {
  const principal = printArn(arn);
  const { lost, unknown, gained, changed } = comparison;
  const shown = [...lost, ...unknown, ...gained, ...changed].find((difference) => difference.principal === principal);
  if (shown !== undefined) return { principal, ...sidesOf(shown) };
  const pairs = probeCallers(arn).map((caller) => bothSides(access, caller));
  const telling = pairs.find(({ before, after }) => [before, after].some(({ verdict }) => verdict === "authenticated"));
  return { principal, ...(telling ?? pairs[0] ?? NOBODY) };
}

function sidesOf({ counterexample: { before, after } }: Difference): Sides<Access> {
  return { before, after };
}

function bothSides({ before, after }: PlannedCluster["access"], caller: Caller): Sides<Access> {
  return { before: accessOf(before.state, caller), after: accessOf(after.state, caller) };
}

const REFUSED: Access = { verdict: "refused", why: "nothing names it" };
const NOBODY: Sides<Access> = { before: REFUSED, after: REFUSED };

/** Whether the cluster is there before and after, and stays the same one. */
export function isLasting({ cluster }: Subject): boolean {
  return cluster.access.before.exists && cluster.access.after.exists;
}

/** By what EKS tells principals apart: a role's path and the case of letters do not count. */
export function identityOf(arn: string): string {
  const parsed = parseArn(arn);
  return foldArn("arn" in parsed ? canonicalArn(parsed.arn) : arn);
}

/** Whether a list names a principal, with or without its path. */
export function names(list: readonly string[] | undefined, principal: string): boolean {
  return list?.some((each) => identityOf(each) === identityOf(principal)) === true;
}

/** Whether this access may do everything in the whole cluster. */
export function isAdmin(access: Access): boolean {
  if (access.verdict !== "authenticated") return false;
  const byPolicy = access.policies.some(({ name, scope }) => name === CLUSTER_ADMIN && scope.type === "cluster");
  return byPolicy || access.groups.includes("system:masters");
}

/** Whether nodes, or pods of Fargate, join the cluster by this access. */
export function isNode(access: Access): boolean {
  if (access.verdict !== "authenticated") return false;
  return access.groups.includes("system:nodes") || access.groups.some((group) => group.startsWith("(node of type"));
}

/**
 * The rights that are really gone: who may do everything anyway loses nothing with a group or with the name system:masters
 * but what matches those names (R17).
 */
export function rightsGone({ rights, counterexample }: Difference): readonly Right[] {
  const isStillAdmin = isAdmin(counterexample.after);
  return rights.filter(({ kind }) => kind !== "masters-name" && !(kind === "group" && isStillAdmin));
}

/** Principals that lose something real, where the cluster itself stays. */
export function losses(subject: Subject): readonly Difference[] {
  if (!isLasting(subject)) return [];
  return subject.comparison.lost.filter((difference) => rightsGone(difference).length > 0);
}

/** `developers, AmazonEKSViewPolicy`, or `all access`: the rights that are really gone. */
export function goneWords(difference: Difference): string {
  if (difference.counterexample.after.verdict === "refused") return "all access";
  return rightsGone(difference).map(describeRight).join(", ");
}

/** What writes aws-auth and changes by this plan. */
export function changedHolder({ awsAuthHolders }: PlannedCluster): AwsAuthHolder | undefined {
  return awsAuthHolders.find(
    ({ change, holds }) => holds !== "reader" && change !== undefined && !["no-op", "read"].includes(change.action),
  );
}

/** The resource of the plan by which a principal's access changes. */
export function addressFor({ cluster }: Subject, { counterexample: { before, after } }: Difference): string {
  const changed = changedHolder(cluster)?.address;
  const entries = [after, before].flatMap((access) => {
    return access.verdict === "authenticated" && access.through.by === "entry" ? [access.through.key] : [];
  });
  const touched = entries.find((address) => cluster.changes.some((change) => change.address === address));
  const isSwitch = cluster.mode.before !== cluster.mode.after;
  return touched ?? changed ?? (isSwitch ? cluster.address : undefined) ?? entries[0] ?? cluster.address ?? "";
}

/** Whether the cluster file says that this principal loses access on purpose. */
export function isLeaving({ definition }: Subject, principal: string): boolean {
  return names(definition?.leaving, principal);
}

/** Whether nobody has to look after a principal here: it leaves, or EKS makes its entry and a guard waits for that. */
export function isExcused(subject: Subject, principal: string): boolean {
  const { definition, cluster } = subject;
  const isExpected = names(definition?.migration?.expected, principal);
  return isLeaving(subject, principal) || (isExpected && cluster.guards.present && cluster.guards.readsConfigMap);
}

/** Whether an entry takes the place of the row that served until now. */
export function isOverriddenRow({ before, after }: Difference["counterexample"]): boolean {
  const [was, is] = [before, after].map((access) =>
    access.verdict === "authenticated" ? access.through.by : undefined,
  );
  return was === "row" && is === "entry";
}

/** Entries that this plan makes or changes, or whose policies it does, as they are afterwards. */
export function touchedEntries({ cluster }: Subject): readonly TouchedEntry[] {
  const byPolicy = cluster.associations
    .filter(({ change }) => isWritten(change))
    .flatMap(({ after }) => after?.entry ?? []);
  return cluster.entries.flatMap(({ address, change, before, after }): TouchedEntry[] => {
    if ((!isWritten(change) && !byPolicy.includes(address)) || after?.entry === undefined) return [];
    const entry = declared(after.entry, after.defaulted);
    const isLive = before?.entry !== undefined && (change === undefined || !isCreated(change));
    return [{ address, entry, ...(isLive ? { before: declared(before.entry, before.defaulted) } : {}) }];
  });
}

function isWritten(change: PlannedChange | undefined): boolean {
  return change !== undefined && (change.action === "update" || isCreated(change));
}

/** An entry under its address. */
export interface TouchedEntry {
  readonly address: string;
  readonly entry: AccessEntry;
  /**
   * What is live under this address and stays.
   * @default it is made, or made anew
   */
  readonly before?: AccessEntry;
}

/** What EKS fills in by itself is not judged as if somebody had written it. */
function declared({ userName, kubernetesGroups, ...entry }: AccessEntry, defaulted: readonly string[]): AccessEntry {
  return {
    ...entry,
    ...(userName === undefined || defaulted.includes("user_name") ? {} : { userName }),
    ...(kubernetesGroups === undefined || defaulted.includes("kubernetes_groups") ? {} : { kubernetesGroups }),
  };
}
