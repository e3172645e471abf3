import type { IamArn } from "../principal/arn";
import type { Caller } from "../principal/caller";
import { type Access, describeThrough } from "./effective-access";
import { principalName } from "../principal/principal-name";
import { describePolicy } from "./right";
import { sessionWords } from "./session-words";
import { canBecome, placeholdersOf } from "../aws-auth/template";

/** Who is meant, and in which of the sessions that were asked the difference was found. */
interface FoundFor {
  readonly principal: IamArn;
  /** Account of the cluster, where it is known. */
  readonly ownAccount: string | undefined;
  readonly found: readonly Caller[];
  readonly all: readonly Caller[];
}

/** Access on both sides, in the placeholders of rows and entries. */
interface WrittenAccess {
  readonly before: Access;
  readonly after: Access;
}

/** A difference in one line each: with the name of whom it is about, and for where that is said already. */
export interface DifferenceSentence {
  /** `role dev, in every session, had group developers with username \`dev:{{SessionName}}\` by mapRoles[2], has nothing` */
  readonly sentence: string;
  /** `in every session it had group developers with username \`dev:{{SessionName}}\` by mapRoles[2], and has nothing` */
  readonly evidence: string;
}

/** What somebody had and has, and in which sessions. */
export function differenceSentence(written: WrittenAccess, found: FoundFor): DifferenceSentence {
  const name = principalName(found.principal, found.ownAccount);
  const sessions = sessionsOf(written, found);
  const [had, has] = [
    describeAccess(written.before, "had", "could not be told"),
    describeAccess(written.after, "has", "cannot be told"),
  ];
  return {
    sentence: [name, sessions, had, has].filter((part) => part !== "").join(", "),
    evidence: `${sessions === "" ? "" : `${sessions} `}it ${had}, and ${has}`,
  };
}

/** A placeholder becomes the other side's plain text in one session, in which nothing differs. */
function sessionsOf({ before, after }: WrittenAccess, { found, all }: FoundFor): string {
  const words = sessionWords(found, all);
  if (before.verdict !== "authenticated" || after.verdict !== "authenticated") return words;
  const pairs = [
    [before.username, after.username] as const,
    ...before.groups.flatMap((one) => after.groups.map((other) => [one, other] as const)),
  ];
  const isMet = pairs.some(([one, other]) => canMeet(one, other) || canMeet(other, one));
  return words === "in every session" && isMet ? "in almost every session" : words;
}

function canMeet(template: string, name: string): boolean {
  return placeholdersOf(template).length > 0 && placeholdersOf(name).length === 0 && canBecome(template, name);
}

function describeAccess(access: Access, verb: string, unknown: string): string {
  switch (access.verdict) {
    case "refused":
      return `${verb} nothing`;
    case "unknown":
      return `${unknown} (${access.why})`;
    case "authenticated": {
      const given = [...groupWords(access.groups), ...access.policies.map(describePolicy)].join(", ");
      const what = given === "" ? "no group and no policy" : given;
      return `${verb} ${what} with username \`${access.username}\` by ${describeThrough(access.through)}`;
    }
  }
}

/** `group developers`, `groups developers, on-call` */
function groupWords(groups: readonly string[]): string[] {
  if (groups.length === 0) return [];
  return [`${groups.length === 1 ? "group" : "groups"} ${groups.join(", ")}`];
}
