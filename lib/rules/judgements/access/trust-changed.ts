import { acceptItem } from "../../../finding/accept-item";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { parseArn } from "../../../access/principal/arn";
import { namesPrincipal } from "../../../access/principal/principal-id";
import { principalName, principalNameOf } from "../../../access/principal/principal-name";
import type { PlannedPrincipal } from "../../../plan/objects/iam-principal";
import { denialsAdded, grantsLost, parseTrustPolicy, type TrustGrant } from "../../../plan/objects/trust-policy";
import { accessWords } from "../../compared/rights/access-words";
import { type ComparedCluster, isLasting, type PrincipalAccess } from "../../compared/compared-cluster";
import { leaves } from "../../compared/leaving";
import type { Judgement, Seen } from "../judgement";

/** A role keeps its access, and others may use the role. */
export const trustChanged: Judgement = {
  code: "trust-changed",
  rule: {
    why: "whoever may assume a role has its access to the cluster: neither entries nor rows show who that is",
    help: `give these people another role or user with an entry first, or make sure that they are meant to lose this one; then ${acceptItem("trust-changed")}`,
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.cluster.principals.flatMap((principal) => {
      const arn = principal.arn.before;
      const served = compared.everybody.find((one) => arn !== undefined && namesPrincipal([one.principal], arn));
      if (served?.after.verdict !== "authenticated") return [];
      const seen = principal.type === "aws_ssoadmin_account_assignment" ? unassigned : distrusted;
      return seen(compared, principal, served).map((one) =>
        leaves(compared, served.principal) ? { ...one, severity: "note" as const } : one,
      );
    });
  },
};

/** A group or user is taken off a permission set in the cluster's account. */
function unassigned(
  { cluster }: ComparedCluster,
  { address, isUnsure }: PlannedPrincipal,
  { principal, before }: PrincipalAccess,
): Seen[] {
  const name = principalNameOf(principal, cluster.accountId);
  return [
    {
      address,
      principal,
      before: accessWords(before),
      message: isUnsure
        ? `an assignment to a permission set goes, and the plan does not tell whether it is the one of ${name}`
        : `a group or user is no longer assigned to the permission set of ${name}, and comes in as it no more`,
      why: "whoever is assigned to a permission set may use its role; with the last assignment of an account the role itself goes, and comes back under another name",
      ...(isUnsure ? { isUnknown: true } : {}),
    },
  ];
}

function distrusted(compared: ComparedCluster, { address, change }: PlannedPrincipal, served: PrincipalAccess): Seen[] {
  if (change?.action !== "update") return [];
  const { principal } = served;
  const ownAccount = compared.cluster.accountId;
  const name = principalNameOf(principal, ownAccount);
  const about = { address, principal, before: accessWords(served.before) };
  if (change.afterUnknown.some((path) => TRUST.some((key) => path.startsWith(key)))) {
    const message = `who may assume ${name} is known after apply`;
    return [{ ...about, message, severity: "warning", help: "look at its trust policy after the apply" }];
  }
  const [before, after] = [change.before, change.after].map((side) =>
    parseTrustPolicy(TRUST.map((key) => side?.[key]).find((one) => one !== undefined)),
  );
  if (before === undefined || after === undefined) return [];
  const lost = grantsLost(before, after);
  const gained = grantsLost(after, before);
  return [
    ...(lost.length === 0
      ? []
      : [{ ...about, message: `${name} may no longer be assumed by ${listed(lost, ownAccount)}` }]),
    ...denialsAdded(before, after)
      .slice(0, 1)
      .map(() => ({ ...about, message: `the trust policy of ${name} gets a statement that denies` })),
    ...(gained.length === 0 ? [] : [widened(about, `${name} may be assumed by ${listed(gained, ownAccount)}`, served)]),
  ];
}

const TRUST = ["assume_role_policy", "assume_role_policy_document"] as const;

/** What everybody who may assume a cluster admin's role may do is worth a warning. */
function widened(about: Omit<Seen, "message">, message: string, { after }: PrincipalAccess): Seen {
  const severity = isClusterAdmin(after) ? "warning" : "note";
  return {
    ...about,
    message,
    severity,
    help: "make sure that everybody who is named is meant to come in as this role",
  };
}

/** The same principal under other conditions is named with these. */
function listed(grants: readonly TrustGrant[], ownAccount: string | undefined): string {
  const words = grants.map(({ principal, conditions }) => {
    const where = [...conditions].map(([key, values]) => `${key} ${values.join(", ")}`).join("; ");
    return `${grantee(principal, ownAccount)}${where === "" ? "" : ` where \`${where}\``}`;
  });
  const shown = [...new Set(words)];
  return shown.length > 3 ? `${shown.slice(0, 3).join(", ")} and ${String(shown.length - 3)} more` : shown.join(", ");
}

/** Principals of IAM by their name; the root of an account stands for all that its policies let in; services and IDs as they are written. */
function grantee(principal: string, ownAccount: string | undefined): string {
  const parsed = parseArn(principal);
  if (!("arn" in parsed)) return `\`${principal}\``;
  return parsed.arn.kind === "root"
    ? `everybody of account ${parsed.arn.accountId}`
    : principalName(parsed.arn, ownAccount);
}
