import { Composer, type Document, LineCounter, type ParsedNode, Parser, type YAMLError } from "yaml";
import type { FilePlace } from "./file-place";
import { syntaxAdvice } from "./syntax-advice";
import { DEEPEST_NESTING, isNestedDeeper } from "./yaml-nesting";
import type { YamlProblem } from "./yaml-problem";

/** The one document of a text, or why there is none. */
type YamlText =
  | {
      readonly document: Document.Parsed;
      readonly contents: ParsedNode;
      readonly placeAt: (offset: number) => FilePlace;
    }
  | { readonly problem: YamlProblem };

/** Package yaml repeats what it could not read. */
const LONGEST_MESSAGE = 160;

const START: FilePlace = { line: 1, column: 1 };

const NESTING: YamlProblem = {
  fault: "nesting",
  at: START,
  message: `nested too deep, expected at most ${DEEPEST_NESTING} levels`,
  help: "write the value in fewer levels: brackets or indentation that nobody meant?",
};
const EMPTY: YamlProblem = { fault: "empty", at: START, message: "is empty, expected a value" };

/** Reads one YAML 1.2 document. Of what is wrong with the text only the first is told: the rest follows from it. */
export function readYamlText(text: string): YamlText {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isNestedDeeper(tokens, DEEPEST_NESTING)) return { problem: NESTING };
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, strict: true });
  const documents = [...composer.compose(tokens, true, text.length)];
  const placeAt = (offset: number): FilePlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [document, second] = documents;
  if (document === undefined) return { problem: EMPTY };
  const error = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])[0];
  if (error !== undefined) return { problem: unreadable(error, placeAt(error.pos[0])) };
  if (second !== undefined) return { problem: several(documents.length, placeAt(second.range[0])) };
  const { explicit, version } = document.directives.yaml;
  if (explicit && version !== "1.2") return { problem: anotherYaml(version) };
  const { contents } = document;
  return contents === null || isNothing(contents) ? { problem: EMPTY } : { document, contents, placeAt };
}

function isNothing(contents: ParsedNode): boolean {
  return "value" in contents && contents.value === null;
}

function unreadable({ code, message }: YAMLError, at: FilePlace): YamlProblem {
  if (code === "TAB_AS_INDENT") {
    const tab = "a tab as indentation, expected spaces, got `\\t`";
    return { fault: "tab", at, message: tab, help: "indent by two spaces" };
  }
  if (code === "TAG_RESOLVE_FAILED") {
    const tag = message.replace(/^Unresolved tag: /, "");
    return { fault: "tag", at, message: `unknown tag, expected none, got \`${tag}\``, help: "delete the tag" };
  }
  const line = message.replace(/\s+/g, " ").slice(0, LONGEST_MESSAGE);
  return {
    fault: "syntax",
    at,
    message: `not valid YAML: ${line.slice(0, 1).toLowerCase()}${line.slice(1)}`,
    help: syntaxAdvice(code),
  };
}

function several(count: number, at: FilePlace): YamlProblem {
  return { fault: "documents", at, message: `several documents, expected one, got \`${count}\`` };
}

function anotherYaml(version: string): YamlProblem {
  return {
    fault: "version",
    at: START,
    message: `another version of YAML, expected 1.2, got \`${version}\``,
    help: "delete the line %YAML: in YAML 1.1 `yes`, `on` and `012` are other values than in 1.2",
  };
}
