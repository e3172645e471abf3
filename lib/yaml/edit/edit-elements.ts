import { type Document, isCollection, isMap, isScalar, type YAMLMap, type YAMLSeq } from "yaml";
import { indented } from "../lines";
import { lineBreakIn, lineEnd, lineStart, splice } from "./text-range";
import type { AddElements, Edited, FillIn, OpenText } from "./yaml-edit";
import type { YamlPath } from "../yaml-node";
import { rangeOf, writtenEnd } from "./yaml-range";

type Collection = YAMLMap | YAMLSeq;

/** A text with elements at the end of a list or map. */
export function added(open: OpenText, { path, block, flow }: Omit<AddElements, "kind">): Edited {
  const node = nodeAt(open.document, path);
  if (isCollection(node) && node.items.length > 0) {
    return node.flow === true ? intoFlow(open.text, node, flow) : intoBlock(open.text, node, block);
  }
  if (isCollection(node) || (isScalar(node) && node.value === null)) return inPlaceOf(open, path, block);
  if (node !== undefined) return { why: "an alias or a single value stands there" };
  return added(open, { path: path.slice(0, -1), block: [`${String(path.at(-1))}:`, ...indented(block)] });
}

/** A text with a value behind a key that had none; a key that is not there is made. */
export function withFilledAnswers(open: OpenText, { path, value }: Omit<FillIn, "kind">): Edited {
  const node = nodeAt(open.document, path);
  if (node === undefined) return added(open, { path: path.slice(0, -1), block: [`${String(path.at(-1))}: ${value}`] });
  if (!isScalar(node) || node.value !== null) return { why: "a value stands there" };
  const colon = afterKey(open, path);
  if (colon === undefined) return { why: "its key cannot be found" };
  return { text: splice(open.text, { start: colon, end: colon }, ` ${value}`) };
}

/** Aliases are not followed: what is added would be added wherever else the same value stands. */
function nodeAt(document: Document.Parsed, path: YamlPath): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function intoBlock(text: string, node: Collection, block: readonly string[]): Edited {
  const at = lineEnd(text, writtenEnd(text, node));
  return { text: splice(text, { start: at, end: at }, linesOf(text, block, columnOf(text, node))) };
}

function intoFlow(text: string, node: Collection, flow: readonly string[] | undefined): Edited {
  const end = writtenEnd(text, node.items.at(-1));
  if (flow === undefined || end === 0) return { why: "it is written in braces, expected one element a line" };
  return { text: splice(text, { start: end, end }, flow.map((element) => `, ${element}`).join("")) };
}

/** `[]`, `{}` or nothing becomes a block below the key; a comment behind it stays. */
function inPlaceOf(open: OpenText, path: YamlPath, block: readonly string[]): Edited {
  const { text, document } = open;
  const [colon, parent] = [afterKey(open, path), nodeAt(document, path.slice(0, -1))];
  if (colon === undefined || !isMap(parent) || parent.flow === true) {
    return { why: "it stands in braces, expected one element a line" };
  }
  const old = rangeOf(nodeAt(document, path));
  // Where nothing is written, package yaml puts it behind the space before a comment.
  const end = old === undefined || old.start === old.end ? colon : old.end;
  const at = lineEnd(text, end);
  const put = text.slice(end, at) + linesOf(text, block, columnOf(text, parent) + 2);
  return { text: splice(text, { start: colon, end: at }, put) };
}

/** Behind the colon of the key at a path. */
function afterKey({ text, document }: OpenText, path: YamlPath): number | undefined {
  const parent = nodeAt(document, path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
  const end = rangeOf(pair?.key)?.end;
  return end === undefined ? undefined : text.indexOf(":", end) + 1;
}

function columnOf(text: string, node: Collection): number {
  const start = rangeOf(node)?.start ?? 0;
  return start - lineStart(text, start);
}

function linesOf(text: string, block: readonly string[], indent: number): string {
  const newline = lineBreakIn(text);
  return indented(block, indent)
    .map((line) => newline + line)
    .join("");
}
