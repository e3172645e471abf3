import { placeName } from "../../access/aws-auth/aws-auth";
import { isAnyoneElse } from "../../access/principal/anyone-else";
import { type IamArn, printArn } from "../../access/principal/arn";
import { principalName } from "../../access/principal/principal-name";
import { sortFindings } from "../../finding/finding-order";
import type { FleetRules } from "../../fleet/fleet-rules";
import type { Reached } from "../../fleet/position";
import { ringOf } from "../../fleet/ring";
import { VERIFIED_DAYS } from "../../fleet/ring-gate";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { aheadOfRings } from "../../inventory/fleet-file/ring-ahead";
import { readFleetSource } from "../../inventory/fleet-file/fleet-source";
import { type FileFinding, withoutTwins } from "../../inventory/file-findings";
import type { ClusterFileSource } from "../../inventory/inventory";
import { twinFindings } from "../../inventory/twins";
import { accessMatrix } from "../../migration/explanation/explanation";
import type { StagedAccess } from "../../migration/explanation/staged-access";
import { isRefused } from "../../migration/gate/refusal";
import { type ReadMember, type RingEvidence, ringMember } from "../ring/ring-members";
import { type NextSafeStep, nextSafeStep } from "./next-step";
import { compareText } from "../../finding/text-order";

/** A fleet of which the state is asked. */
export interface StatusRequest extends RingEvidence {
  readonly sources: readonly ClusterFileSource[];
  /** What is wrong with files that could not be read. */
  readonly findings: readonly LocatedFinding[];
  /** Whether results of `verify` were given: then one is asked of every cluster. */
  readonly isVerified: boolean;
  /** The folder of the output: local states are relative to it. */
  readonly outdir: string;
  /**
   * Told after each file: how many are done, of how many.
   * @default nobody is
   */
  readonly progress?: (done: number, all: number) => void;
}

/** Somebody who still comes in by a row. */
export interface OnRow {
  /** @default everybody else of a mapped account */
  readonly arn?: string;
  /** `role dev` */
  readonly name: string;
  /** `mapRoles[2]` */
  readonly row: string;
}

/** One principal through all steps of a cluster. */
export interface StatusPrincipal {
  /** @default everybody else of a mapped account */
  readonly arn?: string;
  readonly name: string;
  readonly cells: readonly StagedAccess[];
}

/** Where one cluster of a fleet is. */
export interface ClusterStatus {
  /** `prod/shop` */
  readonly path: string;
  readonly file: string;
  /** Of its file, where that can be read. */
  readonly clusterName?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly owner?: string;
  /** Name of its ring. */
  readonly ring?: string;
  /** @default its file has errors */
  readonly reached?: Reached;
  /** What refuses its stage and nobody accepted; errors of its file. */
  readonly blockers: readonly FileFinding[];
  /**
   * That its ring would not let it take its stage: `ring-ahead`, as `check` says it.
   * @default its ring lets it, or there is none
   */
  readonly ahead?: LocatedFinding;
  readonly onRows: readonly OnRow[];
  readonly verified: VerifiedState;
  readonly next: NextSafeStep;
  /** Who has what at every step. */
  readonly matrix: { readonly steps: readonly MatrixStep[]; readonly principals: readonly StatusPrincipal[] };
}

/** What the last result of `verify` says of a cluster. */
export interface VerifiedState {
  readonly state: "complete" | "not complete" | "stale" | "none";
  /** ISO 8601, as the result says it. */
  readonly at?: string;
}

/** A step of the matrix. */
export interface MatrixStep {
  readonly name: string;
  readonly isCurrent: boolean;
}

/** A fleet: its clusters, by their paths, and its rings. */
export interface FleetStatus {
  /** Names, in their order; none where there are no rings. */
  readonly rings: readonly string[];
  readonly clusters: readonly ClusterStatus[];
  /** What is wrong with the fleet as a whole: its fleet.yaml, files that cannot be read, names that two files share. */
  readonly findings: readonly FileFinding[];
  readonly today: string;
}

/**
 * Where every cluster of a fleet is, and what may be done next: clusters by their paths, whatever the order of the sources. A file
 * with errors is a cluster too: nothing is reached, and its errors are its blockers. Answers always.
 */
export function fleetStatus(request: StatusRequest): FleetStatus {
  const { sources, today, outdir, isVerified, progress } = request;
  const readMembers = sources.map((source, i) => {
    const member = ringMember(source, request);
    progress?.(i + 1, sources.length);
    return member;
  });
  const [fleet] = sources.flatMap((source) => source.fleet ?? []);
  const read = fleet === undefined ? undefined : readFleetSource(fleet);
  const rules = read?.rules;
  const identities = readMembers.map(({ identity }) => identity);
  const twins = twinFindings(identities, { before: [], outdir });
  const members = readMembers.map((member) => withTwins(member, twins));
  const ahead = new Map(aheadOfRings(members.flatMap(({ cluster }) => cluster ?? [])).map((one) => [one.file, one]));
  const clusters = members.map((member) => {
    const days = isVerified ? daysFor(rules, member.path) : undefined;
    const next = nextSafeStep(member, { rules, members, days, today });
    return clusterStatus(member, { rules, next, ahead: ahead.get(member.source.file) });
  });
  return {
    rings: (rules?.rings ?? []).map(({ name }) => name),
    clusters: clusters.sort((one, other) => compareText(one.path, other.path)),
    findings: withoutTwins(sortFindings([...request.findings, ...(read?.findings ?? []), ...twins])),
    today,
  };
}

/** Other files that have its name or its state refuse a cluster too. */
function withTwins(member: ReadMember, twins: readonly LocatedFinding[]): ReadMember {
  const own = twins.filter(({ file }) => file === member.source.file);
  if (own.length === 0) return member;
  const blockers = [...new Set([...member.blockers, ...own.map(({ code }) => code)])];
  return { ...member, blockers, findings: sortFindings([...member.findings, ...own]) };
}

/** What the ring that waits for a cluster's asks of results. */
function daysFor(rules: FleetRules | undefined, path: string): number {
  const own = rules === undefined ? undefined : ringOf(rules, path);
  const waiting = own === undefined ? undefined : rules?.rings?.[own.index + 1];
  return waiting?.after?.verifiedDays ?? VERIFIED_DAYS;
}

interface StatusBeside {
  readonly rules: FleetRules | undefined;
  readonly next: NextSafeStep;
  readonly ahead: LocatedFinding | undefined;
}

function placeOf({ account }: ReadMember["identity"]): Pick<ClusterStatus, "accountId" | "region"> {
  return account?.id === undefined ? {} : { accountId: account.id, region: account.region };
}

function clusterStatus(member: ReadMember, { rules, next, ahead }: StatusBeside): ClusterStatus {
  const { path, source, identity, reached, cluster, findings } = member;
  const ring = rules === undefined ? undefined : ringOf(rules, path)?.ring.name;
  const { matrix, onRows } = accessOf(member);
  const definition = cluster?.staged.definition;
  return {
    path,
    file: source.file,
    ...(identity.clusterName === undefined ? {} : { clusterName: identity.clusterName.text }),
    ...placeOf(identity),
    ...(definition?.owner === undefined ? {} : { owner: definition.owner }),
    ...(ring === undefined ? {} : { ring }),
    ...(reached === undefined ? {} : { reached }),
    blockers: findings.filter((one) => one.file !== source.fleet?.file && isRefused([one])),
    ...(ahead === undefined ? {} : { ahead }),
    onRows,
    verified: verifiedState(member, daysFor(rules, path)),
    next,
    matrix,
  };
}

function verifiedState({ last, stale }: ReadMember, days: number): VerifiedState {
  if (last === undefined) return { state: "none" };
  if (!last.isComplete) return { state: "not complete", at: last.told };
  return { state: stale(days) === undefined ? "complete" : "stale", at: last.told };
}

function accessOf({ cluster }: ReadMember): Pick<ClusterStatus, "matrix" | "onRows"> {
  if (cluster === undefined) return { matrix: { steps: [], principals: [] }, onRows: [] };
  const { staged } = cluster;
  const { steps, rows } = accessMatrix(staged);
  const named = (principal: IamArn) => ({
    ...(isAnyoneElse(principal) ? {} : { arn: printArn(principal) }),
    name: principalName(principal, staged.definition.accountId),
  });
  const now = steps.findIndex(({ isCurrent }) => isCurrent);
  const onRows = rows.flatMap(({ principal, cells }): OnRow[] => {
    const access = cells[now];
    if (access?.kind !== "access" || access.through.by !== "row") return [];
    return [{ ...named(principal), row: placeName(access.through.place) }];
  });
  const principals = rows.map(({ principal, cells }) => ({ ...named(principal), cells }));
  return { matrix: { steps: steps.map(({ name, isCurrent }) => ({ name, isCurrent })), principals }, onRows };
}
