import { shortenArn, shortenSentence } from "../../finding/shorten";
import { EFFECTS, type Effect, type Person } from "./review";
import { accessWords } from "../compared/rights/access-words";
import { compareText } from "../../finding/text-order";
import { isClusterAdmin } from "../../access/effective/cluster-admin";
import { namesPrincipal } from "../../access/principal/principal-id";
import { principalNameOf } from "../../access/principal/principal-name";
import type { ComparedCluster, PrincipalAccess } from "../compared/compared-cluster";
import { isAddition, isNewPrincipal } from "../compared/addition";
import { isEntryOfEks } from "../compared/entry-of-eks";
import { isUntoldLoss, rightsGone } from "../compared/rights/rights-gone";
import { lostConfigMap, servedUntilSwitch } from "../compared/served-by-rows-alone";

/** Everybody whom either side of the plan names, before and after: by effect, worst first, then by ARN. */
export function peopleOf(compared: ComparedCluster): Person[] {
  const lost = lostConfigMap(compared);
  const rowsLost = lost === undefined || lost.loss === "forgotten" ? [] : lost.principals;
  const between = [...rowsLost, ...servedUntilSwitch(compared)];
  const people = compared.everybody.map((one): Person => ({
    principal: one.principal,
    name: principalNameOf(one.principal, compared.cluster.accountId),
    before: beforeWords(compared, one),
    ...afterwards(compared, one, namesPrincipal(between, one.principal)),
  }));
  return people
    .map(shortened)
    .sort((a, b) => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) || compareText(a.principal, b.principal));
}

/** A row that only stands elsewhere in aws-auth gives what it gave. */
function withoutPlace(access: PrincipalAccess["before"]): string {
  return accessWords(access).replace(/\[\d+\]`$/, "`");
}

/** Of whom the plan itself makes, nothing was before. */
function beforeWords(compared: ComparedCluster, one: PrincipalAccess): string {
  const isMade = one.before.verdict === "unknown" && isNewPrincipal(compared, one.principal);
  return isMade ? "no access: the plan makes it" : accessWords(one.before);
}

function shortened({ name, before, after, ...person }: Person): Person {
  return { ...person, name: shortenArn(name), before: shortenSentence(before), after: shortenSentence(after) };
}

/** Whose row goes before the entry is there has nothing in between, whatever the plan ends with. */
function afterwards(
  compared: ComparedCluster,
  one: PrincipalAccess,
  isBetween: boolean,
): Pick<Person, "effect" | "after"> {
  const after = accessWords(one.after);
  if (isBetween && one.after.verdict === "authenticated") {
    return { effect: "loses", after: `no access until this is made: ${after}` };
  }
  const effect = effectOn(compared, one);
  const isByEks = effect === "unknown" && one.after.verdict === "refused" && isEntryOfEks(compared, one.principal);
  return { effect, after: isByEks ? "by the entry that EKS makes, not known from the plan" : after };
}

function effectOn(compared: ComparedCluster, { principal, before, after }: PrincipalAccess): Effect {
  const { comparison } = compared;
  const of = <One extends { principal: string }>(list: readonly One[]): One | undefined =>
    list.find((one) => namesPrincipal([one.principal], principal));
  const lost = of(comparison.lost);
  if (lost !== undefined && isUntoldLoss(compared, lost)) return "unknown";
  if (lost !== undefined && rightsGone(lost).length > 0) return "loses";
  if (isAddition(compared, { before, after })) return "gains";
  if (before.verdict !== after.verdict && [before, after].some(({ verdict }) => verdict === "unknown"))
    return "unknown";
  const gained = of(comparison.gained);
  if (gained?.rights.some(({ kind }) => !(kind === "group" && isClusterAdmin(before))) === true) return "gains";
  if (of(comparison.changed) !== undefined) return "changes";
  return withoutPlace(before) === withoutPlace(after) ? "keeps" : "moves";
}
