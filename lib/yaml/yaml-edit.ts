import { type Document, isAlias, isCollection, isMap, isScalar, type Pair, Parser, Scalar, type YAMLMap } from "yaml";
import { readYamlText } from "./yaml-text";

/** One change of a YAML text; the path is of keys of maps. */
export type YamlEdit =
  | {
      readonly path: readonly string[];
      readonly set: string | number | boolean;
      /**
       * The key after which a missing key is written.
       * @default a missing key cannot be set
       */
      readonly after?: string;
    }
  | { readonly path: readonly string[]; readonly remove: true };

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A text with one value set or one key taken out, every other byte as it was; no comment is ever lost. Undefined where the
 * text is not written in a way that can be spliced: read the result again before you trust it.
 */
export function editYaml(text: string, edit: YamlEdit): string | undefined {
  const read = readYamlText(text);
  if ("problem" in read) return undefined;
  const map = mapAt(read.document, edit.path.slice(0, -1));
  const key = edit.path.at(-1);
  if (map === undefined || key === undefined) return undefined;
  const pair = pairOf(map, key);
  if ("remove" in edit) return pair === undefined ? text : withoutPair(text, map, pair);
  if (pair !== undefined) return withValue(text, pair.value, edit.set);
  const before = edit.after === undefined ? undefined : pairOf(map, edit.after);
  return before === undefined ? undefined : withPair(text, { map, before }, `${key}: ${String(edit.set)}`);
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

function pairOf({ items }: YAMLMap, name: string): Pair | undefined {
  return items.find(({ key }) => isScalar(key) && key.value === name);
}

function withValue(text: string, value: unknown, set: string | number | boolean): string | undefined {
  const range = rangeOf(value);
  if (range === undefined || range.start === range.end || !(isScalar(value) || isAlias(value))) return undefined;
  const written = isScalar(value) && typeof set === "string" ? quotedAs(value, set) : String(set);
  return written === undefined ? undefined : splice(text, range, written);
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
): string | undefined {
  const [key, value] = [rangeOf(before.key), rangeOf(before.value)];
  if (key === undefined || value === undefined) return undefined;
  if (map.flow === true) return splice(text, { start: value.end, end: value.end }, `, ${pair}`);
  const indent = text.slice(lineStart(text, key.start), key.start);
  if (indent.trim() !== "") return undefined;
  const end = lineEnd(text, lastLetter(text, value));
  return splice(text, { start: end, end }, `${lineBreakIn(text)}${indent}${pair}`);
}

function withoutPair(text: string, map: YAMLMap, pair: Pair): string | undefined {
  const key = rangeOf(pair.key);
  if (key === undefined) return undefined;
  const end = lastLetter(text, rangeOf(pair.value) ?? key);
  return map.flow === true
    ? withoutFlowPair(text, { start: key.start, end }, map)
    : withoutLines(text, { start: key.start, end });
}

/** Whole lines go; their comments stay, where the key began. */
function withoutLines(text: string, pair: Range): string | undefined {
  const start = lineStart(text, pair.start);
  const indent = text.slice(start, pair.start);
  if (indent.trim() !== "") return undefined;
  const end = lineEnd(text, pair.end);
  const next = /^\r?\n/.exec(text.slice(end))?.[0] ?? "";
  const comments = commentsIn(text, { start, end }).map((comment) => `${indent}${comment}`);
  if (comments.length > 0) return splice(text, { start, end }, comments.join(lineBreakIn(text)));
  // The last line of a file without line break takes the one before it along.
  const before = next === "" ? (/\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0) : 0;
  return splice(text, { start: start - before, end: end + next.length }, "");
}

/** The comma before the pair goes with it, or that after the first. */
function withoutFlowPair(text: string, pair: Range, map: YAMLMap): string | undefined {
  const own = map.items.findIndex(({ key }) => rangeOf(key)?.start === pair.start);
  const [before, after] = [map.items[own - 1], map.items[own + 1]];
  const previous = before && (rangeOf(before.value) ?? rangeOf(before.key));
  const next = after && rangeOf(after.key);
  const range = {
    start: previous?.end ?? pair.start,
    end: previous === undefined ? (next?.start ?? pair.end) : pair.end,
  };
  // A comment within lines of a flow map: what is left of the lines may not be what was meant.
  return commentsIn(text, range).length > 0 ? undefined : splice(text, range, "");
}

function rangeOf(node: unknown): Range | undefined {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
}

/** The end of what is written: collections in block style end with their line break. */
function lastLetter(text: string, { start, end }: Range): number {
  return start + text.slice(start, end).trimEnd().length;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Before the line break, however it is written. */
function lineEnd(text: string, offset: number): number {
  const found = text.slice(offset).search(/\r?\n|$/);
  return offset + found;
}

function lineBreakIn(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

function splice(text: string, { start, end }: Range, put: string): string {
  return text.slice(0, start) + put + text.slice(end);
}

/** The comments of a part of a text: tokens of the parser, for a `#` within a value is none. */
function commentsIn(text: string, { start, end }: Range): string[] {
  return [...new Parser().parse(text)]
    .flatMap(commentTokens)
    .filter(({ offset }) => offset >= start && offset < end)
    .map(({ source }) => source.trimEnd());
}

function commentTokens(token: unknown): { readonly offset: number; readonly source: string }[] {
  if (typeof token !== "object" || token === null) return [];
  if ("type" in token && token.type === "comment" && "offset" in token && "source" in token) {
    return [{ offset: Number(token.offset), source: String(token.source) }];
  }
  return Object.values(token).flatMap(commentTokens);
}
