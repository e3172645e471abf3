import type { AuthenticationMode } from "../access/access-entry/authentication-mode";

/** The stages of a migration, in their order; each is one plan. */
export const STAGES = ["config-map", "dual", "entries", "retire", "api", "done"] as const;

/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** What a stage renders, which live modes it accepts, and whether it can be undone. */
export interface StageFacts {
  readonly mode: AuthenticationMode;
  /** Which access entries: none, those of the waves that are in, all. */
  readonly entries: "none" | "waves" | "all";
  /** What becomes of the rows: as declared, emptied (or forgotten), not ours any more. */
  readonly rows: "declared" | "emptied" | "gone";
  /** The modes of the live cluster in which its plan may run. */
  readonly accepts: readonly AuthenticationMode[];
  /** One sentence: what the plan of this stage does. */
  readonly does: string;
  /** The stage that undoes it, or why there is none. */
  readonly back: { readonly to: Stage } | { readonly never: string };
}

const ONE_WAY = "AWS does not take a cluster back to an earlier authentication mode";

/**
 * The table of stages.
 * @see DOMAIN R35, R36, R38, §2.5
 */
export const STAGE_FACTS: Readonly<Record<Stage, StageFacts>> = {
  "config-map": {
    mode: "CONFIG_MAP",
    entries: "none",
    rows: "declared",
    accepts: ["CONFIG_MAP"],
    does: "adopts a cluster that is still in mode CONFIG_MAP",
    back: { never: "it is the first stage" },
  },
  dual: {
    mode: "API_AND_CONFIG_MAP",
    entries: "none",
    rows: "declared",
    accepts: ["CONFIG_MAP", "API_AND_CONFIG_MAP"],
    does: "switches the mode to API_AND_CONFIG_MAP, alone",
    back: { never: ONE_WAY },
  },
  entries: {
    mode: "API_AND_CONFIG_MAP",
    entries: "waves",
    rows: "declared",
    accepts: ["API_AND_CONFIG_MAP"],
    does: "creates access entries, each of which overrides its row at once",
    back: { to: "dual" },
  },
  retire: {
    mode: "API_AND_CONFIG_MAP",
    entries: "all",
    rows: "emptied",
    accepts: ["API_AND_CONFIG_MAP"],
    does: "empties aws-auth by an update, after entries, policies and guards",
    back: { to: "entries" },
  },
  api: {
    mode: "API",
    entries: "all",
    rows: "emptied",
    accepts: ["API_AND_CONFIG_MAP", "API"],
    does: "switches the mode to API, the last switch",
    back: { never: ONE_WAY },
  },
  done: {
    mode: "API",
    entries: "all",
    rows: "gone",
    accepts: ["API"],
    does: "deletes the ConfigMap, which nothing reads any more",
    back: { never: "mode API does not read aws-auth, whatever stands in it" },
  },
};

/** The stage after this one; undefined after the last. */
export function nextStage(stage: Stage): Stage | undefined {
  return STAGES[STAGES.indexOf(stage) + 1];
}

/** The stage that undoes this one; undefined where nothing does. */
export function previousStage(stage: Stage): Stage | undefined {
  const { back } = STAGE_FACTS[stage];
  return "to" in back ? back.to : undefined;
}

/** Whether a stage is this one or comes after it. */
export function isFrom(stage: Stage, first: Stage): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf(first);
}
