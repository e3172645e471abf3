import { type IamArn, printArn } from "./arn";
import { readsConfigMap } from "./authentication-mode";
import type { Section } from "./aws-auth";
import { type Caller, describeCaller, probeCallers } from "./caller";
import { type Access, type AccessState, accessOf, describeThrough, UNDOCUMENTED_USERNAME } from "./effective-access";
import { principalsOf } from "./principals";
import { describePolicy, describeRight, type Right, rightsLost } from "./right";

/** One caller and what became of its access: running {@link accessOf} on both states gives just this. */
export interface Counterexample {
  readonly caller: Caller;
  readonly before: Access;
  readonly after: Access;
  /** One line: `role dev of 111122223333, session build-42, had developers by mapRoles[2], has nothing`. */
  readonly sentence: string;
}

/** What became of one principal. */
export interface Difference {
  /** ARN, with its path where a state knows it. */
  readonly principal: string;
  /** The rights lost or gained in any session; empty where only the username changed, or nothing is known. */
  readonly rights: readonly Right[];
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
 * names is asked, in sessions that tell any two usernames apart.
 * @see DOMAIN R15-R17, R38
 */
export function compareAccess(before: AccessState, after: AccessState): Comparison {
  const judged = principalsOf([before, after]).map((principal) => judge(principal, before, after));
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

interface Judgement {
  readonly principal: IamArn;
  readonly lost?: Difference | undefined;
  readonly gained?: Difference | undefined;
  readonly changed?: Difference | undefined;
  readonly unknown?: Difference | undefined;
}

interface Pair {
  readonly caller: Caller;
  readonly before: Access;
  readonly after: Access;
}

function judge(principal: IamArn, before: AccessState, after: AccessState): Judgement {
  const pairs = probeCallers(principal).map((caller) => ({
    caller,
    before: accessOf(before, caller),
    after: accessOf(after, caller),
  }));
  const unknown = pairs.find((pair) => pair.before.verdict === "unknown" || pair.after.verdict === "unknown");
  const renamed = pairs.find(isRenamed);
  return {
    principal,
    lost: byRights(pairs, (pair) => rightsLost(pair.before, pair.after)),
    gained: byRights(pairs, (pair) => rightsLost(pair.after, pair.before)),
    changed: renamed && difference(renamed, []),
    unknown: unknown && difference(unknown, []),
  };
}

function isRenamed({ before, after }: Pair): boolean {
  if (before.verdict !== "authenticated" || after.verdict !== "authenticated") return false;
  const names = [before.username, after.username];
  return !names.includes(UNDOCUMENTED_USERNAME) && before.username !== after.username;
}

/** The rights of all sessions together, shown by the session with most of them: groups can hold the session's name. */
function byRights(pairs: readonly Pair[], rightsOf: (pair: Pair) => Right[]): Difference | undefined {
  const judged = pairs
    .map((pair) => ({ pair, rights: rightsOf(pair) }))
    .sort((a, b) => b.rights.length - a.rights.length);
  const [most] = judged;
  if (most === undefined || most.rights.length === 0) return undefined;
  const rights = new Map(judged.flatMap((one) => one.rights).map((right) => [JSON.stringify(right), right]));
  return difference(most.pair, [...rights.values()]);
}

function difference(pair: Pair, rights: readonly Right[]): Difference {
  const had = describeAccess(pair.before, "had", "could not be told");
  const has = describeAccess(pair.after, "has", "cannot be told");
  const sentence = `${describeCaller(pair.caller)}, ${had}, ${has}`;
  return { principal: printArn(pair.caller.principal), rights, counterexample: { ...pair, sentence } };
}

function describeAccess(access: Access, verb: string, untold: string): string {
  switch (access.verdict) {
    case "refused":
      return `${verb} nothing`;
    case "unknown":
      return `${untold} (${access.why})`;
    case "authenticated": {
      const given = [...access.groups, ...access.policies.map(describePolicy)].join(", ") || describeRight(NO_RIGHTS);
      return `${verb} ${given} as \`${access.username}\` by ${describeThrough(access.through)}`;
    }
  }
}

const NO_RIGHTS: Right = { kind: "authentication" };

function hiddenSections({ mode, awsAuth }: AccessState): readonly Section[] {
  return readsConfigMap(mode) ? awsAuth.unreadable : [];
}
