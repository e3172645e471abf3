import type { ClusterStatus, FleetStatus } from "../../app/status/fleet-status";
import type { Reached } from "../../fleet/position";
import type { StatusJson } from "../schema/status-json";
import { FORMAT_VERSION, jsonFinding, jsonText } from "../text/jsonable";
import { type RingTotals, ringTotals } from "./ring-totals";

type RingJson = StatusJson["rings"][number];
type ClusterJson = StatusJson["clusters"][number];

/** `eks-access status --format json`; its schema is docs/schemas/status.schema.json. */
export function statusJsonText(status: FleetStatus): string {
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "status",
    today: status.today,
    rings: ringTotals(status).map(ringJson),
    clusters: status.clusters.map(clusterJson),
    findings: status.findings.map(jsonFinding),
  } satisfies StatusJson);
}

function ringJson({ name, clusters, columns, blocked, ahead, verified, onRows, ready }: RingTotals): RingJson {
  return {
    ...(name === undefined ? {} : { name }),
    clusters: clusters.length,
    stages: Object.fromEntries(columns.map(({ column, count }) => [column, count])),
    blocked,
    ahead,
    verified,
    on_rows: onRows,
    may_advance: ready,
  };
}

function clusterJson(one: ClusterStatus): ClusterJson {
  const { path, file, clusterName, accountId, region, owner, ring, reached, blockers, ahead, onRows, verified, next } =
    one;
  const to = next.to?.kind === "stage" ? next.to.stage : undefined;
  return {
    path,
    file,
    ...(clusterName === undefined ? {} : { cluster_name: clusterName }),
    ...(accountId === undefined ? {} : { account_id: accountId }),
    ...(region === undefined ? {} : { region }),
    ...(owner === undefined ? {} : { owner }),
    ...(ring === undefined ? {} : { ring }),
    ...placeJson(reached),
    finished: reached?.kind === "finished",
    blockers: blockers.map(jsonFinding),
    ...(ahead === undefined ? {} : { ahead: jsonFinding(ahead) }),
    on_rows: onRows.map((each) => ({ ...each })),
    verified: { ...verified },
    next: {
      kind: next.kind,
      words: next.words,
      ...(next.command === undefined ? {} : { command: next.command }),
      ...(to === undefined ? {} : { stage: to }),
    },
  };
}

function placeJson(reached: Reached | undefined): Pick<ClusterJson, "at"> {
  if (reached?.kind !== "stage") return {};
  const { stage, waves } = reached;
  return { at: { stage, ...(stage === "entries" && waves.of > 1 ? { wave: waves } : {}) } };
}
