import type { FleetRules } from "../../fleet/fleet-rules";
import { type PlacedRing, ringOf } from "../../fleet/ring";
import { heldBy, heldSentence } from "../../fleet/ring-gate";
import { sortFindings } from "../../finding/finding-order";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { type IdentifiedFile, twinFindings } from "../../inventory/twins";
import { isRefused } from "../../migration/gate/refusal";
import type { StepResult } from "../step/step-result";
import { takeStepOf } from "../step/take-step";
import type { ReadMember } from "./ring-members";

/** A fleet of which one ring is to step. */
export interface RingRequest {
  readonly rules: FleetRules;
  readonly ring: PlacedRing;
  /** The clusters of the ring, and of the one for which it waits. */
  readonly members: readonly ReadMember[];
  /** The other clusters of the fleet: their names and states may be those of a member. */
  readonly others: readonly IdentifiedFile[];
  /** `2026-11-22`: decides which acceptances have expired. */
  readonly today: string;
  /** The folder of the output: local states are relative to it. */
  readonly outdir: string;
}

/** What one cluster of a ring may do. */
export interface RingStep {
  readonly member: ReadMember;
  /** Whether it has arrived: no step is left. */
  readonly isOver: boolean;
  readonly taken: StepResult;
}

/**
 * One step of every cluster of a ring, in the texts of their files: which may go, and why others may not. Members of other rings
 * than the two may be given too: they step nowhere. A cluster that may not go has no `taken.text`: `taken.told` has the refusal
 * or the findings. None where nobody is in the ring. Nothing is written.
 */
export function advanceRing({ rules, ring, members, others, today, outdir }: RingRequest): RingStep[] {
  const twins = twinFindings(
    members.map(({ identity }) => identity),
    { before: others, outdir },
  );
  return members
    .filter(({ path }) => ringOf(rules, path)?.index === ring.index)
    .map((member) => {
      const taken = stepOf(member, { twins, today });
      const isOver = member.reached?.kind === "finished" || isDone(member);
      return { member, isOver, taken: isOver ? taken : throughGate(taken, { rules, members, path: member.path }) };
    });
}

function isDone({ reached }: ReadMember): boolean {
  return reached?.kind === "stage" && reached.stage === "done";
}

interface StepBeside {
  readonly twins: readonly LocatedFinding[];
  readonly today: string;
}

function stepOf({ source, cluster, findings }: ReadMember, { twins, today }: StepBeside): StepResult {
  const shared = twins.filter(({ file }) => file === source.file);
  if (cluster === undefined || isRefused(shared)) {
    return { told: { changes: [], findings: sortFindings([...findings, ...shared]) } };
  }
  return takeStepOf(cluster, source.bytes, { direction: "advance", today });
}

interface Gate extends Pick<RingRequest, "rules" | "members"> {
  readonly path: string;
}

function throughGate(taken: StepResult, { rules, members, path }: Gate): StepResult {
  const { to } = taken.told;
  if (taken.text === undefined || to === undefined) return taken;
  const held = heldBy(rules, members, { path, to: { stage: to.stage, ...(to.wave && { wave: to.wave.in }) } });
  if (held === undefined) return taken;
  const { facts: _, ...told } = taken.told;
  return {
    told: { ...told, changes: [], refusal: { reason: heldSentence(held), help: "bring that ring there first" } },
  };
}
