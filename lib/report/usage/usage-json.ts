import { describeKind, isNodeRequest } from "../../usage/replay";
import { FORMAT_VERSION, jsonText } from "../text/jsonable";
import { isWholeLog, type ReplayReport, replayOutcome } from "../../app/usage/replay-of";
import type { UsageReport } from "../../app/usage/usage-of";
import type { LogWindow } from "../../usage/principal-usage";
import type { AuditLogCounts } from "../../usage/logs/read-logs";

/** What `usage --format json` prints: times in ISO 8601, UTC. */
export function usageJsonText({ window, used, counts, ...head }: UsageReport): string {
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "usage",
    cluster_name: head.clusterName,
    file: head.file,
    stage: head.stage,
    file_versions: head.versions,
    counts: countsJson(counts),
    window: windowJson(window),
    principals: used.principals.map(({ usage, through, byRow }) => ({
      arn: usage.arn,
      through,
      by_row: byRow,
      logins: usage.logins,
      requests: usage.requests,
      first: usage.first === undefined ? undefined : iso(usage.first),
      last: usage.last === undefined ? undefined : iso(usage.last),
      sessions: usage.sessions,
      user_ids: usage.userIds.map(({ id, last }) => ({ id, last: iso(last) })),
      refusals: usage.refusals.map((refusal) => ({ ...refusal, last: iso(refusal.last) })),
    })),
    rows: used.rows.map(({ place, principal, last, orEntry }) => ({
      place,
      principal,
      last: last === undefined ? undefined : iso(last),
      or_entry: orEntry,
    })),
    by_account: used.byAccount.map(({ arn, key, last }) => ({ arn, key, last: iso(last) })),
    made_anew: used.madeAnew.map(({ arn }) => arn),
  });
}

/** What `replay --format json` prints. */
export function replayJsonText(report: ReplayReport): string {
  const { replayed, counts, window, ...head } = report;
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "replay",
    cluster_name: head.clusterName,
    file: head.file,
    stage: head.stage,
    outcome: replayOutcome(report),
    whole_log: isWholeLog(report),
    counts: countsJson(counts),
    window: windowJson(window),
    requests: replayed.map(({ kind, verdict, why, isOfEks }) => ({
      verdict,
      why,
      arn: kind.user.arn,
      session: kind.user.session,
      username: kind.user.username,
      node: isNodeRequest(kind),
      eks_component: isOfEks,
      request: describeKind(kind),
      was_allowed: kind.allowed,
      was_allowed_by: kind.allowed ? kind.reason : undefined,
      count: kind.count,
      last: iso(kind.last),
    })),
  });
}

function countsJson({ tornFiles, ...counts }: AuditLogCounts) {
  return { ...counts, torn_files: tornFiles };
}

function windowJson(window: LogWindow | undefined) {
  if (window === undefined) return undefined;
  const gaps = window.gaps.map(({ from, to, log }) => ({ from: iso(from), to: iso(to), log }));
  return { from: iso(window.from), to: iso(window.to), gaps };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
