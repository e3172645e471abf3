import { isNodeUsername } from "../../access/effective/node";
import { inventoryFinding } from "../finding/inventory-finding";
import type { PlacedFinding } from "../finding/located-finding";
import { nodeAt, placeOf, printPath, type YamlNode, type YamlPath } from "../../yaml/yaml-node";

/** A key that import leaves without a value where no source tells it, and how it is answered. */
interface Question {
  readonly path: YamlPath;
  readonly asks: string;
  /** What to type. */
  readonly answer: string;
}

const QUESTIONS: readonly Question[] = [
  { path: ["cluster_name"], asks: "the cluster's name in EKS", answer: "write it here, or import with --name NAME" },
  {
    path: ["terraform", "account_id"],
    asks: "the cluster's account, 12 digits in quotes",
    answer:
      "write it here, or import with --account ID; with credentials of that account, `aws sts get-caller-identity --query Account` prints it",
  },
  {
    path: ["terraform", "region"],
    asks: "the cluster's region, such as ap-northeast-2",
    answer: "write it here, or import with --region REGION",
  },
  {
    path: ["overlay", "module"],
    asks: "the block of the root module that makes the cluster",
    answer: "write its name here, `module: eks`; or, for a resource without a module, `cluster: aws_eks_cluster.main`",
  },
  {
    path: ["overlay", "aws_auth_module"],
    asks: "the block of the root module that writes the rows of aws-auth",
    answer: "write its name here, `aws_auth_module: aws_auth`; or `config_map: kubernetes_config_map_v1_data.aws_auth`",
  },
  {
    path: ["aws_auth"],
    asks: "the rows of the ConfigMap aws-auth, which no source of the import had: whom they serve is not known",
    answer:
      "import again with `--update FILE` and the output of `kubectl get configmap -n kube-system aws-auth -o yaml`; delete this key where kube-system has no ConfigMap aws-auth",
  },
];

/** The questions that a file leaves open: keys of which each is asked once, by its own finding. */
export function openQuestions(root: YamlNode): PlacedFinding[] {
  return QUESTIONS.filter(({ path }) => isOpen(root, path)).map(({ path, asks, answer }) => ({
    at: placeOf(root, path),
    finding: inventoryFinding("question-open", printPath(path), {
      message: `open question: ${asks}`,
      help: answer,
    }),
  }));
}

/** Whether the rows of aws-auth are a question: no answer stands for them. */
export function areRowsOpen(root: YamlNode): boolean {
  return isOpen(root, ["aws_auth"]);
}

/** Whether a finding is about a question, which has a finding of its own. */
export function isQuestion(root: YamlNode, path: string): boolean {
  return QUESTIONS.some((question) => printPath(question.path) === path && isOpen(root, question.path));
}

/**
 * The file with any answer to its questions, so that the rest of it can be read and judged: nothing that depends on an
 * answer may be told of it. The account and partition are those of its nodes' roles, else those that most ARNs name.
 */
export function withAnswers(
  root: YamlNode,
  { file, text }: { readonly file: string; readonly text: string },
): YamlNode {
  const nodes = nodeRoles(root);
  const named = nodes === "" ? text : nodes;
  const partition = mostFrequent(named, /\barn:(aws[a-z-]*):iam:/g) ?? "aws";
  const values: readonly (readonly [YamlPath, string])[] = [
    [["cluster_name"], stem(file)],
    [["terraform", "account_id"], mostFrequent(named, /:iam::(\d{12}):/g) ?? "000000000000"],
    [["terraform", "region"], REGIONS[partition] ?? "us-east-1"],
    [["overlay", "module"], "eks"],
    [["overlay", "aws_auth_module"], "aws_auth"],
  ];
  const whole = areRowsOpen(root) ? withoutKey(root, "aws_auth") : root;
  return values.reduce((node, [path, value]) => (isOpen(root, path) ? withValue(node, path, value) : node), whole);
}

function withoutKey(node: YamlNode, key: string): YamlNode {
  if (node.kind !== "map") return node;
  return { ...node, entries: new Map([...node.entries].filter(([name]) => name !== key)) };
}

const REGIONS: Readonly<Record<string, string>> = { "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" };

/** The ARNs of rows of nodes: these have roles of the cluster's own account. */
function nodeRoles(root: YamlNode): string {
  const rows = nodeAt(root, ["aws_auth", "aws_auth_roles"]);
  const texts = (rows?.kind === "list" ? rows.items : []).flatMap((row) => {
    const [arn, username] = [nodeAt(row, ["rolearn"]), nodeAt(row, ["username"])];
    return username?.kind === "scalar" && isNodeUsername(username.source) && arn?.kind === "scalar" ? [arn.source] : [];
  });
  return texts.join("\n");
}

/** A key that stands in the file, and says nothing. */
function isOpen(root: YamlNode, path: YamlPath): boolean {
  const node = nodeAt(root, path);
  return node?.kind === "scalar" && node.value === null;
}

function withValue(node: YamlNode, [key, ...rest]: YamlPath, value: string): YamlNode {
  if (key === undefined) return { kind: "scalar", value, source: value, at: node.at, size: 1 };
  if (node.kind !== "map") return node;
  const entries = [...node.entries].map(([name, entry]) =>
    name === key
      ? ([name, { ...entry, value: withValue(entry.value, rest, value) }] as const)
      : ([name, entry] as const),
  );
  return { ...node, entries: new Map(entries) };
}

function stem(file: string): string {
  const name = (file.split(/[/\\]/).at(-1) ?? file).replace(/\.ya?ml$/i, "");
  return /^[0-9A-Za-z][\w-]{0,99}$/.test(name) ? name : "unnamed";
}

function mostFrequent(text: string, pattern: RegExp): string | undefined {
  const counts = new Map<string, number>();
  for (const [, found = ""] of text.matchAll(pattern)) counts.set(found, (counts.get(found) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
