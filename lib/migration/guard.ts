import type { GuardCode } from "./guard-rules";
import type { AccessDefinition } from "./definition";
import { conflictingEntries, entriesNotLive, entriesOutdated } from "./guard-entries";
import { changedRows, rowsLeft, rowsNotLive, unknownRows } from "./guard-rows";
import type { LiveCluster } from "./live-cluster";
import { render } from "./rendering";
import { type Stage, STAGE_FACTS, STAGES } from "./stage";
import { acceptsUnread } from "./unread-rows";

/** What guards read of a running cluster; lib/guards says with which data sources, and what they may need for it. */
export const LIVE_SOURCES = [
  "cluster",
  "clusters",
  "root CA",
  "aws-auth",
  "access entries",
  "IAM roles",
  "node groups",
] as const;

/** One of {@link LIVE_SOURCES}. */
export type LiveSource = (typeof LIVE_SOURCES)[number];

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
  /**
   * Whether it judges by the rows of aws-auth: not asked where the file accepts that nobody reads them.
   * @default false
   */
  readonly needsRows?: boolean;
  /**
   * Whether, where the file accepts that nobody reads the rows, it judges by whom they may serve instead.
   * @default false
   */
  readonly judgesUnread?: boolean;
  /** What it reads of the running cluster. */
  readonly reads: readonly LiveSource[];
  /** Whom or what it refuses: ARNs, or what it read; empty lets the plan pass. */
  readonly refuses: (definition: AccessDefinition, live: LiveCluster) => readonly string[];
}

const ROWS = { needsRows: true, reads: ["cluster", "root CA", "aws-auth"] } as const;
const ENTRIES = { needsRows: true, judgesUnread: true, reads: [...ROWS.reads, "access entries"] } as const;
const IN_KUBERNETES: readonly LiveSource[] = ["root CA", "aws-auth"];
const ROW_STAGES: readonly Stage[] = ["config-map", "dual", "entries", "retire"];

/**
 * The guards, in the order in which they speak.
 * @see DESIGN: three lines of defence, 2
 */
export const GUARDS: readonly Guard[] = [
  {
    code: "identity-mismatch",
    stages: STAGES,
    reads: ["cluster", "root CA"],
    refuses: (_, live) => (live.isTheFilesCluster ? [] : ["cluster"]),
  },
  { code: "live-mode", stages: STAGES, withoutMigration: true, reads: ["cluster", "clusters"], refuses: otherMode },
  {
    code: "config-map-unread",
    stages: [...ROW_STAGES, "api"],
    needsRows: true,
    reads: ["root CA", "aws-auth"],
    refuses: unread,
  },
  { code: "section-unreadable", stages: [...ROW_STAGES, "api"], ...ROWS, refuses: unreadable },
  { code: "config-map-absent", stages: ["config-map", "dual", "entries"], ...ROWS, refuses: absent },
  { code: "row-unknown", stages: ROW_STAGES, ...ROWS, refuses: unknownRows },
  { code: "row-changed", stages: ROW_STAGES, ...ROWS, refuses: changedRows },
  { code: "row-not-live", stages: ["dual", "entries"], ...ROWS, refuses: rowsNotLive },
  { code: "entry-not-live", stages: ["retire", "api"], ...ENTRIES, refuses: entriesNotLive },
  {
    code: "entry-outdated",
    stages: ["retire", "api"],
    ...ENTRIES,
    reads: [...ENTRIES.reads, "IAM roles"],
    refuses: entriesOutdated,
  },
  { code: "row-left", stages: ["api"], ...ROWS, refuses: rowsLeft },
  { code: "entry-conflict", stages: STAGES, reads: ["node groups"], refuses: conflictingEntries },
  // Between plan and apply, which the model does not tell apart.
  { code: "changed-since-plan", stages: STAGES, reads: ENTRIES.reads, refuses: () => [] },
];

/** What the guards refuse of a definition's plan on a live cluster: codes with whom they are about; empty passes. */
export function guardRefusals(definition: AccessDefinition, live: LiveCluster): { code: GuardCode; about: string }[] {
  return guardsOf(definition).flatMap(({ code, refuses }) =>
    refuses(definition, live).map((about) => ({ code, about })),
  );
}

/** The guards that a definition's plan asks, with what they read for it: in Kubernetes nothing that the file accepts unread. */
export function guardsOf(definition: AccessDefinition): Guard[] {
  const { migration } = definition;
  const isUnread = acceptsUnread(definition);
  return GUARDS.filter(({ stages, withoutMigration = false, needsRows = false, judgesUnread = false }) => {
    if (migration === undefined) return withoutMigration;
    return stages.includes(migration.stage) && !(needsRows && !judgesUnread && isUnread);
  }).map((guard) => (isUnread ? { ...guard, reads: guard.reads.filter(isOutsideKubernetes) } : guard));
}

function isOutsideKubernetes(source: LiveSource): boolean {
  return !IN_KUBERNETES.includes(source);
}

/** A stage accepts the modes of its table, a file without migration its own: no switch goes unguarded. */
function otherMode(definition: AccessDefinition, { mode }: LiveCluster): string[] {
  const { migration } = definition;
  const accepted = migration === undefined ? [render(definition).mode] : STAGE_FACTS[migration.stage].accepts;
  return accepted.includes(mode) ? [] : [mode];
}

/** A file without aws-auth does not know who is served either: absent is an answer, unread is none. */
function unread(_: AccessDefinition, { configMap }: LiveCluster): string[] {
  return configMap === "unread" ? ["aws-auth"] : [];
}

function unreadable(_: AccessDefinition, { configMap, mode }: LiveCluster): readonly string[] {
  return typeof configMap === "string" || mode === "API" ? [] : configMap.unreadable;
}

/** Up to `entries` the ConfigMap exists unless we create it, or the file declares none. */
function absent(definition: AccessDefinition, { configMap }: LiveCluster): string[] {
  const isOurs = render(definition).awsAuth.create;
  return configMap !== "absent" || isOurs || definition.awsAuth === undefined ? [] : ["aws-auth"];
}
