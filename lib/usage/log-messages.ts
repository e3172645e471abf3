import { JsonElements } from "./json-elements";
import { parseJson } from "./parse-json";

/** One line of a log, without what CloudWatch, S3 or the AWS command line put around it. */
export interface LogMessage {
  readonly text: string;
  /** When CloudWatch got it, in milliseconds since 1970; messages that tell their own time do not need it. */
  readonly time?: number;
}

/** Longer lines are no lines of a log: the file is something else. */
const LONGEST_LINE = 16 * 1024 * 1024;
/** `{"events": ...`, `{"results": ...` or a list: one JSON document around all messages. */
const DOCUMENT =
  /^\s*(\[|\{\s*"(events|searchedLogStreams|nextToken|nextForwardToken|nextBackwardToken|results|statistics|status|queryLanguage|encryptionKey)"\s*:)/;
/** So many characters tell a document from lines. */
const ENOUGH = 64;
/** What stands before the message in `aws logs tail` (time, stream) and in exports to S3 (time). */
const PREFIX = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)\s+(?:\S+\s+)?(?=time=|\{)/;
/** A line of `--output text` of filter-log-events. */
const TEXT_EVENT = /^EVENTS\t[^\t]*\t\d*\t[^\t]*\t(.*)\t(\d{13})$/s;

/**
 * Reads messages from the text of a log, whatever shape it came in, in flat memory: lines of the log itself, `aws logs tail`,
 * exports to S3, and the JSON of `aws logs filter-log-events`, `get-log-events` and `get-query-results` (DOMAIN R49).
 * Throws a RangeError for text that is no log: a line, or an element of a document, of more than 16 MiB.
 */
export class LogMessages {
  #rest = "";
  #document: JsonElements | undefined;
  #begun = false;

  /** Messages that end in this piece of text. */
  public push(piece: string): LogMessage[] {
    if (!this.#begun) {
      this.#rest += piece;
      const begin = this.#rest.trimStart();
      return begin.length < ENOUGH ? [] : this.#begin();
    }
    return this.#document === undefined ? this.#lines(piece) : this.#elements(this.#document, piece);
  }

  /** What is left at the end of the text: a last line without line break. */
  public end(): LogMessage[] {
    const first = this.#begun ? [] : this.#begin();
    if (this.#document !== undefined) return first;
    const last = this.#rest;
    this.#rest = "";
    return [...first, ...(last.trim() === "" ? [] : [messageOf(last)])];
  }

  /** Whether a JSON document has ended before it was closed. */
  public get isTorn(): boolean {
    return this.#document?.isWhole === false;
  }

  #begin(): LogMessage[] {
    this.#begun = true;
    const text = this.#rest.replace(/^\uFEFF/, "");
    this.#rest = "";
    if (!DOCUMENT.test(text)) return this.#lines(text);
    this.#document = new JsonElements();
    return this.#elements(this.#document, text);
  }

  #lines(piece: string): LogMessage[] {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > LONGEST_LINE) throw new RangeError("a line of more than 16 MiB");
    return lines.flatMap((line) => (line.trim() === "" ? [] : [messageOf(line)]));
  }

  #elements(document: JsonElements, piece: string): LogMessage[] {
    if (document.held > LONGEST_LINE) throw new RangeError("an element of more than 16 MiB");
    return document.push(piece).flatMap((text) => elementMessage(text));
  }
}

function messageOf(line: string): LogMessage {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  if (text.startsWith("time=") || text.startsWith("{")) return { text };
  const prefix = PREFIX.exec(text);
  if (prefix !== null) return withTime(text.slice(prefix[0].length), Date.parse(prefix[1] ?? ""));
  const event = TEXT_EVENT.exec(text);
  return event === null ? { text } : withTime(event[1] ?? "", Number(event[2]));
}

/** An event with its message, a row of a query with its fields, or a message alone. */
function elementMessage(text: string): LogMessage[] {
  const value: unknown = parseJson(text);
  if (typeof value === "string") return [{ text: value }];
  if (Array.isArray(value)) return rowMessage(value);
  if (typeof value !== "object" || value === null) return [];
  if ("message" in value && typeof value.message === "string") {
    return [
      withTime(value.message, "timestamp" in value && typeof value.timestamp === "number" ? value.timestamp : NaN),
    ];
  }
  return "auditID" in value ? [{ text }] : [];
}

/** `[{"field": "@timestamp", "value": "2026-11-20 10:00:00.000"}, {"field": "@message", "value": "..."}]` */
function rowMessage(fields: readonly unknown[]): LogMessage[] {
  const valueOf = (name: string): string | undefined =>
    fields.flatMap((field) => {
      if (typeof field !== "object" || field === null || !("field" in field) || field.field !== name) return [];
      return "value" in field && typeof field.value === "string" ? [field.value] : [];
    })[0];
  const message = valueOf("@message");
  const time = valueOf("@timestamp");
  if (message === undefined) return [];
  return [withTime(message, time === undefined ? NaN : Date.parse(`${time.replace(" ", "T")}Z`))];
}

function withTime(text: string, time: number): LogMessage {
  return Number.isNaN(time) ? { text } : { text, time };
}
