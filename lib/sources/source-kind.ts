import { FORMATS } from "./formats/formats";
import { foreignText } from "./foreign-text";
import { SourceNode } from "./source";
import { sourceDocuments } from "./source-documents";

/** What an output of a command is, that stands in the place of a cluster file, and the command that reads it. */
interface SourceKind {
  /** As messages name it: `a ConfigMap`, `the output of aws eks describe-cluster`. */
  readonly name: string;
  readonly reader: "import" | "review" | undefined;
}

/** Recognizes a text that is a source of import, or a plan of Terraform; undefined for anything else. */
export function sourceKind(text: string): SourceKind | undefined {
  const foreign = foreignText(text);
  if (foreign !== undefined) return { name: foreign.name, reader: undefined };
  const [first] = sourceDocuments({ name: "", text }).documents;
  if (first === undefined) return undefined;
  const source = new SourceNode({ file: "", findings: [] }, first);
  if (source.has("format_version")) return { name: "a plan or state of Terraform", reader: "review" };
  const format = FORMATS.find((each) => each.recognizes(source));
  if (format === undefined) return undefined;
  return { name: NAMES[format.name] ?? `the output of ${format.name}`, reader: "import" };
}

const NAMES: Readonly<Record<string, string>> = {
  "kubectl get configmap": "a ConfigMap",
  "the data of aws-auth": "the data of a ConfigMap",
  "eksctl ClusterConfig": "a ClusterConfig of eksctl",
};
