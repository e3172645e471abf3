import type { Scalar } from "yaml";
import type { GoProblem } from "./go-yaml-node";

/** A problem before anybody knows its line. */
export type Fault = Omit<GoProblem, "line">;

/** The scalar's text as go-yaml has it: a block scalar that ends with the text ends without a line break. */
export function goScalarText(node: Scalar.Parsed): string {
  const text = typeof node.value === "string" ? node.value : node.source;
  return isBlock(node) && !sourceOf(node).endsWith("\n") ? text.replace(/\n$/, "") : text;
}

/** Where go-yaml would not read this scalar as package yaml does. */
export function scalarProblem(node: Scalar.Parsed, inFlow: boolean, text: string): Fault | undefined {
  if (inFlow && node.tag !== undefined && /![\w!<>:./+-]*[^\s\w!<>:./+-]/.test(text)) {
    return { kind: "unsure", reason: "a tag in brackets without white space after it" };
  }
  if (node.type === "QUOTE_SINGLE" && !/^'(?:[^']|'')*'$/.test(sourceOf(node))) return OPEN_QUOTE;
  if (node.type === "QUOTE_DOUBLE") return escapeFault(sourceOf(node));
  if (isBlock(node)) return blankFault(node, text);
  return inFlow && node.type === "PLAIN" ? flowFault(node, text) : undefined;
}

/** Package yaml takes the second of two quotes, and one after a backslash, for the end if nothing follows. */
const OPEN_QUOTE: Fault = { kind: "invalid", reason: "a quote that is not closed" };

/** `\/` is unknown to go-yaml, and so are halves of characters, which JSON writes as two escapes. */
function escapeFault(source: string): Fault | undefined {
  if (!/^"(?:[^"\\]|\\[^])*"$/.test(source)) return OPEN_QUOTE;
  if (/\\\n\s*\n/.test(source)) return { kind: "unsure", reason: "an escaped line break before an empty line" };
  const escapes: readonly string[] = source.match(/\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g) ?? [];
  const unknown = escapes.find((escape) => escape === "\\/" || /^\\(?:u|U0000)[dD][89a-fA-F]/.test(escape));
  return unknown === undefined
    ? undefined
    : { kind: "invalid", reason: `an escape that go-yaml does not know, got \`${unknown}\`` };
}

/** Where the header says how far to indent, lines of nothing but spaces may be text to go-yaml, at the end above all. */
function blankFault({ srcToken, range }: Scalar.Parsed, text: string): Fault | undefined {
  if (srcToken?.type !== "block-scalar") return undefined;
  if (/(?:^|\n) +$/.test(srcToken.source)) return SPACES;
  const width = /"source":"[|>][-+]?([0-9])/.exec(JSON.stringify(srcToken.props[0]))?.[1];
  if (width === undefined) return undefined;
  if (/^(?: *\n)*? +(?:\n|$)/.test(text.slice(range[1]))) return SPACES;
  const longest = Math.max(...srcToken.source.split("\n").map((line) => line.length));
  return srcToken.source.trim() === "" && longest > srcToken.indent + Number(width) ? SPACES : undefined;
}

const SPACES: Fault = { kind: "unsure", reason: "a block with lines of nothing but spaces" };

/** In brackets, go-yaml ends a text at `?`, never at a colon that touches the next character, and begins none with one. */
function flowFault({ source, range }: Scalar.Parsed, text: string): Fault | undefined {
  if (source.includes("?")) return { kind: "unsure", reason: "a question mark in brackets" };
  if (source.startsWith(":"))
    return { kind: text.includes("?") ? "unsure" : "invalid", reason: "a colon without a key" };
  const touching = /^\s*:[,[\]{}]/.test(text.slice(range[1]));
  return touching ? { kind: "unsure", reason: "a colon that touches what follows" } : undefined;
}

function isBlock({ type }: Scalar.Parsed): boolean {
  return type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
}

function sourceOf({ srcToken }: Scalar.Parsed): string {
  return srcToken && "source" in srcToken ? srcToken.source : "";
}
