import { type Fleet, judgeInventory } from "../../inventory/fleet";
import { sortFindings } from "../../finding/finding-order";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { type ClusterFileSource, parseInventory, type Surroundings } from "../../inventory/inventory";

/** Cluster files, as whoever read them has them. */
export interface ClusterFiles extends Surroundings {
  readonly sources: readonly ClusterFileSource[];
  /**
   * What is wrong with files that could not be read.
   * @default nothing
   */
  readonly findings?: readonly LocatedFinding[];
}

/** All findings of cluster files; `today` (`2026-11-22`) decides which acceptances have expired. */
export function check({ sources, findings = [], ...around }: ClusterFiles, today: string): Fleet {
  const inventory = parseInventory(sources, around);
  return judgeInventory({ ...inventory, findings: sortFindings([...inventory.findings, ...findings]) }, today);
}

/** A cluster file of a text that nobody has encoded yet: of a page, a request, an editor. */
export function clusterFileOf(file: string, text: string): ClusterFileSource {
  return { file, bytes: new TextEncoder().encode(text) };
}
