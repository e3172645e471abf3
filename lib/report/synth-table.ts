import type { AuthenticationMode } from "../access/access-entry/authentication-mode";
import type { Stage } from "../migration/stage";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { FileFinding } from "../inventory/file-findings";
import type { AwsAuth } from "../access/aws-auth/aws-auth";
import type { StagedCluster } from "../migration/staged-cluster";
import type { Paint } from "./text/colour";
import { tally } from "./text/tally";

/** What one cluster's stack came to, as it is shown. */
export interface SynthRow {
  /** Name of the stack; of an overlay's cluster, its own. */
  readonly stack: string;
  /** @default no migration */
  readonly stage?: Stage;
  readonly mode: AuthenticationMode;
  /** Whether the mode is somebody else's to switch. */
  readonly isForeignMode: boolean;
  readonly entries: Share;
  readonly rows: Share;
  /** How many resources its JSON has. */
  readonly resources: number;
  readonly findings: readonly FileFinding[];
}

/** How many of how many in the file are rendered. */
interface Share {
  readonly rendered: number;
  readonly declared: number;
}

/** What is shown of a cluster, whose findings come later: those of other files too. */
export function rowOf({
  stack,
  staged: { definition, rendering, rows },
  resources,
}: {
  readonly stack: string;
  readonly staged: StagedCluster<ClusterDefinition>;
  readonly resources: number;
}): Omit<SynthRow, "findings"> {
  const stage = definition.migration?.stage;
  return {
    stack,
    ...(stage === undefined ? {} : { stage }),
    mode: rendering.mode,
    isForeignMode: definition.render === "access",
    entries: {
      rendered: Object.keys(rendering.entries).length,
      declared: Object.keys(definition.accessEntries).length,
    },
    rows: { rendered: count(rendering.awsAuth.rows), declared: count(rows) },
    resources,
  };
}

const HEAD = ["cluster", "stage", "mode", "entries", "rows", "resources", "findings"];

/**
 * The table that `npm run synth` prints: a line per cluster, what its stage renders. Entries: rendered of declared; rows:
 * written of those in the file.
 */
export function synthTable(rows: readonly SynthRow[], paint: Paint): string {
  const cells = rows.map(cellsOf);
  const widths = HEAD.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  return [paint(line(HEAD), "bold"), ...cells.map(line), ""].join("\n");
}

function cellsOf({ stack, stage, mode, isForeignMode, entries, rows, resources, findings }: SynthRow): string[] {
  return [
    stack,
    stage ?? "-",
    isForeignMode ? `(${mode})` : mode,
    share(entries),
    share(rows),
    String(resources),
    tally(findings),
  ];
}

function share({ rendered, declared }: Share): string {
  return rendered === declared ? String(declared) : `${rendered} of ${declared}`;
}

function count({ roles, users, accounts }: AwsAuth): number {
  return roles.length + users.length + accounts.length;
}
