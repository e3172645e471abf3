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
  { code: "live-mode", stages: STAGES, refuses: otherMode },
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
];

/** What the guards refuse of a definition's plan on a live cluster: codes with whom they are about; empty passes. */
export function guardRefusals(definition: AccessDefinition, live: LiveCluster): { code: GuardCode; about: string }[] {
  const stage = definition.migration?.stage;
  if (stage === undefined) return [];
  return GUARDS.filter((guard) => guard.stages.includes(stage)).flatMap(({ code, refuses }) =>
    refuses(definition, live).map((about) => ({ code, about })),
  );
}

function otherMode({ migration }: AccessDefinition, { mode }: LiveCluster): string[] {
  return migration === undefined || STAGE_FACTS[migration.stage].accepts.includes(mode) ? [] : [mode];
}

function usesConfigMap({ awsAuth }: AccessDefinition): boolean {
  return awsAuth !== undefined;
}

function unread(definition: AccessDefinition, { configMap }: LiveCluster): string[] {
  const isOpen = !usesConfigMap(definition) || optsIn(definition, "config-map-unread");
  return configMap !== "unread" || isOpen ? [] : ["aws-auth"];
}

function unreadable(_: AccessDefinition, { configMap, mode }: LiveCluster): readonly string[] {
  return typeof configMap === "string" || mode === "API" ? [] : configMap.unreadable;
}

/** Up to `entries` the ConfigMap exists unless we create it, or the file declares none. */
function absent(definition: AccessDefinition, { configMap }: LiveCluster): string[] {
  const isOurs = render(definition).awsAuth.create;
  return configMap !== "absent" || isOurs || !usesConfigMap(definition) ? [] : ["aws-auth"];
}
