import { auditEvent, isTornEvent } from "./audit-log";
import { authenticatorEvent, isTornLogin } from "./authenticator-log";
import { LogMessages } from "./log-messages";
import type { LogMessage } from "./wrapped-message";
import { type LogKind, UsageCounter } from "../principal-usage";
import { RecentIds } from "./recent-ids";
import type { RequestKinds } from "../replay";

/** How many lines of which kind were read. */
export interface AuditLogCounts {
  readonly logins: number;
  readonly requests: number;
  /** Lines of neither log, and lines that tell nothing about a principal. */
  readonly unread: number;
  /** Lines of either log that are cut off, or in a shape that is not read: what they would tell is not known. */
  readonly torn: number;
  /** Files and streams that end in the middle of their JSON: what follows is not known. */
  readonly tornFiles: number;
}

/** Reads logs of both kinds, one text after the other, into a count of who came in and, where wanted, of what was asked. */
export class LogReader {
  readonly usage = new UsageCounter();
  readonly #kinds: RequestKinds | undefined;
  readonly #ids = new RecentIds();
  #logins = 0;
  #requests = 0;
  #unread = 0;
  #torn = 0;
  #tornFiles = 0;

  constructor(kinds?: RequestKinds) {
    this.#kinds = kinds;
  }

  /** One file or stream. Throws a RangeError for a text that is no log. */
  public async read(text: AsyncIterable<string>): Promise<{ readonly isTorn: boolean }> {
    const messages = new LogMessages();
    for await (const piece of text) this.#take(messages.push(piece));
    this.#take(messages.end());
    if (messages.isTorn) this.#tornFiles += 1;
    return { isTorn: messages.isTorn };
  }

  public get counts(): AuditLogCounts {
    return {
      logins: this.#logins,
      requests: this.#requests,
      unread: this.#unread,
      torn: this.#torn,
      tornFiles: this.#tornFiles,
    };
  }

  #take(messages: readonly LogMessage[]): void {
    for (const message of messages) {
      if (message.text.startsWith("{")) this.#audit(message);
      else this.#login(message);
    }
  }

  #login({ text, time }: LogMessage): void {
    const event = authenticatorEvent(text);
    if (event === undefined) {
      if (isTornEvent(text) || isTornLogin(text)) this.#torn += 1;
      else this.#unread += 1;
      const own = time ?? timeOf(text);
      if (own !== undefined) this.usage.line(own, logOf(text));
      return;
    }
    if (event.kind === "granted") this.#logins += 1;
    this.usage.login(event);
  }

  #audit({ text, time }: LogMessage): void {
    const event = auditEvent(text);
    if (event === undefined) {
      if (isTornEvent(text) || isTornLogin(text)) this.#torn += 1;
      else this.#unread += 1;
      if (time !== undefined) this.usage.line(time, logOf(text));
      return;
    }
    const isNew = this.#ids.isNew(event.auditId);
    const { isScrubbed, arn } = event.user;
    if (isNew && (isScrubbed === true || arn !== undefined)) this.#requests += 1;
    if (isNew && arn !== undefined) this.usage.request(event);
    else this.usage.line(event.time, "audit");
    this.#kinds?.add(event);
  }
}

/** Which log a line is of that tells nothing about a principal. */
function logOf(text: string): LogKind | "other" {
  if (text.includes('"auditID"') || isTornEvent(text)) return "audit";
  return text.startsWith('time="') || isTornLogin(text) ? "authenticator" : "other";
}

/** The time of a line that tells nothing else: it still proves that the log was kept then. */
function timeOf(text: string): number | undefined {
  const time = Date.parse(/^time="([^"]+)"/.exec(text)?.[1] ?? "");
  return Number.isNaN(time) ? undefined : time;
}
