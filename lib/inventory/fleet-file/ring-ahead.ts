import { reachedBy } from "../../fleet/position";
import { heldBy, heldSentence, type RingMember } from "../../fleet/ring-gate";
import type { ClusterFile } from "../cluster-file/parse-cluster-file";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import type { LocatedFinding } from "../finding/located-finding";
import { memberPath } from "./fleet-source";

/**
 * Clusters at a stage that their ring's gate would not let them take: somebody wrote it by hand, or passed the gate. Results of
 * `verify` are not asked: they tell of the step, and grow old after it.
 */
export function aheadOfRings(clusters: readonly ClusterFile[]): LocatedFinding[] {
  const members = clusters.map(memberOf);
  return clusters.flatMap((cluster): LocatedFinding[] => {
    const { around, staged, locate } = cluster;
    const reached = reachedBy(staged.definition);
    if (around.rules === undefined || reached.kind !== "stage" || reached.stage === "config-map") return [];
    const { stage, waves } = reached;
    const to = stage === "entries" ? { stage, wave: waves.in } : { stage };
    const held = heldBy(around.rules, members, { path: pathOf(cluster), to });
    if (held === undefined) return [];
    const message = `a stage that its ring does not let it take yet: ${heldSentence(held)}`;
    return [locate(finding("ring-ahead", "migration.stage", { message, help: helpFor(held.before) }))];
  });
}

function helpFor(before: string): string {
  return `move the clusters that are named here to that stage first, with \`eks-access advance --ring ${before}\`; or take this one back with \`eks-access back\`. Where \`advance --past-gate\` wrote the stage on purpose, leave it`;
}

function memberOf(cluster: ClusterFile): RingMember {
  return {
    path: pathOf(cluster),
    reached: reachedBy(cluster.staged.definition),
    blockers: [],
    stale: () => undefined,
  };
}

function pathOf({ file, around: { folders = [] } }: ClusterFile): string {
  return memberPath({ file, folders });
}
