import { sortFindings } from "../../finding/finding-order";
import { findingsIn } from "../../finding/finding";
import { type IamArn, printArn } from "../../access/principal/arn";
import { principalName } from "../../access/principal/principal-name";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { FileFinding } from "../../inventory/file-findings";
import type { Fleet } from "../../inventory/fleet";
import { type AccessChange, throughName } from "../../migration/explanation/access-change";
import type { AccessStep } from "../../migration/explanation/access-step";
import { explain } from "../../migration/explanation/explanation";
import type { StagedAccess } from "../../migration/explanation/staged-access";
import { isRefused } from "../../migration/gate/refusal";
import { isLeaving } from "../../migration/leaving";
import { type LastUse, lastUseOf } from "../../usage/last-use";
import type { Unanswered } from "../unanswered";

const found = findingsIn("usage");

/**
 * A fleet of `check`, and who of those that lose access at a later stage came in during the time of a log: `usage-loser-seen`,
 * among the other findings in their order. Unanswered where no file is of the cluster that the log is of.
 */
export function checkUsage(fleet: Fleet, use: LastUse): Fleet | Unanswered {
  const cluster = fleet.clusters.find(({ staged }) => staged.definition.clusterName === use.clusterName);
  if (cluster === undefined)
    return {
      problem: `no cluster file for \`${use.clusterName}\``,
      help: "name the file that the usage is of",
      fault: "question",
    };
  const findings = sortFindings([...fleet.findings, ...loserFindings(cluster, use)]);
  return { ...fleet, findings, isRefused: isRefused(findings) };
}

/** Whoever loses something at a stage that is still to come and was seen, each once: at the first such stage. */
function loserFindings({ staged, locate }: ClusterFile, use: LastUse): FileFinding[] {
  const { steps, principals } = explain(staged);
  const current = steps.findIndex(({ isCurrent }) => isCurrent);
  return principals.flatMap(({ principal, changes, cells, isAnyone }) => {
    const at = changes.findIndex(
      (change, i) => i > current && change?.parts.some(({ kind }) => kind === "lost") === true,
    );
    const [step, last] = [steps[at], isAnyone ? undefined : lastUseOf(use, principal)];
    const [before, after] = [cells[at - 1], cells[at]];
    if (step === undefined || last === undefined || before === undefined || after === undefined) return [];
    const words = lossWords(principalName(principal, staged.definition.accountId), step, {
      before,
      after,
      lost: changes[at]?.parts ?? [],
    });
    const finding = seen(principal, {
      words,
      last,
      isLeaving: isLeaving(staged.definition, principal),
      to: use.window.to,
    });
    return [{ ...finding, ...locate(finding) }];
  });
}

/** What somebody has just before a stage takes it. */
interface Loss {
  readonly before: StagedAccess;
  readonly after: StagedAccess;
  readonly lost: AccessChange["parts"];
}

/** Who comes in by what, and why a stage ends it; the words of a step are of the state after it. */
function lossWords(who: string, { name, stage }: AccessStep, { before, after, lost }: Loss): string {
  if (before.kind !== "access" || after.kind !== "none")
    return `at stage ${name} ${who} ${lost.find(({ kind }) => kind === "lost")?.words ?? ""}`;
  const loses = `${who} comes in by ${throughName(before)} and loses access at stage ${name}`;
  const does = stage === "retire" ? "empties the rows" : stage === "api" ? "asks access entries alone" : undefined;
  const isByRow = before.through.by === "row" && after.why.includes("no access entry");
  return isByRow && does !== undefined ? `${loses}, which ${does}: it has no access entry` : `${loses}: ${after.why}`;
}

interface Seen {
  readonly words: string;
  readonly last: number;
  readonly isLeaving: boolean;
  readonly to: number;
}

const DAY = 24 * 60 * 60 * 1000;

function seen(principal: IamArn, { words, last, isLeaving: leaves, to }: Seen) {
  const arn = printArn(principal);
  const days = Math.floor((to - last) / DAY);
  const ago = days === 0 ? "on the last day of the log" : `${days} days before the end of the log`;
  const when = new Date(last).toISOString().slice(0, 16).replace("T", " ");
  const message = `${words}; the log has it last at ${when} (UTC), ${ago}`;
  const help = leaves
    ? "it is leaving and was still used: tell its owner before that stage"
    : `declare an access entry for \`${arn}\` that gives what it uses; \`leaving\` is for whoever is to lose access`;
  return { ...found("usage-loser-seen", "migration.stage", { message, help }), principal: arn };
}
