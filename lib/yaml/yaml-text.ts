import { Composer, type Document, LineCounter, type ParsedNode, Parser, type YAMLError } from "yaml";
import type { Finding } from "../access/finding";
import { inventoryFinding as finding } from "../inventory/inventory-finding";
import type { FilePlace } from "../inventory/located-finding";
import { isNestedDeeper } from "./yaml-nesting";

/** A finding and its place in one file. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly at: FilePlace;
}

/** The one document of a text, or why there is none. */
export type YamlText =
  | {
      readonly document: Document.Parsed;
      readonly contents: ParsedNode;
      readonly placeAt: (offset: number) => FilePlace;
    }
  | { readonly problem: PlacedFinding };

/** How deep values may be nested: the deepest of a cluster file is 6. Thousands end the process within package yaml. */
export const DEEPEST_NESTING = 50;

/** Package yaml repeats what it could not read. */
const LONGEST_MESSAGE = 160;

const START: FilePlace = { line: 1, column: 1 };

/** Reads one YAML 1.2 document. Of what is wrong with the text only the first is told: the rest follows from it. */
export function readYamlText(text: string): YamlText {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isNestedDeeper(tokens, DEEPEST_NESTING)) return { problem: nesting() };
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, strict: true });
  const documents = [...composer.compose(tokens, true, text.length)];
  const placeAt = (offset: number): FilePlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [document, second] = documents;
  if (document === undefined) return { problem: empty() };
  const error = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])[0];
  if (error !== undefined) return { problem: { finding: unreadable(error), at: placeAt(error.pos[0]) } };
  if (second !== undefined) return { problem: { finding: several(documents.length), at: placeAt(second.range[0]) } };
  const { explicit, version } = document.directives.yaml;
  if (explicit && version !== "1.2") return { problem: { finding: anotherYaml(version), at: START } };
  const { contents } = document;
  return contents === null || isNothing(contents) ? { problem: empty() } : { document, contents, placeAt };
}

function isNothing(contents: ParsedNode): boolean {
  return "value" in contents && contents.value === null;
}

function unreadable({ code, message }: YAMLError): Finding {
  if (code === "TAB_AS_INDENT") {
    return finding("yaml-tab", "", {
      message: "a tab as indentation, expected spaces, got `\\t`",
      help: "indent by two spaces",
    });
  }
  if (code === "TAG_RESOLVE_FAILED") {
    const tag = message.replace(/^Unresolved tag: /, "");
    return finding("yaml-tag", "", { message: `unknown tag, expected none, got \`${tag}\``, help: "delete the tag" });
  }
  const line = message.replace(/\s+/g, " ").slice(0, LONGEST_MESSAGE);
  return finding("yaml-syntax", "", {
    message: `no YAML: ${line.slice(0, 1).toLowerCase()}${line.slice(1)}`,
    help: "what follows in the file was not read: more may be wrong there",
  });
}

function several(count: number): Finding {
  return finding("yaml-documents", "", {
    message: `several documents, expected one, got \`${count}\``,
    help: "write one file per cluster, named as the cluster",
  });
}

function anotherYaml(version: string): Finding {
  return finding("yaml-version", "", {
    message: `another YAML, expected 1.2, got \`${version}\``,
    help: "delete the line %YAML; `yes`, `on` and `012` mean other things there",
  });
}

function nesting(): PlacedFinding {
  const message = `nested too deep, expected at most ${DEEPEST_NESTING} levels`;
  return { finding: finding("yaml-nesting", "", { message }), at: START };
}

function empty(): PlacedFinding {
  const help = "write at least cluster_name and terraform.region, or delete the file";
  return { finding: finding("file-empty", "", { message: "says nothing, expected a cluster", help }), at: START };
}
