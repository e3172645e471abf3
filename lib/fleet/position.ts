import type { AccessDefinition } from "../migration/definition";
import { isFrom, type Stage } from "../migration/stage";
import { wavesIn, wavesOf } from "../migration/wave";

/** How far a cluster is on its way. */
export type Reached =
  | { readonly kind: "stage"; readonly stage: Stage; readonly waves: { readonly in: number; readonly of: number } }
  /** It has no migration: over, where its mode is API; else it never began. */
  | { readonly kind: "finished" | "not begun" };

/** A stage that has to be reached; at `entries` with so many waves, all where none is said. */
export interface Milestone {
  readonly stage: Stage;
  /** @default all */
  readonly wave?: number;
}

/** How far a definition is. */
export function reachedBy(definition: AccessDefinition): Reached {
  const { migration, authenticationMode } = definition;
  if (migration === undefined) return { kind: authenticationMode === "API" ? "finished" : "not begun" };
  const waves = { in: wavesIn(definition), of: wavesOf(definition).length };
  return { kind: "stage", stage: migration.stage, waves };
}

/** Whether somebody has reached a milestone: of a cluster with fewer waves, all of its own are enough. */
export function hasReached(reached: Reached, { stage, wave }: Milestone): boolean {
  if (reached.kind !== "stage") return reached.kind === "finished";
  if (reached.stage !== stage || stage !== "entries") return isFrom(reached.stage, stage);
  return reached.waves.in >= Math.min(wave ?? reached.waves.of, reached.waves.of);
}

/** The further of two milestones. */
export function furtherOf(one: Milestone, other: Milestone): Milestone {
  if (one.stage !== other.stage) return isFrom(one.stage, other.stage) ? one : other;
  if (one.wave === undefined || other.wave === undefined) return { stage: one.stage };
  return { stage: one.stage, wave: Math.max(one.wave, other.wave) };
}

/** `entries, wave 1 of 3`, `done`, `no migration` */
export function reachedWords(reached: Reached): string {
  if (reached.kind !== "stage") return reached.kind === "finished" ? "finished" : "no migration";
  const { stage, waves } = reached;
  return stage === "entries" && waves.of > 1 ? `entries, wave ${waves.in} of ${waves.of}` : stage;
}

/** `entries with 2 waves`, `retire` */
export function milestoneWords({ stage, wave }: Milestone): string {
  return wave === undefined ? stage : `${stage} with ${wave} ${wave === 1 ? "wave" : "waves"}`;
}
