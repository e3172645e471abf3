import type { GuardCode } from "./guard-rules";
import type { AccessDefinition } from "./definition";
import { conflictingEntries, entriesNotLive, entriesOutdated } from "./guard-entries";
import { changedRows, rowsLeft, rowsNotLive, unknownRows } from "./guard-rows";
import type { LiveCluster } from "./live-cluster";
import { render } from "./rendering";
import { type Stage, STAGE_FACTS, STAGES } from "./stage";
import { optsIn } from "./acceptance";

/** One thing that Terraform refuses: the table from which model and stacks are made. */
export interface Guard {
  readonly code: GuardCode;
  /** The stages whose plans ask. */
  readonly stages: readonly Stage[];
  /**
   * Whether plans of a file without `migration` ask too.
   * @default false
   */
  readonly withoutMigration?: boolean;
  /** Whom or what it refuses: ARNs, or what it read; empty lets the plan pass. */
  readonly refuses: (definition: AccessDefinition, live: LiveCluster) => readonly string[];
}

const ROW_STAGES: readonly Stage[] = ["config-map", "dual", "entries", "retire"];

/**
 * The guards, in the order in which they speak.
 * @see DESIGN: three lines of defence, 2
 */
export const GUARDS: readonly Guard[] = [
  { code: "identity-mismatch", stages: STAGES, refuses: (_, live) => (live.isTheFilesCluster ? [] : ["cluster"]) },
  { code: "live-mode", stages: STAGES, withoutMigration: true, refuses: otherMode },
  { code: "config-map-unread", stages: [...ROW_STAGES, "api"], refuses: unread },
  { code: "section-unreadable", stages: [...ROW_STAGES, "api"], refuses: unreadable },
  { code: "config-map-absent", stages: ["config-map", "dual", "entries"], refuses: absent },
  { code: "row-unknown", stages: ROW_STAGES, refuses: unknownRows },
  { code: "row-changed", stages: ROW_STAGES, refuses: changedRows },
  { code: "row-not-live", stages: ["dual", "entries"], refuses: rowsNotLive },
  { code: "entry-not-live", stages: ["retire", "api"], refuses: entriesNotLive },
  { code: "entry-outdated", stages: ["retire", "api"], refuses: entriesOutdated },
  { code: "row-left", stages: ["api"], refuses: rowsLeft },
  { code: "entry-conflict", stages: STAGES, refuses: conflictingEntries },
  // Between plan and apply, which the model does not tell apart.
  { code: "changed-since-plan", stages: STAGES, refuses: () => [] },
];

/** What the guards refuse of a definition's plan on a live cluster: codes with whom they are about; empty passes. */
export function guardRefusals(definition: AccessDefinition, live: LiveCluster): { code: GuardCode; about: string }[] {
  return guardsOf(definition).flatMap(({ code, refuses }) =>
    refuses(definition, live).map((about) => ({ code, about })),
  );
}

/** The guards that a definition's plan asks. */
export function guardsOf({ migration }: AccessDefinition): Guard[] {
  return GUARDS.filter(({ stages, withoutMigration = false }) =>
    migration === undefined ? withoutMigration : stages.includes(migration.stage),
  );
}

/** A stage accepts the modes of its table, a file without migration its own: no switch goes unguarded. */
function otherMode(definition: AccessDefinition, { mode }: LiveCluster): string[] {
  const { migration } = definition;
  const accepted = migration === undefined ? [render(definition).mode] : STAGE_FACTS[migration.stage].accepts;
  return accepted.includes(mode) ? [] : [mode];
}

/** A file without aws-auth does not know who is served either: absent is an answer, unread is none. */
function unread(definition: AccessDefinition, { configMap }: LiveCluster): string[] {
  return configMap !== "unread" || optsIn(definition, "config-map-unread") ? [] : ["aws-auth"];
}

function unreadable(_: AccessDefinition, { configMap, mode }: LiveCluster): readonly string[] {
  return typeof configMap === "string" || mode === "API" ? [] : configMap.unreadable;
}

/** Up to `entries` the ConfigMap exists unless we create it, or the file declares none. */
function absent(definition: AccessDefinition, { configMap }: LiveCluster): string[] {
  const isOurs = render(definition).awsAuth.create;
  return configMap !== "absent" || isOurs || definition.awsAuth === undefined ? [] : ["aws-auth"];
}
