import { acceptItem } from "../../finding/accept-item";
import type { CodeOf } from "../../finding/catalogue";
import type { LiveCluster } from "./live-cluster";
import type { Stage } from "../stage";
import type { StagedDefinition } from "../staged-definition";
import type { LiveSource } from "./guard-reads";

/**
 * One thing that Terraform refuses because of the live cluster. Everything about it stands in the file of its code: whom it
 * refuses, what it says, when it is asked. `lib/guards` compiles it; `check --live` and docs/guards.md say what it says.
 */
export interface Guard {
  /** The catalogue has its meaning and weight. */
  readonly code: CodeOf<"guard">;
  /** One or two sentences beside the one that Terraform prints. */
  readonly advice: string;
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
  /**
   * Where in the file what it refuses stands.
   * @default "row"
   */
  readonly about?: "entry" | "row";
  /**
   * Addresses of data sources that say it where the provider fails before any condition, with words of its own.
   * @default its sentences say all
   */
  readonly addresses?: readonly string[];
  /** Whom or what it refuses: ARNs, or what it read; empty lets the plan pass. */
  readonly refuses: (staged: StagedDefinition, live: LiveCluster) => readonly string[];
  /**
   * What it says of one of those: the sentence that Terraform prints about all of them.
   * @default what it refuses is a sentence already
   */
  readonly says?: (about: string, staged: StagedDefinition, live: LiveCluster) => GuardSentence;
}

/** What a guard says: what is wrong, and what to do. The parts stand in Terraform's JSON, so they may hold expressions. */
export interface GuardSentence {
  /** `aws-auth of cluster demo serves … by rows that its cluster file does not have` */
  readonly wrong: string;
  /** `add the row under aws_auth and an entry under access_entries` */
  readonly mend: string;
  /**
   * What to do in whole commands and lines: `check --live` says it, where a screen of Terraform's errors has no room for it.
   * @default mend
   */
  readonly help?: string;
}

/**
 * A sentence as Terraform prints it, with the code by which it is looked up. It has no backticks: Terraform draws a frame around
 * it, and stacks that are there already keep their bytes.
 */
export function printedSentence(code: string, { wrong, mend }: GuardSentence): string {
  return `${wrong}: ${mend} [${code}].`.replaceAll("`", "");
}

/** What to write so that a guard lets one principal pass. */
export function acceptGuard(code: CodeOf<"guard">, principal: string): string {
  return acceptItem(code, principal);
}

/** The stages at which rows are written, or emptied. */
export const ROW_STAGES = ["config-map", "dual", "entries", "retire"] as const satisfies readonly Stage[];

/** What guards of the rows have in common. */
export const JUDGES_ROWS = { needsRows: true, reads: ["cluster", "root CA", "aws-auth"] } as const;

/** What guards of the entries that take the place of rows have in common. */
export const JUDGES_ENTRIES = {
  stages: ["retire", "api"],
  needsRows: true,
  judgesUnread: true,
  about: "entry",
} as const;
