import { type Document, isAlias, isMap, isScalar, type Pair, Scalar, type YAMLMap } from "yaml";
import { lineBreakIn, lineEnd, lineStart, splice, type TextRange } from "./text-range";
import { commentsIn } from "./yaml-comments";
import type { Edited, OpenText, RemoveKey, SetValue } from "./yaml-edit";
import { rangeOf, writtenEnd } from "./yaml-range";

const NO_MAP = "no map stands there";
const NO_LINE = "its key does not begin a line";

/** A text with another value at a key. */
export function valueSet({ text, document }: OpenText, { path, value, after }: SetValue): Edited {
  const map = mapAt(document, path.slice(0, -1));
  if (map === undefined) return { why: NO_MAP };
  const pair = pairOf(map, path.at(-1));
  if (pair !== undefined) return withValue(text, pair.value, value);
  const before = pairOf(map, after);
  if (before === undefined) return { why: "the key is not there" };
  return withPair(text, { map, before }, `${path.at(-1) ?? ""}: ${String(value)}`);
}

/** A text without a key; as it was where the key is not there. */
export function keyRemoved({ text, document }: OpenText, { path, comments = "left" }: RemoveKey): Edited {
  const map = mapAt(document, path.slice(0, -1));
  if (map === undefined) return { why: NO_MAP };
  const pair = pairOf(map, path.at(-1));
  const key = rangeOf(pair?.key);
  if (pair === undefined || key === undefined) return { text };
  const range = { start: key.start, end: writtenEnd(text, pair) };
  if (map.flow === true) return withoutFlowPair(text, range, map);
  return comments === "taken" ? withoutSection(text, range) : withoutLines(text, range);
}

function mapAt(document: Document.Parsed, path: readonly string[]): YAMLMap | undefined {
  const follow = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  const found = path.reduce<unknown>((node, step) => {
    const map = follow(node);
    return isMap(map) ? pairOf(map, step)?.value : undefined;
  }, document.contents);
  const map = follow(found);
  return isMap(map) ? map : undefined;
}

function pairOf({ items }: YAMLMap, name: string | undefined): Pair | undefined {
  return items.find(({ key }) => name !== undefined && isScalar(key) && key.value === name);
}

function withValue(text: string, old: unknown, value: SetValue["value"]): Edited {
  const range = rangeOf(old);
  if (range === undefined || range.start === range.end || !(isScalar(old) || isAlias(old))) {
    return { why: "no single value stands there" };
  }
  const written = isScalar(old) && typeof value === "string" ? quotedAs(old, value) : String(value);
  return written === undefined ? { why: "a block of text stands there" } : { text: splice(text, range, written) };
}

/** In the quotes that were there; block scalars have none to fill. */
function quotedAs({ type }: Scalar, value: string): string | undefined {
  if (type === Scalar.QUOTE_DOUBLE) return `"${value}"`;
  if (type === Scalar.QUOTE_SINGLE) return `'${value}'`;
  return type === Scalar.PLAIN ? value : undefined;
}

function withPair(
  text: string,
  { map, before }: { readonly map: YAMLMap; readonly before: Pair },
  pair: string,
): Edited {
  const end = writtenEnd(text, before);
  if (map.flow === true) return { text: splice(text, { start: end, end }, `, ${pair}`) };
  const start = rangeOf(before.key)?.start ?? 0;
  const indent = text.slice(lineStart(text, start), start);
  if (indent.trim() !== "") return { why: NO_LINE };
  const at = lineEnd(text, end);
  return { text: splice(text, { start: at, end: at }, `${lineBreakIn(text)}${indent}${pair}`) };
}

/** Whole lines go; their comments stay, where the key began. */
function withoutLines(text: string, pair: TextRange): Edited {
  const start = lineStart(text, pair.start);
  const indent = text.slice(start, pair.start);
  if (indent.trim() !== "") return { why: NO_LINE };
  const end = lineEnd(text, pair.end);
  const next = /^\r?\n/.exec(text.slice(end))?.[0] ?? "";
  const comments = commentsIn(text, { start, end }).map((comment) => `${indent}${comment}`);
  if (comments.length > 0) return { text: splice(text, { start, end }, comments.join(lineBreakIn(text))) };
  // The last line of a file without line break takes the one before it along.
  const before = next === "" ? (/\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0) : 0;
  return { text: splice(text, { start: start - before, end: end + next.length }, "") };
}

/** Whole lines go with the comments in and right above them, but for those with which the file begins. */
function withoutSection(text: string, pair: TextRange): Edited {
  const start = lineStart(text, pair.start);
  const indent = text.slice(start, pair.start);
  if (indent.trim() !== "") return { why: NO_LINE };
  const above = /(?<=\n)(?:[ \t]*#[^\n]*\n)+$/.exec(text.slice(0, start))?.[0] ?? "";
  const isHead = /^(?:#[^\n]*\n)*$/.test(text.slice(0, start));
  const from = isHead ? start : start - above.length;
  // A comment that is not indented deeper than the key is about the next one.
  const deeper = new RegExp(`^(?:\\r?\\n${indent}[ \\t]+#[^\\n]*)*(?:\\r?\\n)?`);
  const within = deeper.exec(text.slice(lineEnd(text, pair.end)))?.[0] ?? "";
  const end = lineEnd(text, pair.end) + within.length;
  const isBetweenBlanks = /(?:^|\r?\n)\r?\n$/.test(text.slice(0, from));
  const blank = isBetweenBlanks ? (/^\r?\n/.exec(text.slice(end))?.[0] ?? "") : "";
  return { text: splice(text, { start: from, end: end + blank.length }, "") };
}

/** The comma before the pair goes with it, or that after the first. */
function withoutFlowPair(text: string, pair: TextRange, map: YAMLMap): Edited {
  const own = map.items.findIndex(({ key }) => rangeOf(key)?.start === pair.start);
  const [before, after] = [map.items[own - 1], map.items[own + 1]];
  const previous = before === undefined ? undefined : writtenEnd(text, before);
  const next = rangeOf(after?.key)?.start;
  const range = { start: previous ?? pair.start, end: previous === undefined ? (next ?? pair.end) : pair.end };
  // A comment within lines of a flow map: what is left of the lines may not be what was meant.
  if (commentsIn(text, range).length > 0) return { why: "comments stand between its keys" };
  return { text: splice(text, range, "") };
}
