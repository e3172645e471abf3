import { type IamArn, printArn } from "../principal/arn";
import { readsConfigMap } from "../access-entry/authentication-mode";
import type { Section } from "../aws-auth/aws-auth";
import { type Caller, probeCallers } from "../principal/caller";
import { type DifferenceSentence, differenceSentence } from "./difference-sentence";
import { type Access, type AccessState, accessOf, UNDOCUMENTED_USERNAME } from "./effective-access";
import { principalsOf } from "./principals";
import { type Right, rightsLost } from "./right";
import { templatesOf, withPlaceholders } from "./with-placeholders";

/** One caller and what became of its access: running {@link accessOf} on both states gives just this. */
interface Counterexample extends DifferenceSentence {
  readonly caller: Caller;
  readonly before: Access;
  readonly after: Access;
}

/** What became of one principal, in the placeholders of its rows and entries: of all its sessions at once. */
export interface Difference {
  /** ARN, with its path where a state knows it. */
  readonly principal: string;
  /** The rights lost or gained in every session; empty where only the username changed, or nothing is known. */
  readonly rights: readonly Right[];
  readonly before: Access;
  readonly after: Access;
  readonly counterexample: Counterexample;
}

/** Two states of access, held against each other. A principal may lose one thing and gain another. */
export interface Comparison {
  readonly lost: readonly Difference[];
  readonly gained: readonly Difference[];
  /** The username is another: RBAC by username, and audit, see somebody else. */
  readonly changed: readonly Difference[];
  /** ARNs of principals for whom nothing changes. */
  readonly equal: readonly string[];
  /** Principals of whom one of the states does not tell. */
  readonly unknown: readonly Difference[];
  /** Sections that hide further principals: unreadable, and asked by the mode. */
  readonly unreadable: readonly Section[];
}

/**
 * Who loses, gains or changes what from one state to the other, each with a caller that shows it. Everybody whom a state
 * names is asked, in sessions that tell any two usernames apart. Sentences name the account of principals that are not of
 * `ownAccount`.
 * @see DOMAIN R15-R17, R38
 */
export function compareAccess(before: AccessState, after: AccessState, ownAccount?: string): Comparison {
  const judged = principalsOf([before, after]).map((principal) => compared(principal, { before, after, ownAccount }));
  const pick = (what: "lost" | "gained" | "changed" | "unknown"): Difference[] =>
    judged.flatMap((one) => one[what] ?? []);
  const [lost, gained, changed, unknown] = [pick("lost"), pick("gained"), pick("changed"), pick("unknown")];
  const equal = judged.filter((one) => one.lost === undefined && one.gained === undefined);
  return {
    lost,
    gained,
    changed,
    unknown,
    equal: equal
      .filter((one) => one.changed === undefined && one.unknown === undefined)
      .map((one) => printArn(one.principal)),
    unreadable: [...new Set([before, after].flatMap(hiddenSections))],
  };
}

interface States {
  readonly before: AccessState;
  readonly after: AccessState;
  readonly ownAccount: string | undefined;
}

interface PrincipalOutcome {
  readonly principal: IamArn;
  readonly lost?: Difference | undefined;
  readonly gained?: Difference | undefined;
  readonly changed?: Difference | undefined;
  readonly unknown?: Difference | undefined;
}

/** One caller on both sides. */
interface Pair {
  readonly caller: Caller;
  readonly before: Access;
  readonly after: Access;
}

function compared(principal: IamArn, states: States): PrincipalOutcome {
  const pairs = pairsOf(principal, states);
  const all = { pairs, states };
  return {
    principal,
    lost: byRights(all, "before", (pair) => rightsLost(pair.before, pair.after)),
    gained: byRights(all, "after", (pair) => rightsLost(pair.after, pair.before)),
    changed: difference(all, pairs.filter(isRenamed)),
    unknown: difference(all, tellingFirst(pairs.filter(isUnknown))),
  };
}

/** The callers that tell all sessions apart; where no session decides anything, one of them tells of all. */
function pairsOf(principal: IamArn, states: States): Pair[] {
  const pairOf = (caller: Caller): Pair => ({
    caller,
    before: accessOf(states.before, caller),
    after: accessOf(states.after, caller),
  });
  const [caller, ...others] = probeCallers(principal);
  if (caller === undefined) return [];
  const first = pairOf(caller);
  const isOfAll =
    isOfAnySession(first.before, states.before, principal) && isOfAnySession(first.after, states.after, principal);
  return isOfAll ? [first] : [first, ...others.map(pairOf)];
}

/** Whether an access is the same in all sessions: nobody names the principal, or in names without a placeholder. */
function isOfAnySession(access: Access, state: AccessState, principal: IamArn): boolean {
  if (access.verdict !== "authenticated") return access.verdict === "refused" && access.through === undefined;
  const { username, groups } = templatesOf(access, state, principal);
  return [username, ...groups].every((text) => !text.includes("{{"));
}

function isUnknown({ before, after }: Pair): boolean {
  return before.verdict === "unknown" || after.verdict === "unknown";
}

/** What is known of one side is shown by a session that this side lets in: of nodes by one named after an instance. */
function tellingFirst(pairs: readonly Pair[]): Pair[] {
  const isTelling = ({ before, after }: Pair): boolean =>
    [before, after].some(({ verdict }) => verdict === "authenticated");
  return [...pairs.filter(isTelling), ...pairs.filter((pair) => !isTelling(pair))];
}

function isRenamed({ before, after }: Pair): boolean {
  if (before.verdict !== "authenticated" || after.verdict !== "authenticated") return false;
  const names = [before.username, after.username];
  return !names.includes(UNDOCUMENTED_USERNAME) && before.username !== after.username;
}

interface AllSessions {
  readonly pairs: readonly Pair[];
  readonly states: States;
}

/** The rights of all sessions together, shown by the session with most of them; groups as their side writes them. */
function byRights(
  all: AllSessions,
  side: "before" | "after",
  rightsOf: (pair: Pair) => Right[],
): Difference | undefined {
  const judged = all.pairs
    .map((pair) => ({ pair, rights: rightsOf(pair) }))
    .filter(({ rights }) => rights.length > 0)
    .sort((a, b) => b.rights.length - a.rights.length);
  const rights = judged.flatMap((one) => one.rights.map((right) => asWritten(right, one.pair, { side, ...all })));
  const unique = new Map(rights.map((right) => [JSON.stringify(right), right]));
  const found = judged.map(({ pair }) => pair);
  return difference(all, found, [...unique.values()]);
}

function asWritten(right: Right, pair: Pair, { side, states }: AllSessions & { side: "before" | "after" }): Right {
  const given = pair[side];
  if (right.kind !== "group" || given.verdict !== "authenticated") return right;
  const written = withPlaceholders(given, states[side], pair.caller.principal);
  const group = written.verdict === "authenticated" ? written.groups[given.groups.indexOf(right.group)] : undefined;
  return group === undefined ? right : { kind: "group", group };
}

/** What the first of the pairs shows; undefined where there is none. */
function difference(
  { pairs, states }: AllSessions,
  found: readonly Pair[],
  rights: readonly Right[] = [],
): Difference | undefined {
  const [pair] = found;
  if (pair === undefined) return undefined;
  const { principal } = pair.caller;
  const shown = {
    before: withPlaceholders(pair.before, states.before, principal),
    after: withPlaceholders(pair.after, states.after, principal),
  };
  const [callers, all] = [found, pairs].map((some) => some.map(({ caller }) => caller));
  const sentences = differenceSentence(shown, {
    principal,
    ownAccount: states.ownAccount,
    found: callers ?? [],
    all: all ?? [],
  });
  return { principal: printArn(principal), rights, ...shown, counterexample: { ...pair, ...sentences } };
}

function hiddenSections({ mode, awsAuth }: AccessState): readonly Section[] {
  return readsConfigMap(mode) ? awsAuth.unreadable : [];
}
