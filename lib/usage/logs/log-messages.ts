import { JsonElements } from "./json-elements";
import { parseJson } from "./parse-json";
import { messagesIn, unwrapped, withTime, type LogMessage } from "./wrapped-message";

/** Longer lines are no lines of a log: the file is something else. */
const LONGEST_LINE = 16 * 1024 * 1024;
/** `{"events": ...`, `{"results": ...` or a list: one JSON document around all messages. */
const DOCUMENT =
  /^\s*(\[|\{\s*"(events|searchedLogStreams|nextToken|nextForwardToken|nextBackwardToken|results|statistics|status|queryLanguage|encryptionKey|messageType|owner|logGroup|logEvents)"\s*:|\{\s*"kind"\s*:\s*"EventList")/;
/** Audit events are the bulk of a log: what stands near their beginning tells them without parsing. */
const EVENT = /^\{"kind":"Event",|^\{[^{[]{0,400}"auditID":"/;
/** So many characters tell a document from lines. */
const ENOUGH = 64;
/** What stands before the message in `aws logs tail` (time, stream) and in exports to S3 (time). */
const PREFIX = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)\s+(?:\S+\s+)?(?=time=|\{)/;
/** A line of `--output text` of filter-log-events. */
const TEXT_EVENT = /^EVENTS\t[^\t]*\t\d*\t[^\t]*\t(.*)\t(\d{13})$/s;

/**
 * Reads messages from the text of a log, whatever shape it came in, in flat memory: lines of the log itself, `aws logs tail`,
 * exports to S3, the JSON of `aws logs filter-log-events`, `get-log-events` and `get-query-results` (DOMAIN R49), and what
 * subscriptions of CloudWatch, batches of the audit log and collectors make of lines.
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
    return [...first, ...(last.trim() === "" ? [] : messagesOf(last))];
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
    return lines.flatMap((line) => (line.trim() === "" ? [] : messagesOf(line)));
  }

  #elements(document: JsonElements, piece: string): LogMessage[] {
    if (document.held > LONGEST_LINE) throw new RangeError("an element of more than 16 MiB");
    return document.push(piece).flatMap((text) => messagesIn(parseJson(text)));
  }
}

function messagesOf(line: string): LogMessage[] {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  if (text.startsWith("time=") || EVENT.test(text)) return [{ text }];
  if (text.startsWith("{")) return unwrapped(text);
  const prefix = PREFIX.exec(text);
  if (prefix !== null) return [withTime(text.slice(prefix[0].length), Date.parse(prefix[1] ?? ""))];
  const event = TEXT_EVENT.exec(text);
  return [event === null ? { text } : withTime(event[1] ?? "", Number(event[2]))];
}
