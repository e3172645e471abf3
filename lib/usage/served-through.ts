import { type AccessState, accessOf, type Through } from "../access/effective/effective-access";
import { sameTexts } from "../finding/text-order";
import { parseArn } from "../access/principal/arn";
import type { Caller } from "../access/principal/caller";
import { identify } from "../access/aws-auth/row-match";
import { callersLike } from "./callers-like";
import { hasNodeName } from "../access/effective/node";
import type { UsedIdentity } from "./principal-usage";

/** Through what somebody came in, as far as the log proves it. */
export type ServedThrough =
  | { readonly by: "row" | "account" | "entry" | "row-or-entry"; readonly through: Through }
  /** Neither the rows nor the entries of the state give this name and these groups. */
  | { readonly by: "neither" };

/**
 * Through what an identity was given. A log does not say whether a row or an entry served: a group that begins with `system:`
 * proves a row, for an entry of people cannot carry it; else the one that gives this name and these groups (DOMAIN R49).
 */
export function servedThrough(state: AccessState, arn: string, identity: UsedIdentity): ServedThrough {
  const caller = callerOf(arn, identity);
  if (caller === undefined) return NEITHER;
  for (const own of callersLike(state, caller, identity)) {
    const served = servedAs(state, own, identity);
    if (served.by !== "neither") return served;
  }
  return NEITHER;
}

const NEITHER = { by: "neither" } as const;

function servedAs(state: AccessState, caller: Caller, identity: UsedIdentity): ServedThrough {
  const row = identify(state.awsAuth, caller);
  const entry = accessOf({ ...state, mode: "API" }, caller);
  const gives = (given: { readonly username: string; readonly groups: readonly string[] }): boolean =>
    sameName(given.username, identity.username) && sameTexts(given.groups, identity.groups);
  const byRow = row.kind === "identity" && gives(row) ? row : undefined;
  const byEntry = entry.verdict === "authenticated" && gives(entry) ? entry : undefined;
  if (byRow !== undefined) {
    const through: Through = { by: "row", place: byRow.place };
    if (byRow.place.section === "mapAccounts") return { by: "account", through };
    if (byEntry === undefined || provesRow(identity)) return { by: "row", through };
    return { by: "row-or-entry", through };
  }
  if (byEntry !== undefined) return { by: "entry", through: byEntry.through };
  if (provesRow(identity) && row.kind === "identity") return { by: "row", through: { by: "row", place: row.place } };
  return NEITHER;
}

/** What the cluster file said from a commit on. */
export interface PastState {
  /** Time of the commit, in milliseconds since 1970. */
  readonly since: number;
  /** Absent where the file of that commit cannot be read. */
  readonly state?: AccessState;
}

/** What is committed counts as applied a day later: until then the version before it may be live. */
const APPLY_PATIENCE = 24 * 60 * 60 * 1000;

/**
 * Whether the row or the entry served, where username and groups fit both and the history of the cluster file tells: an entry
 * that no version of that time renders did not (DOMAIN R49). `history`: oldest first.
 */
export function servedThen(
  served: ServedThrough,
  history: readonly PastState[],
  { arn, identity }: { readonly arn: string; readonly identity: UsedIdentity },
): ServedThrough {
  if (served.by !== "row-or-entry") return served;
  const then = statesAt(history, identity.last).map((state) => state && servedThrough(state, arn, identity));
  const [first] = then;
  if (first === undefined || then.some((each) => each?.by !== first.by)) return served;
  if (first.by === "row") return { by: "row", through: served.through };
  return first.by === "entry" ? first : served;
}

function statesAt(history: readonly PastState[], time: number): readonly (AccessState | undefined)[] {
  const before = history.filter(({ since }) => since <= time);
  const applied = before.findLastIndex(({ since }) => since <= time - APPLY_PATIENCE);
  return applied < 0 ? [] : before.slice(applied).map(({ state }) => state);
}

/** The caller that a log names; undefined where the text is no ARN of a principal. */
export function callerOf(
  arn: string,
  { session, accessKeyId }: Pick<UsedIdentity, "session" | "accessKeyId">,
): Caller | undefined {
  const parsed = parseArn(arn);
  return "arn" in parsed ? { principal: parsed.arn, session, accessKeyId } : undefined;
}

/** EC2 alone knows the host name of a node. */
function sameName(given: string, seen: string): boolean {
  return given === seen || (hasNodeName(given) && hasNodeName(seen));
}

function provesRow({ username, groups }: UsedIdentity): boolean {
  return !hasNodeName(username) && groups.some((group) => group.startsWith("system:"));
}
