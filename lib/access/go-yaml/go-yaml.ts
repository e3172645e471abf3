import { Composer, LineCounter, Parser, type Document } from "yaml";
import { judgeErrors, type ParseError } from "./go-yaml-errors";
import type { GoNode, GoProblem } from "./go-yaml-node";
import { tabProblem } from "./go-yaml-tabs";
import { lineAt, textProblem, TOO_DEEP } from "./go-yaml-text";
import { readTree } from "./go-yaml-tree";

/** The first document of a text as go-yaml parses it: a tree, nothing at all, or why there is none. */
export type GoDocument =
  | {
      readonly root: GoNode;
      /** Line from which on nobody reads. */
      readonly ignoredFrom: number | undefined;
    }
  | { readonly root?: undefined; readonly problem?: GoProblem; readonly ignoredFrom?: undefined };

const OPTIONS = {
  schema: "failsafe",
  version: "1.1",
  uniqueKeys: false,
  strict: false,
  keepSourceTokens: true,
  logLevel: "silent",
  merge: false,
  resolveKnownTags: false,
} as const;

/** How often a text is rewritten before we give up. */
const PATIENCE = 40;

/**
 * Parses as `gopkg.in/yaml.v2` v2.4.0 does: by package yaml, as far as the two are known to agree.
 * @see docs/adr; each difference stands in go-yaml-text, go-yaml-errors, go-yaml-tree, go-yaml-tabs
 */
export function parseGoYaml(source: string): GoDocument {
  const text = source.replaceAll("\r\n", "\n").replace(/^\uFEFF/, "");
  const problem = textProblem(text);
  if (problem) return { problem };
  try {
    return parseText(text, PATIENCE);
  } catch {
    return { problem: { kind: "unsure", reason: TOO_DEEP, line: 1 } };
  }
}

function parseText(text: string, patience: number): GoDocument {
  const lines = new LineCounter();
  const document = firstDocument(text, lines);
  if (document === undefined) return {};
  const [error] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (error === undefined) return readDocument(document, text, lines);
  const verdict = judgeErrors(document.contents, error, text);
  if (typeof verdict === "string") return { problem: problemOf(verdict, error, text) };
  if ("readUpTo" in verdict) {
    const read = readDocument(document, text.slice(0, verdict.readUpTo), lines);
    return read.root ? { ...read, ignoredFrom: lineAt(text, verdict.readUpTo) } : read;
  }
  return patience > 0 ? parseText(verdict.rewritten, patience - 1) : { problem: problemOf("unsure", error, text) };
}

function problemOf(kind: GoProblem["kind"], { code, message, pos }: ParseError, text: string): GoProblem {
  if (code === "RESOURCE_EXHAUSTION") return { kind, reason: TOO_DEEP, line: lineAt(text, pos[0]) };
  const reason = `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(/\s+/g, " ").replaceAll("`", "'");
  return { kind, reason, line: lineAt(text, pos[0]) };
}

function firstDocument(text: string, lines: LineCounter): Document.Parsed | undefined {
  const tokens = new Parser(lines.addNewLine).parse(text);
  for (const document of new Composer(OPTIONS).compose(tokens)) return document;
  return undefined;
}

/** The first document of a text without faults, and where another one begins. */
function readDocument({ contents }: Document.Parsed, text: string, lines: LineCounter): GoDocument {
  const from = contents?.range[1] ?? 0;
  const next = text.slice(from).search(/^(?:---|\.\.\.)(?:\s|$)/m);
  const first = next === -1 ? text : text.slice(0, from + next);
  const tab = tabProblem(contents, first);
  if (tab) return { problem: tab };
  const { root, problem } = readTree(contents, text, lines);
  if (problem) return { problem };
  const more = text.slice(first.length).replace(/#.*|^(?:---|\.\.\.)/gm, "");
  return { root, ignoredFrom: more.trim() === "" ? undefined : lineAt(text, first.length) };
}
