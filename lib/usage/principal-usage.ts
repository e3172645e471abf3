import type { AuditEvent } from "./logs/audit-log";
import type { AuthenticatorEvent } from "./logs/authenticator-log";
import { compareText } from "../finding/text-order";

/** Under which name somebody was let in, and with which groups. */
export interface UsedIdentity {
  readonly username: string;
  readonly groups: readonly string[];
  /** One session that had it; empty for users, and where the log does not tell. */
  readonly session: string;
  readonly accessKeyId: string;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly last: number;
}

/** What logs tell about one principal. */
export interface PrincipalUsage {
  /** Canonical ARN: a role without its path. */
  readonly arn: string;
  /** Logins in the authenticator's log. */
  readonly logins: number;
  /** Requests in the audit log. */
  readonly requests: number;
  /** Times of the first and the last login or request, in milliseconds since 1970; absent where there was none. */
  readonly first?: number;
  readonly last?: number;
  /** Names of its sessions, at most {@link MOST_SESSIONS}. */
  readonly sessions: readonly string[];
  /** The {@link MOST_IDENTITIES} that came in last, the newest first. */
  readonly identities: readonly UsedIdentity[];
  /** Internal IDs, oldest first: two are a role or user that was made anew under one name (R47). */
  readonly userIds: readonly { readonly id: string; readonly last: number }[];
  readonly refusals: readonly { readonly why: string; readonly count: number; readonly last: number }[];
}

/** The logs of the control plane that tell who came in. */
export const LOG_KINDS = ["authenticator", "audit"] as const;
/** One of {@link LOG_KINDS}. */
export type LogKind = (typeof LOG_KINDS)[number];

/** A span in which one of the logs has not a single line, although it has some before and after. */
export interface LogGap {
  readonly from: number;
  readonly to: number;
  readonly log: LogKind;
}

/** Which time a log covers, in milliseconds since 1970. */
export interface LogWindow {
  readonly from: number;
  readonly to: number;
  /** Spans of more than {@link LONGEST_SILENCE}: each log has its own, for lines of one do not fill the hole of the other. */
  readonly gaps: readonly LogGap[];
}

/** A cluster's own components call every few seconds: six hours without a line is a log that is not whole. */
const LONGEST_SILENCE = 6 * 60 * 60 * 1000;
/** Names of sessions that are kept of one principal. */
const MOST_SESSIONS = 100;
/** Usernames with their groups that are kept of one principal. */
const MOST_IDENTITIES = 1000;
/** Clients whose caller line has no answer yet. */
const MOST_CLIENTS = 10_000;
const SLOT = 5 * 60 * 1000;

/** What time the lines of one kind cover. */
interface Span {
  readonly slots: Set<number>;
  from: number;
  to: number;
}

interface Counted {
  count: number;
  last: number;
}

interface Building {
  logins: number;
  requests: number;
  first: number;
  last: number;
  readonly sessions: Set<string>;
  readonly identities: Map<string, Omit<UsedIdentity, "count" | "last"> & Counted>;
  readonly userIds: Map<string, number>;
  readonly refusals: Map<string, Counted>;
}

/** Adds up logins and requests by principal. Memory grows with principals, their names and sessions, never with lines. */
export class UsageCounter {
  readonly #principals = new Map<string, Building>();
  readonly #clients = new Map<string, string>();
  readonly #spans: Readonly<Record<LogKind | "other", Span>> = {
    authenticator: emptySpan(),
    audit: emptySpan(),
    other: emptySpan(),
  };

  /** Counts a line of the authenticator's log. */
  public login(event: AuthenticatorEvent): void {
    see(this.#spans.authenticator, event.time);
    switch (event.kind) {
      case "caller":
        if (this.#clients.size >= MOST_CLIENTS) this.#clients.clear();
        this.#clients.set(event.client, event.session);
        return;
      case "denied":
        if (event.arn !== "") count(this.#of(event.arn).refusals, event.why, event.time);
        return;
      case "granted": {
        const session = this.#clients.get(event.client) ?? "";
        this.#clients.delete(event.client);
        const principal = this.#of(event.arn);
        principal.logins += 1;
        const { username, groups, userId } = event;
        this.#use(principal, event.time, { username, groups, userId, session, accessKeyId: "" });
      }
    }
  }

  /** Counts a request; one whose user IAM did not authenticate belongs to no principal. */
  public request({ user, time }: AuditEvent): void {
    see(this.#spans.audit, time);
    if (user.arn === undefined) return;
    const principal = this.#of(user.arn);
    principal.requests += 1;
    this.#use(principal, time, {
      username: user.username,
      groups: user.groups.filter((group) => group !== "system:authenticated"),
      session: user.session ?? "",
      accessKeyId: user.accessKeyId ?? "",
      userId: user.userId ?? "",
    });
  }

  /** Counts that a log had a line at this time, whatever it said; lines of other logs prove nothing about these two. */
  public line(time: number, log: LogKind | "other"): void {
    see(this.#spans[log], time);
  }

  /** Who came in, by ARN. */
  public get principals(): PrincipalUsage[] {
    return [...this.#principals]
      .map(([arn, building]) => finished(arn, building))
      .sort((a, b) => compareText(a.arn, b.arn));
  }

  /** What time the lines cover; undefined where there was none. */
  public get window(): LogWindow | undefined {
    const gaps = LOG_KINDS.flatMap((log) => gapsOf(this.#spans[log], log)).sort((a, b) => a.from - b.from);
    return windowOf(Object.values(this.#spans), gaps);
  }

  /** What time the lines of one log cover, and its gaps alone. */
  public windowOf(log: LogKind): LogWindow | undefined {
    return windowOf([this.#spans[log]], gapsOf(this.#spans[log], log));
  }

  #of(arn: string): Building {
    const known = this.#principals.get(arn);
    if (known !== undefined) return known;
    const building: Building = {
      logins: 0,
      requests: 0,
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
      sessions: new Set(),
      identities: new Map(),
      userIds: new Map(),
      refusals: new Map(),
    };
    this.#principals.set(arn, building);
    return building;
  }

  #use(
    building: Building,
    time: number,
    used: Omit<UsedIdentity, "count" | "last"> & { readonly userId: string },
  ): void {
    building.first = Math.min(building.first, time);
    building.last = Math.max(building.last, time);
    if (used.session !== "" && building.sessions.size < MOST_SESSIONS) building.sessions.add(used.session);
    if (used.userId !== "") building.userIds.set(used.userId, Math.max(building.userIds.get(used.userId) ?? 0, time));
    const { username, groups, session, accessKeyId } = used;
    const key = [username, ...groups].join("\u0000");
    const known = building.identities.get(key);
    if (known === undefined) {
      if (building.identities.size >= 2 * MOST_IDENTITIES) keepNewest(building.identities);
      building.identities.set(key, { username, groups, session, accessKeyId, count: 1, last: time });
    } else {
      known.count += 1;
      known.last = Math.max(known.last, time);
    }
  }
}

/** Forgets all but the newest, many at once: logs of one name a session would else be sorted at every line. */
function keepNewest(identities: Building["identities"]): void {
  const oldest = [...identities].sort(([, a], [, b]) => b.last - a.last).slice(MOST_IDENTITIES);
  for (const [key] of oldest) identities.delete(key);
}

function emptySpan(): Span {
  return { slots: new Set(), from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
}

function see(span: Span, time: number): void {
  span.slots.add(Math.floor(time / SLOT));
  if (time < span.from) span.from = time;
  if (time > span.to) span.to = time;
}

function windowOf(spans: readonly Span[], gaps: readonly LogGap[]): LogWindow | undefined {
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  return to < from ? undefined : { from, to, gaps };
}

function gapsOf(span: Span, log: LogKind): LogGap[] {
  const slots = [...span.slots].sort((a, b) => a - b);
  return slots.flatMap((slot, i) => {
    const before = slots[i - 1];
    if (before === undefined || (slot - before - 1) * SLOT < LONGEST_SILENCE) return [];
    return [{ from: (before + 1) * SLOT, to: slot * SLOT, log }];
  });
}

function count(counts: Map<string, Counted>, key: string, time: number): void {
  const known = counts.get(key);
  if (known === undefined) counts.set(key, { count: 1, last: time });
  else {
    known.count += 1;
    known.last = Math.max(known.last, time);
  }
}

function finished(arn: string, building: Building): PrincipalUsage {
  const { logins, requests, first, last } = building;
  return {
    arn,
    logins,
    requests,
    ...(Number.isFinite(first) ? { first, last } : {}),
    sessions: [...building.sessions].sort(),
    identities: [...building.identities.values()].sort((a, b) => b.last - a.last).slice(0, MOST_IDENTITIES),
    userIds: [...building.userIds].map(([id, seen]) => ({ id, last: seen })).sort((a, b) => a.last - b.last),
    refusals: [...building.refusals].map(([why, counted]) => ({ why, ...counted })).sort((a, b) => b.last - a.last),
  };
}
