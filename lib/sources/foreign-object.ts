import { RBAC_KINDS } from "../access/rbac/rbac";
import { shorten } from "../finding/shorten";
import type { ForeignText } from "./foreign-text";
import type { SourceNode } from "./source";

interface Shape {
  readonly recognizes: (source: SourceNode) => boolean;
  readonly named: (source: SourceNode) => ForeignText;
}

const KUBECTL = "`kubectl get configmap -n kube-system aws-auth -o yaml`";
const RBAC = "`kubectl get clusterroles,clusterrolebindings,roles,rolebindings --all-namespaces -o json`";
const ENTRIES =
  "`aws eks list-access-entries --cluster-name NAME`, and for each principal `aws eks describe-access-entry` and `aws eks list-associated-access-policies`";

/** JSON and YAML that people have at hand and that is not read; what each of them lacks cannot be guessed. */
const SHAPES: readonly Shape[] = [
  {
    recognizes: (source) => isListOf(source, "principalARN"),
    named: () => ({
      name: "the output of `eksctl get accessentry`",
      help: `type ${ENTRIES}: eksctl leaves types and usernames out`,
    }),
  },
  {
    recognizes: (source) => contentOf(source).length > 0,
    named: ofKubernetes,
  },
  {
    recognizes: (source) => source.has("AWSTemplateFormatVersion"),
    named: () => ({
      name: "a template of CloudFormation",
      help: `type what is live: ${KUBECTL}, \`aws eks describe-cluster --name NAME\``,
    }),
  },
  {
    recognizes: (source) => ["UserId", "Account", "Arn"].every((key) => source.has(key)),
    named: () => ({
      name: "the output of aws sts get-caller-identity",
      help: "leave it out: `--account ID` names the account",
    }),
  },
  {
    recognizes: (source) => source.has("clusters") && source.keys.length <= 2,
    named: () => ({
      name: "the output of aws eks list-clusters",
      help: "type `aws eks describe-cluster --name NAME` for one of them",
    }),
  },
  {
    recognizes: (source) => source.has("@level") && source.has("@message"),
    named: () => ({
      name: "the log of `terraform plan -json`",
      help: "type `terraform show -json` for what is live, and `terraform show -json PLAN` for a plan",
    }),
  },
];

/** What a document is that no format reads; undefined where nobody knows it. */
export function foreignObject(source: SourceNode): ForeignText | undefined {
  return SHAPES.find(({ recognizes }) => recognizes(source))?.named(source);
}

function isListOf(source: SourceNode, key: string): boolean {
  if (source.node.kind !== "list" || source.node.items.length === 0) return false;
  return source.items().every((item) => item.has(key));
}

/** Kinds of the objects of Kubernetes in a document, where none of them is a ConfigMap. */
function contentOf(source: SourceNode): readonly string[] {
  const kind = source.plainText("kind");
  if (kind === undefined || source.plainText("apiVersion") === undefined) return [];
  const isList = kind === "List" && source.child("items")?.node.kind === "list";
  const kinds = isList
    ? source
        .child("items")
        ?.items()
        .map((item) => item.plainText("kind") ?? "")
    : [kind];
  const all = [...new Set(kinds)].filter((one) => one !== "");
  return all.includes("ConfigMap") || all.includes("ConfigMapList") || all.includes("ClusterConfig") ? [] : all;
}

function ofKubernetes(source: SourceNode): ForeignText {
  const kinds = contentOf(source);
  const isList = source.plainText("kind") === "List";
  const what = isList ? kinds.slice(0, 3).join(", ") : `${kinds[0] ?? ""} of ${source.plainText("apiVersion") ?? ""}`;
  const name = `a ${isList ? "List of " : ""}${shorten(what, 80).replaceAll("`", "'")}`;
  const isRbac = kinds.some((kind) => RBAC_KINDS.some((one) => one === kind.replace(/List$/, "")));
  const rbac = `give roles and bindings beside a cluster file: \`eks-access explain CLUSTER.yaml --rbac FILE\`, FILE by ${RBAC}`;
  return { name, help: isRbac ? rbac : `type ${KUBECTL} for aws-auth, ${RBAC} for roles and bindings` };
}
