import { isAlias, isScalar, isSeq, type ParsedNode } from "yaml";
import type { GoProblem } from "./go-yaml-node";
import { lineAt } from "./go-yaml-text";

/** A tab among the white space and indicators with which a line begins. */
const LEADING_TAB = /^ *(?:[-?:](?: +|(?=\t)))*\t/gm;

/**
 * A tab where a row or key may begin is no white space to go-yaml.
 * @see scannerc.go `scan_to_next_token`
 */
export function tabProblem(root: ParsedNode | null, text: string): GoProblem | undefined {
  for (const match of text.matchAll(LEADING_TAB)) {
    const at = match.index + match[0].length - 1;
    const kind = verdict({ ...surroundings(root, at, text), leading: match[0], before: text.slice(0, match.index) });
    if (kind) return { kind, reason: "a tab before a row or key", line: lineAt(text, at) };
  }
  return undefined;
}

/** Between the nodes of a block, in one of its texts, in brackets, in quotes. */
type Surroundings = "block" | "text" | "brackets" | "quotes";

interface Found {
  readonly place: Surroundings;
  /** Column of the innermost list or map in block style, -1 without one. */
  readonly column: number;
}

/** After a text, a tab may stand where the text could go on. */
function verdict(tab: Found & { leading: string; before: string }): GoProblem["kind"] | undefined {
  switch (tab.place) {
    case "quotes":
      return undefined;
    case "block":
      return "invalid";
    case "text":
      return /^ *\t$/.test(tab.leading) && tab.leading.length - 1 <= tab.column ? "invalid" : "unsure";
    case "brackets":
      return /[,[\]{}"']\s*$/.test(tab.before) ? undefined : "unsure";
  }
}

function surroundings(node: ParsedNode | null, at: number, text: string): Found {
  if (node === null || isAlias(node) || at < node.range[0]) return { place: "block", column: -1 };
  if (isScalar(node)) return { place: inScalar(node.type, at < node.range[1]), column: -1 };
  if (node.flow === true && at >= node.range[1]) return { place: "block", column: -1 };
  const children = isSeq(node) ? node.items : node.items.flatMap(({ key, value }) => [key, value]);
  const before = children.findLast((child) => child !== null && child.range[0] <= at);
  const found: Found = before ? surroundings(before, at, text) : { place: "block", column: -1 };
  if (node.flow === true) return { ...found, place: found.place === "quotes" ? "quotes" : "brackets" };
  const own = node.range[0] - (text.lastIndexOf("\n", node.range[0] - 1) + 1);
  return { ...found, column: Math.max(own, found.column) };
}

/** A text that is not quoted reaches to the next token, and white space belongs to it. */
function inScalar(type: string | null | undefined, inside: boolean): Surroundings {
  if (type !== "QUOTE_DOUBLE" && type !== "QUOTE_SINGLE") return "text";
  return inside ? "quotes" : "block";
}
