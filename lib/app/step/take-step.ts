import { sortFindings } from "../../finding/finding-order";
import { moveClusterFile } from "../../inventory/cluster-file/move-cluster-file";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import type { FileFinding } from "../../inventory/file-findings";
import { judgeCluster } from "../../inventory/fleet";
import { parseInventory } from "../../inventory/inventory";
import { clusterArn } from "../../live/live-identity";
import { isRefused } from "../../migration/gate/refusal";
import { isAdoptionCode } from "../../migration/gate/gate-adopt";
import type { Stage } from "../../migration/stage";
import { type Direction, stepOf } from "../../migration/step";
import { wavesIn, wavesOf } from "../../migration/wave";
import { decodeText } from "../../yaml/text-encoding";
import type { ClusterFiles } from "../check/check";
import { changedLines } from "./changed-lines";
import { stepFacts, unservedKeys } from "./step-facts";
import type { StepPlace, StepResult, StepTold } from "./step-result";

/** Which way, and which day it is: `2026-11-22` decides which acceptances have expired. */
export interface StepRequest {
  readonly direction: Direction;
  readonly today: string;
}

/** Takes one step in the text of one cluster file, or refuses it. */
export function takeStep({ sources, findings: read = [], ...around }: ClusterFiles, request: StepRequest): StepResult {
  const { clusters, findings: parsed } = parseInventory(sources, around);
  const [[source], [cluster]] = [sources, clusters];
  if (source === undefined || cluster === undefined || isRefused(parsed))
    return { told: { changes: [], findings: sortFindings([...read, ...parsed]) } };
  return takeStepOf(cluster, source.bytes, request);
}

/** Takes one step in the text of a cluster file that was read already, whatever other files say. */
export function takeStepOf(cluster: ClusterFile, bytes: Uint8Array, request: StepRequest): StepResult {
  const decoded = decodeText(bytes, { keepsMark: true });
  return "text" in decoded ? stepIn(cluster, decoded.text, request) : { told: { changes: [], findings: [] } };
}

const BY_HAND = {
  reason: "its text is written in a way that cannot be edited safely: aliases or comments where the change belongs",
  help: "write the change by hand, then run eks-access check",
};

function noRow(keys: readonly string[]) {
  const has = keys.length === 1 ? "has" : "have";
  return {
    reason: `${keys.join(", ")} ${has} no row to go back to`,
    help: "put their rows into the file and the cluster first, or stay at entries",
  };
}

function stepIn(cluster: ClusterFile, text: string, { direction, today }: StepRequest): StepResult {
  const step = stepOf(cluster.staged.definition, direction);
  const known = startOf(cluster.staged.definition);
  if ("refused" in step) return { told: { ...known, refusal: { reason: step.refused, help: step.help } } };
  const adoption = refusedAdoption(cluster, { direction, today });
  if (adoption.length > 0) return { told: { ...known, findings: adoption } };
  const moved = moveClusterFile(cluster, text, { direction, to: step.to });
  if (moved === undefined) return { told: { ...known, refusal: BY_HAND } };
  const findings = sortFindings(judgeCluster({ ...cluster, staged: moved.staged }, today));
  const told = { ...known, to: placeOf(moved.staged.definition, step.to.stage), findings };
  if (isRefused(findings)) return { told };
  const states = { from: cluster.staged, to: moved.staged };
  const unserved = direction === "back" ? unservedKeys(states) : [];
  if (unserved.length > 0) return { told: { ...told, refusal: noRow(unserved) } };
  const facts = stepFacts({ direction, file: cluster.file, ...states });
  return { text: moved.text, told: { ...told, facts, changes: changedLines(text, moved.text) } };
}

function startOf(definition: ClusterDefinition): StepTold {
  const stage = definition.migration?.stage;
  const from = stage === undefined ? {} : { from: placeOf(definition, stage) };
  return {
    clusterName: definition.clusterName,
    clusterArn: clusterArn(definition),
    ...from,
    changes: [],
    findings: [],
  };
}

/** A step forward takes `adopt` out of the file: what refuses its plan now would be gone with it, and the state would not. */
function refusedAdoption(cluster: ClusterFile, { direction, today }: StepRequest): FileFinding[] {
  if (direction === "back") return [];
  const found = judgeCluster(cluster, today).filter(({ code }) => isAdoptionCode(code));
  return sortFindings(found.filter((finding) => isRefused([finding])));
}

function placeOf(definition: ClusterDefinition, stage: Stage): StepPlace {
  const all = wavesOf(definition).length;
  return { stage, ...(stage === "entries" && all > 1 ? { wave: { in: wavesIn(definition), of: all } } : {}) };
}
