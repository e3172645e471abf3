import { type Section, SECTIONS } from "../../../access/aws-auth/aws-auth";
import type { Access } from "../../../access/effective/effective-access";
import { isNodeEntry } from "../../../access/effective/node";
import { parseArn } from "../../../access/principal/arn";
import type { AwsAuthHolder, PlannedAccess, PlannedAwsAuth, PlanUnknown } from "../../../plan/cluster/planned-access";
import { isAddition, namelessAdditions } from "../../compared/addition";
import { accessWords } from "../../compared/rights/access-words";
import type { Judgement, Seen } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changedHolder } from "../../compared/aws-auth-change";
import { changeAddress } from "../../compared/change-address";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";

/** What would decide is not in the plan. */
export const accessUnknown: Judgement = {
  code: "access-unknown",
  rule: {
    isUnknown: true,
    why: "nobody can tell from this plan who will be able to reach the cluster",
    help: "write the value as a literal, or apply what makes it in a plan of its own first; where rows are not known, let the plan read aws-auth (`data.kubernetes_config_map_v1`), or give them to the review by `--aws-auth FILE`",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    const left = openValues(compared);
    const hidden = hiddenRows(compared);
    const rows = hidden.length > 0 ? hidden : overwrittenRows(compared);
    return [...left, ...rows, ...hiddenPeople(compared, { isSaid: left.length > 0, areRowsSaid: rows.length > 0 })];
  },
};

/** Values that the plan has and does not tell, of what it changes. */
function openValues(compared: ComparedCluster): Seen[] {
  const { cluster } = compared;
  const { before, after } = cluster.access;
  const harmless = namelessAdditions(compared).map(({ one }) => one.address);
  const isTouched = ({ about, why, address = about === "mode" ? cluster.address : undefined }: PlanUnknown): boolean =>
    (about === "rows" && why === "sensitive" && changedHolder(cluster)?.change?.action === "update") ||
    cluster.changes.some((change) => change.address === address);
  const isOneSided = (one: PlanUnknown): boolean =>
    one.about === "mode" && isTouched(one) && cluster.mode.before !== cluster.mode.after;
  const isTold = (one: PlanUnknown): boolean => one.why !== "unseen" || isOneSided(one);
  const isNew = (one: PlanUnknown): boolean => !before.unknowns.some((other) => other.sentence === one.sentence);
  const isOpen = ({ address, attribute }: PlanUnknown): boolean =>
    !(attribute === "principal_arn" && address !== undefined && harmless.includes(address));
  const open = after.unknowns.filter((one) => isOpen(one) && isTold(one) && (isTouched(one) || isNew(one)));
  const gone = before.unknowns.filter(
    (one) => isTold(one) && isTouched(one) && !open.some((other) => other.sentence === one.sentence),
  );
  return [...open, ...gone].map((one) => ({
    address:
      one.address ?? (one.about === "rows" ? changedHolder(cluster)?.address : undefined) ?? cluster.address ?? "",
    message: one.sentence,
    ...(one.principal === undefined ? {} : { principal: one.principal }),
  }));
}

/**
 * The mode leaves the ConfigMap behind, the whole ConfigMap goes, or a row is added whose user may stand in mapUsers, and
 * nobody sees whom it serves. Other sections than those that a plan writes stay as they are.
 * @see DOMAIN R44
 */
function hiddenRows({ cluster }: ComparedCluster): Seen[] {
  const { before, after } = cluster.access;
  const hidden = hiddenSections(cluster.awsAuth.before);
  const stopsReading = before.state.mode !== "API" && after.state.mode === "API";
  const held = changedHolder(cluster);
  const isTouched = held !== undefined && (isWholeTouched(held) || addsUser(cluster));
  if (before.state.mode === "API" || hidden.length === 0 || (!stopsReading && !isTouched)) return [];
  const sections = hidden.join(", ");
  const message = stopsReading
    ? `whom aws-auth serves is not known (${sections}), and after the plan the cluster does not read it`
    : `whom aws-auth serves before the plan is not known (${sections}), and the plan changes it`;
  return [{ address: held?.address ?? cluster.address ?? "", message }];
}

/** Keys that the plan puts over live ones that nobody shows: whoever stands there and not in the plan loses access. */
function overwrittenRows({ cluster }: ComparedCluster): Seen[] {
  const { before, after } = cluster.awsAuth;
  const held = changedHolder(cluster);
  const isMade = cluster.awsAuthHolders.some(({ holds, change }) => holds === "whole" && change?.action === "create");
  if (held?.holds !== "keys" || isMade || cluster.access.before.state.mode === "API") return [];
  if (before.kind === "absent" || after.kind !== "seen" || held.change?.action === "forget") return [];
  const sights = before.kind === "seen" ? before.sections : undefined;
  const gone = SECTIONS.filter(
    (section) => (sights?.[section] ?? "unseen") === "unseen" && after.sections[section] === "seen",
  );
  if (gone.length === 0) return [];
  const message = `whom aws-auth serves before the plan is not known (${gone.join(", ")}), and the plan writes over it`;
  return [{ address: held.address, message }];
}

function hiddenSections(awsAuth: PlannedAwsAuth): readonly Section[] {
  if (awsAuth.kind === "absent") return [];
  return awsAuth.kind === "unseen" ? SECTIONS : awsAuth.awsAuth.unreadable;
}

/** What holds the ConfigMap as a whole, and does more to it than make it or let go of it. */
function isWholeTouched({ holds, change }: AwsAuthHolder): boolean {
  return holds === "whole" && change !== undefined && !["create", "forget"].includes(change.action);
}

/** A row of mapRoles that names a user takes the place of that user's own in mapUsers. */
function addsUser({ awsAuth: { before, after }, access }: ComparedCluster["cluster"]): boolean {
  if (after.kind !== "seen" || before.kind !== "seen" || before.sections.mapUsers === "seen") return false;
  const had = before.awsAuth.roles.map(({ row }) => row.rolearn);
  const added = access.after.state.awsAuth.roles.filter(({ row }) => !had.includes(row.rolearn));
  return added.some(({ row }) => {
    const parsed = parseArn(row.rolearn ?? "");
    return "arn" in parsed && parsed.arn.kind === "user";
  });
}

interface AlreadySaid {
  readonly isSaid: boolean;
  /** Whether it is said that rows are not known before. */
  readonly areRowsSaid: boolean;
}

/** Principals of whom one side alone tells, unless they end up as cluster admins: more is not to be had. */
function hiddenPeople(compared: ComparedCluster, { isSaid, areRowsSaid }: AlreadySaid): Seen[] {
  const { cluster, comparison } = compared;
  return comparison.unknown.flatMap((difference): Seen[] => {
    const { principal, before, after } = difference;
    if (before.verdict === after.verdict || isClusterAdmin(after) || (isSaid && after.verdict === "unknown")) return [];
    if (isAddition(compared, difference) || isNodeEntry(before)) return [];
    if (areRowsSaid && before.verdict === "unknown" && isByRow(after)) return [];
    const why =
      before.verdict === "unknown"
        ? whyUnknown(cluster.access.before, before.why)
        : after.verdict === "unknown"
          ? whyUnknown(cluster.access.after, after.why)
          : "";
    return [
      {
        address: changeAddress(compared, difference),
        principal,
        message: `whether ${principalNameOf(principal, cluster.accountId)} keeps its access is not known: ${why}`,
        before: accessWords(before),
        after: accessWords(after),
      },
    ];
  });
}

/** What a section that cannot be read is for a plan: one that no resource shows, say. */
function whyUnknown({ unknowns }: PlannedAccess, why: string): string {
  const isIt = ({ about, attribute }: PlanUnknown): boolean =>
    about === "rows" && (attribute === undefined || why.startsWith(attribute.replace("data.", "")));
  return unknowns.find(isIt)?.sentence ?? why;
}

function isByRow(access: Access): boolean {
  return access.verdict === "authenticated" && access.through.by === "row";
}
