import { parseJson } from "./parse-json";

/** One line of a log, without what CloudWatch, S3 or the AWS command line put around it. */
export interface LogMessage {
  readonly text: string;
  /** When CloudWatch got it, in milliseconds since 1970; messages that tell their own time do not need it. */
  readonly time?: number;
}

/** Keys of a list under which a collector keeps messages: CloudWatch's subscriptions, batches of the audit log. */
const LISTS = ["logEvents", "events", "items"] as const;
/** Keys under which one message stands: CloudWatch, its console, collectors of containers' logs. */
const MESSAGES = ["message", "@message", "log"] as const;

/** What stands in a line of JSON that is no audit event by itself; the line as it is where nothing is known of it. */
export function unwrapped(line: string): LogMessage[] {
  const found = messagesIn(parseJson(line));
  return found.length === 0 ? [{ text: line }] : found;
}

/** The messages in what CloudWatch or a collector put around them: one, a list, a row of a query, a message alone. */
export function messagesIn(value: unknown): LogMessage[] {
  if (typeof value === "string") return [{ text: value.trimEnd() }];
  if (Array.isArray(value)) return rowMessage(value);
  if (typeof value !== "object" || value === null) return [];
  const fields: Readonly<Record<string, unknown>> = { ...value };
  if (typeof fields.auditID === "string") return [{ text: JSON.stringify(value) }];
  const list = LISTS.map((key) => fields[key]).find(Array.isArray);
  if (list !== undefined) return list.flatMap(messagesIn);
  if (typeof fields.msg === "string" && typeof fields.time === "string") return [{ text: asLogfmt(fields) }];
  const inner = MESSAGES.map((key) => fields[key]).find((own) => own !== undefined);
  if (inner === undefined) return [];
  const [first, ...others] = typeof inner === "string" && /^\s*\{/.test(inner) ? unwrapped(inner) : messagesIn(inner);
  return first === undefined ? [] : [{ ...withTime(first.text, timeOf(fields)), ...first }, ...others];
}

/** `[{"field": "@timestamp", "value": "2026-11-20 10:00:00.000"}, {"field": "@message", "value": "..."}]` */
function rowMessage(cells: readonly unknown[]): LogMessage[] {
  const row = cells.flatMap((cell) => {
    if (typeof cell !== "object" || cell === null || !("field" in cell) || !("value" in cell)) return [];
    return typeof cell.field === "string" ? [[cell.field, cell.value] as const] : [];
  });
  return row.length === 0 ? [] : messagesIn(Object.fromEntries(row));
}

/** Milliseconds since 1970, or a text in UTC. */
function timeOf(fields: Readonly<Record<string, unknown>>): number {
  const own = fields.timestamp ?? fields["@timestamp"];
  if (typeof own === "number") return own;
  return typeof own === "string"
    ? Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(own) ? own : `${own.replace(" ", "T")}Z`)
    : NaN;
}

/** The authenticator writes JSON where it is told to: the same fields. */
function asLogfmt(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${JSON.stringify(Array.isArray(value) ? `[${value.join(" ")}]` : String(value))}`)
    .join(" ");
}

/** A message, and when it was taken where that is known. */
export function withTime(text: string, time: number): LogMessage {
  return Number.isNaN(time) ? { text } : { text, time };
}
