import type { JudgedFinding } from "../../migration/acceptance";
import { gate } from "../../migration/gate/gate";
import { StagedCluster } from "../../migration/staged-cluster";
import { sortFindings } from "../../finding/finding-order";
import type { ClusterDefinition } from "../definition/cluster-definition";
import { type ClusterStackProps, definitionOf, isMap, notProps } from "../definition/cluster-props";
import { importedByName } from "../definition/import-findings";
import { podIdentityFindings } from "../definition/pod-identity-findings";
import { protectionFindings } from "../definition/protection-findings";
import { renamedNotes } from "../definition/renamed-keys";
import { stateLockFindings } from "../definition/state-place/state-lock";
import { definitionFindings } from "./definition-findings";

/** What a definition alone does not say. */
export interface Judging {
  /**
   * The day that decides which acceptances are over: `2026-11-22`.
   * @default today
   */
  readonly today?: string;
  /**
   * What others find of the cluster, an organisation's rules: the definition may accept it.
   * @default nothing
   */
  readonly beside?: readonly JudgedFinding[];
}

/** Props of a stack, with the rendering that its class would say; `resources` where it is left out. */
type Written = ClusterStackProps & Partial<Pick<ClusterDefinition, "render">>;

/**
 * All that is wrong with a cluster, as data, in the words of a cluster file: what `check` says of the file, and what stacks
 * refuse, however the definition was written. A file adds the places alone.
 */
export function validateDefinition(
  definition: Written | StagedCluster<ClusterDefinition>,
  judging: Judging = {},
): JudgedFinding[] {
  if (!isMap(definition)) return [notProps(definition)];
  const staged = definition instanceof StagedCluster ? definition : new StagedCluster(definitionOf(definition));
  const { own, gated } = judgedDefinition(staged, judging);
  return sortFindings([...own, ...gated]);
}

/** What cannot become a stack, and what the gate says of what can. */
export interface JudgedDefinition {
  readonly own: readonly JudgedFinding[];
  readonly gated: readonly JudgedFinding[];
}

/** The same, in two parts. Nothing is asked at the gate of what has another shape. */
export function judgedDefinition(
  staged: StagedCluster<ClusterDefinition>,
  { today = new Date().toISOString().slice(0, 10), beside = [] }: Judging,
): JudgedDefinition {
  const { definition } = staged;
  const { findings, isWhole } = definitionFindings(staged);
  if (!isWhole) return { own: findings, gated: [] };
  const notes = [
    ...protectionFindings(staged),
    ...stateLockFindings(definition),
    ...podIdentityFindings(definition),
    ...renamedNotes(definition),
  ];
  return { own: findings, gated: [...notes, ...gate(staged, today, [...beside, ...importedByName(definition)])] };
}
