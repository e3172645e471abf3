import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { FileFinding } from "../inventory/fleet";
import type { AwsAuth } from "../access/aws-auth/aws-auth";
import type { StagedCluster } from "../migration/staged-cluster";
import type { Paint } from "./text/colour";
import { tally } from "./text/tally";

/** What one cluster's stack came to. */
export interface SynthRow {
  readonly staged: StagedCluster<ClusterDefinition>;
  /** How many resources its JSON has. */
  readonly resources: number;
  readonly findings: readonly FileFinding[];
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

function cellsOf({ staged, resources, findings }: SynthRow): string[] {
  const { definition, rendering, rows } = staged;
  const { mode, entries, awsAuth } = rendering;
  return [
    definition.clusterName,
    definition.migration?.stage ?? "-",
    definition.render === "access" ? `(${mode})` : mode,
    share(Object.keys(entries).length, Object.keys(definition.accessEntries).length),
    share(count(awsAuth.rows), count(rows)),
    String(resources),
    tally(findings),
  ];
}

function share(part: number, whole: number): string {
  return part === whole ? String(whole) : `${part} of ${whole}`;
}

function count({ roles, users, accounts }: AwsAuth): number {
  return roles.length + users.length + accounts.length;
}
