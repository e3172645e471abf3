import { FORMAT_VERSION, jsonFinding, jsonText } from "../text/jsonable";
import type { StepJson } from "../schema/step-json";
import type { StepReport } from "./step-report";

/** `eks-access advance --format json`, and `back`; their schemas are in docs/schemas. */
export function stepJsonText(report: StepReport): string {
  const { direction, outcome, file, clusterName, from, to, refusal, facts, changes, findings } = report;
  return jsonText({
    format_version: FORMAT_VERSION,
    command: direction,
    outcome,
    file,
    ...(clusterName === undefined ? {} : { cluster_name: clusterName }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(refusal === undefined ? {} : { refusal }),
    plan: [...(facts?.does ?? [])],
    ...(facts === undefined ? {} : { undo: facts.undo }),
    check_before: [...(facts?.before ?? [])],
    changes: changes.map(({ line, removed, added }) => ({ line, removed: [...removed], added: [...added] })),
    findings: findings.map(jsonFinding),
  } satisfies StepJson);
}
