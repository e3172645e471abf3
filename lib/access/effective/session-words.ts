import type { Caller } from "../principal/caller";
import { isInstanceSession } from "../aws-auth/template";

/**
 * For which sessions something holds that was found for some of {@link probeCallers}, in words of what tells the sessions apart:
 * their names are made up, and prove nothing to anybody. Empty for principals without sessions.
 */
export function sessionWords(found: readonly Caller[], all: readonly Caller[]): string {
  if (all.every(({ session }) => session === "")) return "";
  if (found.length === all.length) return "in every session";
  const kind = KINDS.find(({ holds }) => all.every((caller) => found.includes(caller) === holds(caller.session)));
  return kind?.words ?? "in some sessions";
}

const KINDS: readonly { readonly words: string; readonly holds: (session: string) => boolean }[] = [
  { words: "in sessions named after an EC2 instance", holds: isInstanceSession },
  { words: "in sessions not named after an EC2 instance", holds: (session) => !isInstanceSession(session) },
  { words: "in sessions with `@` in their name", holds: (session) => session.includes("@") },
];
