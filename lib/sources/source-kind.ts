import { FORMATS } from "./formats/formats";
import { foreignObject } from "./foreign-object";
import { foreignText } from "./foreign-text";
import { SourceNode } from "./source";
import { sourceDocuments } from "./source-documents";

/** What an output of a command is, that stands in the place of a cluster file, and the command that reads it. */
export interface SourceKind {
  /** As messages name it: `a ConfigMap`, `the output of aws eks describe-cluster`. */
  readonly name: string;
  readonly reader: "import" | "review" | undefined;
  /** What to type instead, where no command reads it. */
  readonly help?: string;
}

/** Recognizes a text that is a source of import, or a plan of Terraform; undefined for anything else. */
export function sourceKind(text: string): SourceKind | undefined {
  const foreign = foreignText(text);
  if (foreign !== undefined) return { ...foreign, reader: undefined };
  const [first] = sourceDocuments({ name: "", text }).documents;
  if (first === undefined) return undefined;
  const source = new SourceNode({ file: "", findings: [] }, first);
  if (source.has("format_version")) return { name: "a plan or state of Terraform", reader: "review" };
  if (OF_CLUSTER_FILES.some((key) => source.has(key))) return undefined;
  const other = foreignObject(source);
  if (other !== undefined) return { ...other, reader: undefined };
  if (source.has("terraform_version")) return { name: "a state of Terraform", reader: "import" };
  const format = FORMATS.find((each) => each.recognizes(source));
  if (format === undefined) return undefined;
  return { name: NAMES[format.name] ?? `the output of ${format.name}`, reader: "import" };
}

/** Keys that a cluster file has and no output of a command: `addons` of module v21 is the name of a list of AWS too. */
const OF_CLUSTER_FILES = ["cluster_name", "access_entries", "migration", "render", "terraform"] as const;

const NAMES: Readonly<Record<string, string>> = {
  "kubectl get configmap": "a ConfigMap",
  "the data of aws-auth": "the data of a ConfigMap",
  "eksctl ClusterConfig": "a ClusterConfig of eksctl",
};
