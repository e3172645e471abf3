import { isRefused } from "../migration/gate/refusal";
import type { JudgedFinding } from "../migration/acceptance";
import type { Inventory } from "./inventory";
import type { CodeOf } from "../finding/catalogue";
import { organisationFindings } from "../fleet/organisation-rules";
import { ringFindings } from "../fleet/ring";
import type { ClusterDefinition } from "./definition/cluster-definition";
import { stackNameOf } from "./definition/stack-name";
import { stateNotNamed } from "./state-contents/state-not-named";
import { aheadOfRings } from "./fleet-file/ring-ahead";
import { validateDefinition } from "./validation/validate-definition";
import { type FileFinding, withoutTwins } from "./file-findings";
import type { ClusterFile, ParsedClusterFile } from "./cluster-file/parse-cluster-file";

/** Cluster files, judged. */
export interface Fleet {
  readonly clusters: readonly ClusterFile[];
  /**
   * Files that leave questions open: each question is a finding, `question-open`.
   * @default none
   */
  readonly open?: readonly ClusterFile[];
  /** Of all files, sorted by place. */
  readonly findings: readonly FileFinding[];
  /** Whether nothing may be written. */
  readonly isRefused: boolean;
}

/** What a folder accepts for all its clusters opens something in some of them. */
const UNUSED: CodeOf<"gate"> = "accept-unused";

/** Runs the gate of each cluster of an inventory. */
export function judgeInventory(inventory: Inventory, today: string): Fleet {
  const { clusters, open = [] } = inventory;
  const all = [...clusters, ...open];
  const findings = withoutTwins([...judged(all, today), ...aheadOfRings(all), ...inventory.findings]);
  return { clusters, open, findings, isRefused: isRefused(findings) };
}

/** All findings of one file that was read, whatever other files say. */
export function judgeParsed(
  { cluster, open, findings }: Pick<ParsedClusterFile, "cluster" | "open" | "findings">,
  today: string,
): FileFinding[] {
  const clusters = [cluster, open].filter((one) => one !== undefined);
  return withoutTwins([...judged(clusters, today), ...findings]);
}

function judged(clusters: readonly ClusterFile[], today: string): FileFinding[] {
  return clusters.flatMap((cluster) => judgeCluster(cluster, today));
}

/** What keeps one cluster file from being a stack, and what its gate says, at their places. */
export function judgeCluster(
  { staged, locate, around }: Pick<ClusterFile, "staged" | "locate" | "around">,
  today: string,
): FileFinding[] {
  const { definition } = staged;
  const { folders = [], rules } = around;
  const path = [...folders, definition.clusterName].join("/");
  const adminGroups = adminGroupsOf(definition);
  const organisation = rules === undefined ? [] : organisationFindings(rules, { path, definition, adminGroups });
  const { file } = locate({ path: "" });
  const stack = stackNameOf(folders, definition.clusterName);
  const beside = [...organisation, ...stateNotNamed(definition, { stack, file })];
  const findings: JudgedFinding[] = [
    ...(rules === undefined ? [] : ringFindings(rules, path)),
    ...validateDefinition(staged, { today, beside }),
  ];
  return findings
    .map((finding): FileFinding => ({ ...finding, ...locate(finding) }))
    .filter((finding) => finding.code !== UNUSED || finding.file === file);
}

/** Groups that a file binds to cluster-admin in the whole cluster. */
function adminGroupsOf({ rbacBindings = {} }: ClusterDefinition): string[] {
  return Object.values(rbacBindings)
    .filter(({ clusterRole, namespace }) => clusterRole === "cluster-admin" && namespace === undefined)
    .map(({ group }) => group);
}
