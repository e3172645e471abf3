import { lostConfigMap, servedUntilSwitch } from "../judgements/aws-auth/config-map-lost";
import { EFFECTS, type Effect, type Person } from "./review";
import { accessWords, principalName } from "../compared/access-words";
import { isAdmin, names, type PrincipalAccess, rightsGone, type Subject } from "../compared/subject";
import { compareText } from "../../access/text-order";

/** Everybody whom either side of the plan names, before and after: by effect, worst first, then by ARN. */
export function peopleOf(subject: Subject): Person[] {
  const lost = lostConfigMap(subject);
  const rowsLost = lost === undefined || lost.loss === "forgotten" ? [] : lost.people;
  const between = [...rowsLost, ...servedUntilSwitch(subject)];
  const people = subject.everybody.map((one): Person => ({
    principal: one.principal,
    name: principalName(one.principal, subject.cluster.accountId),
    before: accessWords(one.before),
    ...afterwards(subject, one, names(between, one.principal)),
  }));
  return people.sort(
    (a, b) => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) || compareText(a.principal, b.principal),
  );
}

/** Whose row goes before the entry is there has nothing in between, whatever the plan ends with. */
function afterwards(subject: Subject, one: PrincipalAccess, isBetween: boolean): Pick<Person, "effect" | "after"> {
  const after = accessWords(one.after);
  if (isBetween && one.after.verdict === "authenticated") {
    return { effect: "loses", after: `no access until this is made: ${after}` };
  }
  return { effect: effectOn(subject, one), after };
}

function effectOn({ comparison }: Subject, { principal, before, after }: PrincipalAccess): Effect {
  const of = <One extends { principal: string }>(list: readonly One[]): One | undefined =>
    list.find((one) => names([one.principal], principal));
  const lost = of(comparison.lost);
  if (lost !== undefined && rightsGone(lost).length > 0) return "loses";
  if (before.verdict !== after.verdict && [before, after].some(({ verdict }) => verdict === "unknown"))
    return "unknown";
  const gained = of(comparison.gained);
  if (gained?.rights.some(({ kind }) => !(kind === "group" && isAdmin(before))) === true) return "gains";
  if (of(comparison.changed) !== undefined) return "changes";
  return accessWords(before) === accessWords(after) ? "keeps" : "moves";
}
