import { isWholeLog, type ReplayReport, replayOutcome } from "../../app/usage/replay-of";
import { principalNameOf } from "../../access/principal/principal-name";
import { describeKind, isNodeRequest, type ReplayedRequest, type ReplayVerdict } from "../../usage/replay";
import { counted } from "../text/counted";
import { shown, shownSentence } from "../text/shown";
import type { TableLook } from "../text/text-table";
import { windowLines } from "./usage-text";

const TITLES: Readonly<Record<ReplayVerdict, string>> = {
  lost: "Allowed in the past, refused at this stage",
  "not-known": "Allowed in the past, not known at this stage",
  "newly-possible": "Refused in the past, allowed at this stage",
  "still-allowed": "Still allowed",
  "refused-not-known": "Refused in the past, not known at this stage",
  "still-refused": "Still refused",
};
const COLOURS = { lost: "red", "not-known": "yellow", "newly-possible": "yellow" } as const;
const COMPONENTS = "Components of EKS, which need neither a row nor an entry";
const RBAC_OPENS = "--rbac FILE opens groups and usernames";
const LISTED = ["lost", "not-known", "newly-possible"] as const;

/** What is printed, and its look. */
interface Printed {
  readonly report: ReplayReport;
  readonly look: TableLook;
}

/** What the log covers, then requests that are lost, each kind once with its count; of what stays as it was the number alone. */
export function replayText(report: ReplayReport, look: TableLook): string {
  const others = report.replayed.filter(({ isOfEks }) => !isOfEks);
  const people = others.filter(({ kind }) => !isNodeRequest(kind));
  const nodes = others.filter(({ kind }) => isNodeRequest(kind));
  const components = report.replayed.filter(({ isOfEks }) => isOfEks);
  const title = look.paint(`${shown(report.clusterName)} (${shown(report.file)}) at stage ${report.stage}`, "bold");
  const read = [title, "", ...windowLines(report, look), ""];
  const apart = [
    ...apartLines("Nodes", nodes, { report, look }),
    ...apartLines(COMPONENTS, components, { report, look }),
  ];
  return `${[...read, ...verdictLines(report, people, look), ...apart, conclusion(report, look)].join("\n")}\n`;
}

function verdictLines(report: ReplayReport, replayed: readonly ReplayedRequest[], look: TableLook): string[] {
  const listed = LISTED.flatMap((verdict) => {
    const own = replayed.filter((each) => each.verdict === verdict);
    if (own.length === 0) return [];
    return [
      look.paint(`${TITLES[verdict]}: ${totals(own)}`, COLOURS[verdict]),
      ...own.flatMap((each) => lines(each, report)),
      "",
    ];
  });
  const rest = (["still-allowed", "refused-not-known", "still-refused"] as const).flatMap((verdict) => {
    const own = replayed.filter((each) => each.verdict === verdict);
    const opened = verdict === "refused-not-known" && !report.hasRbac ? `: ${RBAC_OPENS}` : "";
    return own.length === 0 ? [] : [`${TITLES[verdict]}: ${totals(own)}${opened}`];
  });
  return [...listed, ...rest, ""];
}

function apartLines(title: string, own: readonly ReplayedRequest[], { report, look }: Printed): string[] {
  return own.length === 0 ? [] : [look.paint(title, "bold"), "", ...verdictLines(report, own, look)];
}

function lines({ kind, why }: ReplayedRequest, { accountId }: ReplayReport): string[] {
  const who = principalNameOf(kind.user.arn ?? kind.user.username, accountId);
  const session = kind.user.session === undefined ? "" : ` (session ${shown(kind.user.session)})`;
  const when = new Date(kind.last).toISOString().slice(0, 16).replace("T", " ");
  const was =
    kind.reason === "" ? "" : `; was ${kind.allowed ? "allowed" : "refused"} by ${shownSentence(kind.reason)}`;
  return [
    `  ${shown(who)}${session}: ${shown(describeKind(kind))}, ${kind.count === 1 ? "once" : `${kind.count} times`}, last ${when}`,
    `      ${shownSentence(why)}${was}`,
  ];
}

function totals(replayed: readonly ReplayedRequest[]): string {
  const requests = replayed.reduce((sum, { kind }) => sum + kind.count, 0);
  return `${counted(requests, "request")} of ${counted(replayed.length, "kind")}`;
}

function conclusion(report: ReplayReport, { paint }: TableLook): string {
  const { replayed, stage } = report;
  const of = (verdict: ReplayVerdict): number => replayed.filter((each) => each.verdict === verdict).length;
  if (replayed.length === 0) return paint("The log has no request of an IAM principal.", "yellow");
  const [lost, open] = [of("lost"), of("not-known")];
  const are = (count: number): string => (count === 1 ? "is" : "are");
  if (lost > 0)
    return paint(`${counted(lost, "kind")} of requests of the past ${are(lost)} refused at ${stage}.`, "red");
  if (open > 0) return paint(`${counted(open, "kind")} ${are(open)} not known: ${openedBy(report)}.`, "yellow");
  if (replayOutcome(report) === "kept" && isWholeLog(report))
    return paint(`Everything in this log that was allowed is still allowed at ${stage}.`, "green");
  return paint(
    `No request that could be read is refused at ${stage}. The log is not whole: what is missing in it is not known.`,
    "yellow",
  );
}

/** What to do about kinds that are not known. */
function openedBy({ hasRbac }: ReplayReport): string {
  return hasRbac ? "the reason stands beside each" : RBAC_OPENS;
}
