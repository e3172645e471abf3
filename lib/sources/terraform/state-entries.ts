import { defaultUserName } from "../../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS, ACCESS_ENTRY_TYPES } from "../../access/access-entry/access-entry-type";
import { arnsOf } from "../../access/principal/arn-list";
import type { DescribedEntry, DescribedPolicy, Facts } from "../facts";
import { entryTypeOf } from "../formats/entry-fields";
import type { SourceNode, Sourced } from "../source";
import { isReadable } from "./sensitive-values";
import type { StateResource } from "./state-resource";

/** The key under which the module keeps the entry of whoever runs Terraform. */
const CREATOR = "cluster_creator";

/** Access entries with their policies, and which of them the file may declare. */
export function entryFacts(own: readonly StateResource[], facts: Facts): void {
  const clusterTags = tagsOf(own.find(({ type, mode }) => type === "aws_eks_cluster" && mode === "managed")?.values);
  const calls = own
    .filter(({ type, module }) => type === "aws_eks_cluster" && module !== "")
    .map(({ module }) => module);
  const entries = own.filter(
    (resource) =>
      resource.type === "aws_eks_access_entry" && isReadable(resource, attributesOf(resource), HIDDEN_ENTRY),
  );
  const associations = own.filter(
    (resource) =>
      resource.type === "aws_eks_access_policy_association" &&
      isReadable(resource, OF_ASSOCIATIONS, HIDDEN_ASSOCIATION),
  );
  for (const resource of entries) {
    const isCreator = resource.key === CREATOR;
    const isModules = calls.includes(resource.module) && resource.name === "this" && resource.key !== undefined;
    const told = entryOf(resource, { clusterTags, isDeclared: isModules && !isCreator });
    if (told === undefined) continue;
    facts.clusterNames.push(...(resource.values.child("cluster_name")?.sourced() ?? []));
    facts.entries.push(told);
    if (isModules && isCreator) facts.creators.push({ value: told.value.principalArn, at: told.at });
    facts.policies.push({ value: policiesOf(told.value.principalArn, associations), at: told.at });
  }
}

const HIDDEN_ENTRY =
  "add the outputs of `aws eks list-access-entries` and `aws eks describe-access-entry`, or take `sensitive` off and apply";
const HIDDEN_ASSOCIATION =
  "add the output of `aws eks list-associated-access-policies` with its entry, or take `sensitive` off and apply";
const OF_ASSOCIATIONS = ["principal_arn", "policy_arn", "access_scope"];

/** What goes into the file: entries of nodes have no groups and no name of their own, and tags may be none. */
function attributesOf({ values }: StateResource): readonly string[] {
  const type = ACCESS_ENTRY_TYPES.find((each) => each === values.plainText("type")) ?? "STANDARD";
  const { identity } = ACCESS_ENTRY_TYPE_FACTS[type];
  return [
    "principal_arn",
    "type",
    ...(identity ? ["kubernetes_groups", "user_name"] : []),
    ...(values.child("tags") === undefined ? [] : ["tags"]),
  ];
}

interface Beside {
  readonly clusterTags: Readonly<Record<string, string>>;
  /** Whether the module's `access_entries` makes it. */
  readonly isDeclared: boolean;
}

function entryOf(
  { values, address, key }: StateResource,
  { clusterTags, isDeclared }: Beside,
): Sourced<DescribedEntry> | undefined {
  const principalArn = values.required("principal_arn")?.text();
  const type = entryTypeOf(values.child("type"));
  if (principalArn === undefined || type === undefined) return undefined;
  const { identity } = ACCESS_ENTRY_TYPE_FACTS[type];
  const userName = userNameOf(values, principalArn);
  const made = Date.parse(values.child("created_at")?.text() ?? "");
  const value: DescribedEntry = {
    principalArn,
    type,
    groups: identity ? (values.child("kubernetes_groups")?.texts() ?? []) : [],
    ...(identity && userName !== undefined ? { userName } : {}),
    tags: Object.fromEntries(Object.entries(tagsOf(values)).filter(([name, tag]) => clusterTags[name] !== tag)),
    ...(Number.isFinite(made) ? { createdAt: made } : {}),
    ...(isDeclared && key !== undefined ? { key } : { madeBy: address }),
  };
  return { value, at: values.at };
}

/** The name that EKS gives by itself is no declaration, however its account is written. */
function userNameOf(values: SourceNode, principalArn: string): string | undefined {
  const userName = values.child("user_name")?.text();
  const [principal] = arnsOf([principalArn]);
  if (userName === undefined || userName === "" || principal === undefined) return undefined;
  const own = defaultUserName(principal);
  return userName.replace("{{AccountID}}", principal.accountId) === own ? own : userName;
}

function policiesOf(principalArn: string, associations: readonly StateResource[]) {
  const own = associations.filter(({ values }) => values.child("principal_arn")?.text() === principalArn);
  return { principalArn, policies: own.flatMap(policyOf) };
}

function policyOf({ values, key, name }: StateResource): DescribedPolicy[] {
  const policyArn = values.required("policy_arn")?.text();
  const scopes = values.required("access_scope");
  const scope = scopes?.node.kind === "list" ? scopes.items()[0] : scopes;
  const type = (["cluster", "namespace"] as const).find((each) => each === scope?.child("type")?.text());
  if (scopes !== undefined && type === undefined) scopes.wrong("a scope of type cluster or namespace");
  if (policyArn === undefined || type === undefined) return [];
  const namespaces = scope?.child("namespaces")?.texts() ?? [];
  return [
    {
      policyArn,
      accessScope: type === "cluster" ? { type } : { type, namespaces },
      ...(name === "this" && key !== undefined ? { key } : {}),
    },
  ];
}

function tagsOf(values: SourceNode | undefined): Readonly<Record<string, string>> {
  const tags = values?.child("tags");
  const keys = tags?.keys ?? [];
  return Object.fromEntries(
    keys.flatMap((key) => (tags?.child(key)?.sourced() ?? []).map(({ value }) => [key, value])),
  );
}
