import type { LocatedFinding } from "../inventory/finding/located-finding";
import type { FilePlace } from "../yaml/file-place";
import type { YamlNode } from "../yaml/yaml-node";
import { parseYamlTree } from "../yaml/yaml-tree";
import { foreignText } from "./foreign-text";
import { parseJsonStream } from "./json-stream";
import { foundAt } from "./source";

/** A text that somebody took from a live cluster. */
export interface SourceText {
  /** How findings name it: `aws-auth.yaml`, `standard input`. */
  readonly name: string;
  readonly text: string;
}

/** The values of a source: JSON values that follow each other, or YAML documents. */
interface SourceDocuments {
  readonly documents: readonly YamlNode[];
  readonly findings: readonly LocatedFinding[];
}

const START: FilePlace = { line: 1, column: 1 };

/** Takes a source apart: what begins with a brace or bracket is JSON, anything else is YAML. */
export function sourceDocuments({ name, text }: SourceText): SourceDocuments {
  const content = text.replace(/^\uFEFF/, "");
  const foreign = foreignText(content);
  if (foreign !== undefined) return { documents: [], findings: [foreignFinding(name, foreign)] };
  const read = /^\s*[{[]/.test(content) ? jsonDocuments(name, content) : yamlDocuments(name, content);
  if (read.documents.length > 0 || read.findings.length > 0) return read;
  const message = "the file is empty, expected the output of kubectl, eksctl or aws";
  const help = `run the command again whose output this file is to hold, as in \`eks-access collect --cluster NAME > ${name}\`; where it fails each time, leave this file out, and \`eks-access import\` says what is not known`;
  return {
    documents: [],
    findings: [foundAt("import-source-empty", { file: name, path: "", ...START }, { message, help })],
  };
}

function foreignFinding(file: string, { name, help }: NonNullable<ReturnType<typeof foreignText>>): LocatedFinding {
  const message = `${name}, expected JSON or YAML`;
  return foundAt("import-source-unknown", { file, path: "", ...START }, { message, help });
}

/** A flow mapping of YAML begins with a brace too. */
function jsonDocuments(name: string, text: string): SourceDocuments {
  const read = parseJsonStream(text);
  if ("values" in read) return { documents: read.values, findings: [] };
  const asYaml = yamlDocuments(name, text);
  if (asYaml.findings.length === 0) return asYaml;
  return { documents: [], findings: [unreadable(name, read.problem, read.at)] };
}

/** A line of three dashes begins a document wherever it stands: text in blocks is indented. */
function yamlDocuments(name: string, text: string): SourceDocuments {
  const parts = text.split(/^(?=---(?:\s|$))/m);
  const documents: YamlNode[] = [];
  const findings: LocatedFinding[] = [];
  let line = 0;
  for (const part of parts) {
    if (!isBlank(part)) {
      const { root, problems } = parseYamlTree("\n".repeat(line) + part);
      if (root !== undefined && problems.length === 0) documents.push(root);
      findings.push(...problems.map(({ message, at }) => unreadable(name, message, at)));
    }
    line += part.split("\n").length - 1;
  }
  return { documents, findings };
}

/** Nothing but marks and comments. */
function isBlank(part: string): boolean {
  return (
    part
      .replace(/^(?:---|\.\.\.)(?=\s|$)/gm, "")
      .replace(/^\s*#.*$/gm, "")
      .trim() === ""
  );
}

function unreadable(file: string, reason: string, at: FilePlace): LocatedFinding {
  const help = `nothing of this file was read: run the command again whose output it is to hold, \`COMMAND > ${file}\`, and change nothing in it`;
  return foundAt("import-source-unreadable", { file, path: "", ...at }, { message: reason, help });
}
