import { isSeq, type ParsedNode, type YAMLParseError } from "yaml";

/** What to make of a text that package yaml finds fault with. */
export type FaultOutcome =
  /** go-yaml refuses it as well. */
  | "invalid"
  | "unsure"
  /** go-yaml reads the list that ends before this offset and never gets to what follows. */
  | { readonly readUpTo: number }
  /** The same to go-yaml, and one fault less to package yaml. */
  | { readonly rewritten: string };

/** Faults at which go-yaml was never seen to go on. What is named nowhere here is `unsure`. */
const FATAL = [
  "ALIAS_PROPS",
  "BAD_ALIAS",
  "BAD_INDENT All ",
  "BAD_INDENT Block scalar",
  "BAD_SCALAR_START",
  "BLOCK_AS_IMPLICIT_KEY",
  "MISSING_CHAR Block collection cannot start on same line",
  "MISSING_CHAR Block scalars with more-indented",
  "MISSING_CHAR Flow map must end",
  "MISSING_CHAR Flow sequence must end",
  "MISSING_CHAR Implicit map keys",
  "MISSING_CHAR Missing , ",
  "MISSING_CHAR Sequence item without",
  "MULTILINE_IMPLICIT_KEY Implicit keys need",
  "MULTIPLE_ANCHORS",
  "TAB_AS_INDENT",
  "UNEXPECTED_TOKEN Unexpected , in flow",
  "UNEXPECTED_TOKEN Unexpected block-seq-ind on same line with key",
];

/** The part of an error that counts. */
export type ParseError = Pick<YAMLParseError, "code" | "message" | "pos">;

/**
 * What package yaml may read wrongly without a word: a question mark in brackets, a tag that no white space follows (to
 * go-yaml, commas and brackets belong to it).
 */
const HAZARD = /[[{,]\s*\?|\w\?\S|![\w!<>:./+-]*[^\s\w!<>:./+-]/;

/** Judges by the first fault in the text: up to it, both readers see the same. */
export function judgeErrors(root: ParsedNode | null, error: ParseError, text: string): FaultOutcome {
  const fault = `${error.code} ${error.message}`;
  const [at] = error.pos;
  if (HAZARD.test(text) || isLeftToGo(fault, at, text)) return "unsure";
  if (/Missing closing|in block collection must be sufficiently indented/.test(fault)) return indentLine(at, text);
  if (/ (?:at node end|in YAML stream|in YAML document)\b/.test(fault)) return afterRoot(root, at, text);
  if (error.code === "BLOCK_IN_FLOW") return loneDash(at, text);
  if (error.code === "BAD_DQ_ESCAPE") return text.startsWith("\\'", at) ? "unsure" : "invalid";
  return FATAL.some((start) => fault.startsWith(start)) ? "invalid" : "unsure";
}

/**
 * A block scalar may stand in any column, a list in brackets that package yaml takes for a key may be all that go-yaml
 * reads, and question marks in brackets follow rules of their own.
 */
function isLeftToGo(fault: string, at: number, text: string): boolean {
  if (/[|>]/.test(text.charAt(at))) return !fault.startsWith("BAD_SCALAR_START");
  if (/^(?:MULTILINE_IMPLICIT_KEY|MISSING_CHAR Implicit)/.test(fault) && text.startsWith("[", at)) return true;
  return fault.startsWith("MISSING_CHAR Missing , ") && text.includes("?");
}

/** Inside quotes and brackets, go-yaml does not look at indentation: give the line as much as package yaml wants. */
function indentLine(at: number, text: string): FaultOutcome {
  const own = at - columnOf(text, at);
  const start = text[at] !== "\n" && text.slice(own, at).trim() === "" ? own : text.indexOf("\n", at) + 1;
  if (start === 0 || text.slice(start).trim() === "") return "invalid";
  if (/^(?:---|\.\.\.|%)/.test(text.slice(start))) return "unsure";
  return { rewritten: `${text.slice(0, start)}${" ".repeat(80)}${text.slice(start)}` };
}

/** A dash before a comma or bracket is a text to go-yaml, as if it were quoted; before white space it is an error. */
function loneDash(at: number, text: string): FaultOutcome {
  const dash = /^-([,\]}\s])/.exec(text.slice(at, at + 2));
  if (!dash?.[1]) return "unsure";
  return dash[1].trim() === "" ? "invalid" : { rewritten: `${text.slice(0, at)}"-"${text.slice(at + 1)}` };
}

/** What the scanner takes for one token without reading on: `- `, a key and its colon, or nothing but plain words. */
const HARMLESS = /^(?:-\s|\w[^#\n\t]*?:(?:\s|$)|'[^'\n]*':(?:\s|$)|"[^"\\\n]*":(?:\s|$)|[\w :./\n-]*$)/;

/** A list that is itself indented ends where a line is not, and go-yaml's first document ends with it. */
function afterRoot(root: ParsedNode | null, at: number, text: string): FaultOutcome {
  if (!isSeq(root)) return "invalid";
  const marker = text.slice(root.range[1], at).search(/^(?:---|\.\.\.)(?:\s|$)/m);
  if (marker !== -1) return { readUpTo: root.range[1] + marker };
  const column = columnOf(text, root.range[0]);
  if (root.flow !== true && (column === 0 || columnOf(text, at) >= column)) return "invalid";
  const start = at - columnOf(text, at);
  const startsLine = text.slice(start, at).trim() === "" && start >= root.range[1];
  return startsLine && HARMLESS.test(text.slice(at)) ? { readUpTo: at } : "unsure";
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}
