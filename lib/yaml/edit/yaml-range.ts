import { isAlias, isCollection, isMap, isPair, isScalar, isSeq } from "yaml";
import type { TextRange } from "./text-range";

/** Where a node is written; undefined for what is none. */
export function rangeOf(node: unknown): TextRange | undefined {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
}

/** Where what is written of a node ends: comments and space behind it are not of it. 0 for what is not written. */
export function writtenEnd(text: string, node: unknown): number {
  if (isPair(node)) return Math.max(writtenEnd(text, node.key), writtenEnd(text, node.value));
  if ((isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0)
    return writtenEnd(text, node.items.at(-1));
  const range = rangeOf(node);
  return range === undefined ? 0 : text.slice(0, range.end).trimEnd().length;
}
