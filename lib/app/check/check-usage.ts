import { sortFindings } from "../../finding/finding-order";
import { findingsIn } from "../../finding/finding";
import { type IamArn, printArn } from "../../access/principal/arn";
import { principalName } from "../../access/principal/principal-name";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { FileFinding } from "../../inventory/file-findings";
import type { Fleet } from "../../inventory/fleet";
import { explain } from "../../migration/explanation/explanation";
import { isRefused } from "../../migration/gate/refusal";
import { type LastUse, lastUseOf } from "../../usage/last-use";
import type { Unanswered } from "../unanswered";

const found = findingsIn("usage");

/** A fleet, and who of those that lose access at a later stage came in during the time of a log. */
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
  return principals.flatMap(({ principal, changes, isAnyone }) => {
    const at = changes.findIndex(
      (change, i) => i > current && change?.parts.some(({ kind }) => kind === "lost") === true,
    );
    const [step, last] = [steps[at], isAnyone ? undefined : lastUseOf(use, principal)];
    const words = changes[at]?.parts.find(({ kind }) => kind === "lost")?.words ?? "";
    if (step === undefined || last === undefined) return [];
    const finding = seen(principal, {
      stage: step.name,
      words,
      last,
      to: use.window.to,
      ownAccount: staged.definition.accountId,
    });
    return [{ ...finding, ...locate(finding) }];
  });
}

interface Seen {
  /** Account of the cluster, where it is known. */
  readonly ownAccount: string | undefined;
  readonly stage: string;
  readonly words: string;
  readonly last: number;
  readonly to: number;
}

const DAY = 24 * 60 * 60 * 1000;

function seen(principal: IamArn, { stage, words, last, to, ownAccount }: Seen) {
  const arn = printArn(principal);
  const days = Math.floor((to - last) / DAY);
  const ago = days === 0 ? "on the last day of the log" : `${days} days before the end of the log`;
  const when = new Date(last).toISOString().slice(0, 16).replace("T", " ");
  const message = `at stage ${stage} ${principalName(principal, ownAccount)} ${words}; the log has it last at ${when} (UTC), ${ago}`;
  const help = `declare an entry for \`${arn}\` that gives what it uses; or ask who it is, before that stage`;
  return { ...found("usage-loser-seen", "migration.stage", { message, help }), principal: arn };
}
