import { type AwsAuth, EMPTY_AWS_AUTH, type Section } from "../../access/aws-auth/aws-auth";
import { compareAccess } from "../../access/effective/comparison";
import { namesPrincipal } from "../../access/principal/principal-id";
import type { AwsAuthHolder } from "../../plan/cluster/planned-access";
import { isDestroyed } from "../../plan/objects/planned-change";
import { recordOf } from "../../plan/reading/plan-shape";
import { type AwsAuthLoss, awsAuthLoss } from "./aws-auth-change";
import { type ComparedCluster, isLasting } from "./compared-cluster";
import { isEntryOfEks } from "./entry-of-eks";
import { isExcused } from "./leaving";
import { rightsGone } from "./rights/rights-gone";

/** Who would be without access, if only the entries that are there already served: planned ones do not count. ARNs. */
export function servedByRowsAlone(compared: ComparedCluster, left: AwsAuth = EMPTY_AWS_AUTH): string[] {
  const { before, after } = compared.cluster.access;
  const kept = Object.keys(after.state.entries);
  const entries = Object.fromEntries(
    Object.entries(before.state.entries).filter(([address]) => kept.includes(address)),
  );
  const told = { ...before.state, awsAuth: { ...before.state.awsAuth, unreadable: [] } };
  const { lost } = compareAccess(told, { ...told, awsAuth: left, entries });
  return lost
    .filter((difference) => rightsGone(difference).length > 0 && !isExcused(compared, difference.principal))
    .filter(({ principal }) => !isEntryOfEks(compared, principal))
    .map(({ principal }) => principal);
}

/**
 * Whom rows alone serve until the plan switches to mode API, and whom it gives access only afterwards: Terraform switches the
 * mode before, or while, it makes entries. Who ends up with less is lost in any case and is not in it. ARNs.
 */
export function servedUntilSwitch(compared: ComparedCluster): string[] {
  const { before, after } = compared.cluster.access;
  if (!isLasting(compared) || before.state.mode === "API" || after.state.mode !== "API") return [];
  const given = compared.everybody.filter((one) => one.after.verdict === "authenticated");
  const principals = given.map(({ principal }) => principal);
  return servedByRowsAlone(compared).filter((principal) => namesPrincipal(principals, principal));
}

/** The ConfigMap that goes, how, and whom it alone serves. */
interface LostConfigMap {
  readonly holder: AwsAuthHolder;
  readonly loss: AwsAuthLoss;
  /** ARNs. */
  readonly principals: readonly string[];
}

/** The ConfigMap that goes while it still serves somebody; undefined where nobody is left without it. */
export function lostConfigMap(compared: ComparedCluster): LostConfigMap | undefined {
  const { cluster } = compared;
  if (!isLasting(compared) || cluster.access.before.state.mode === "API") return undefined;
  const lost = cluster.awsAuthHolders.flatMap((holder) => {
    const loss = awsAuthLoss(cluster, holder);
    if (loss === undefined) return [];
    const left = loss === "forgotten" ? EMPTY_AWS_AUTH : rowsLeft(compared, { holder });
    return [{ holder, loss, principals: servedByRowsAlone(compared, left) }];
  });
  const serving = lost.find(({ loss, principals }) => loss !== "forgotten" && principals.length > 0);
  return serving ?? lost.find(({ loss }) => loss === "forgotten");
}

/**
 * What of aws-auth is told to stay: keys that go leave the others. What is made anew is gone in between, at its own address as at
 * another: Terraform may destroy what goes after it has made what comes.
 */
function rowsLeft({ cluster }: ComparedCluster, { holder: { holds, change } }: Pick<LostConfigMap, "holder">): AwsAuth {
  const { awsAuth } = cluster.access.after.state;
  if (change === undefined || !isDestroyed(change)) return { ...awsAuth, unreadable: [] };
  if (holds === "whole") return EMPTY_AWS_AUTH;
  const keys = recordOf(change.before?.data);
  const isLeft = (section: Section): boolean => !Object.hasOwn(keys, section);
  return {
    roles: isLeft("mapRoles") ? awsAuth.roles : [],
    users: isLeft("mapUsers") ? awsAuth.users : [],
    accounts: isLeft("mapAccounts") ? awsAuth.accounts : [],
    unreadable: [],
  };
}
