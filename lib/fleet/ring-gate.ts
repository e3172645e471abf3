import type { FleetRules } from "./fleet-rules";
import { furtherOf, hasReached, type Milestone, milestoneWords, type Reached, reachedWords } from "./position";
import { ringOf, waitsFor } from "./ring";
import type { StaleVerdict } from "./verdict";

/** How many days old a result of `verify` may be where a gate does not say it. */
export const VERIFIED_DAYS = 7;

/** A cluster of the fleet, as far as a gate asks. */
export interface RingMember {
  /** `prod/shop` */
  readonly path: string;
  /** @default its file has errors: nothing is known of it */
  readonly reached?: Reached;
  /** Codes of what refuses its stage and nobody accepted. */
  readonly blockers: readonly string[];
  /** Why no result of `verify` of so many days holds for it; undefined where one does. */
  readonly stale: (days: number) => StaleVerdict | undefined;
}

/** A step that wants to pass a gate. */
export interface GatedStep {
  /** Of the cluster that takes it. */
  readonly path: string;
  readonly to: Milestone;
}

/** A ring that a step waits for: which of its clusters hold it, and why. */
export interface HeldStep {
  /** Name of the ring that waits. */
  readonly ring: string;
  /** Name of the ring before. */
  readonly before: string;
  readonly holders: readonly Holder[];
}

/** A cluster that holds others. */
export interface Holder {
  readonly path: string;
  readonly why: string;
}

/**
 * What holds a step: a cluster of the ring before that has not reached where the step leads, or what the gate asks beyond that;
 * that has an open blocker; or of which no fresh result of `verify` says that its own step is complete. Rings without clusters
 * are passed over. Undefined where the step may go: the cluster is in the first ring, or in none of a fleet without rings.
 */
export function heldBy(rules: FleetRules, members: readonly RingMember[], step: GatedStep): HeldStep | undefined {
  const own = ringOf(rules, step.path);
  const paths = members.map(({ path }) => path);
  const before = waitsFor(rules, paths, step.path);
  if (own === undefined || before === undefined) return undefined;
  const { after } = own.ring;
  const asked = after?.stage === undefined ? step.to : furtherOf(step.to, milestone(after.stage, after.wave));
  const days = after?.verifiedDays ?? VERIFIED_DAYS;
  const asking = members.filter(({ path }) => ringOf(rules, path)?.index === before.index);
  const holders = asking.flatMap((member) => {
    const why = whyHolding(member, asked, days);
    return why === undefined ? [] : [{ path: member.path, why }];
  });
  return holders.length === 0 ? undefined : { ring: own.ring.name, before: before.ring.name, holders };
}

/** Why a step is held, in one sentence with the first three of those who hold it. */
export function heldSentence({ ring, before, holders }: HeldStep): string {
  const first = holders.slice(0, 3).map(({ path, why }) => `cluster \`${path}\` ${why}`);
  const more = holders.length - first.length;
  return `ring \`${ring}\` waits for ring \`${before}\`: ${first.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

function milestone(stage: Milestone["stage"], wave: number | undefined): Milestone {
  return wave === undefined ? { stage } : { stage, wave };
}

function whyHolding({ reached, blockers, stale }: RingMember, asked: Milestone, days: number): string | undefined {
  if (reached === undefined) return "cannot be read: eks-access check says why";
  if (!hasReached(reached, asked)) return `is at ${reachedWords(reached)}, expected ${milestoneWords(asked)}`;
  if (blockers.length > 0) return `is refused at its own stage (${blockers.join(", ")})`;
  const verdict = stale(days);
  return verdict === undefined ? undefined : `is not verified: ${verdict.reason}`;
}
