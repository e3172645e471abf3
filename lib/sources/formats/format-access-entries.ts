import { ACCESS_ENTRY_TYPE_FACTS } from "../../access/access-entry/access-entry-type";
import { readEksArn } from "./eks-arn";
import { entryTypeOf, policiesOf } from "./entry-fields";
import type { DescribedEntry, Format } from "../facts";
import { readList } from "./list";
import type { SourceNode } from "../source";
import { timestamp } from "./timestamp";

/** `aws eks list-access-entries`. */
export const listAccessEntriesFormat: Format = {
  name: "aws eks list-access-entries",
  recognizes: (source) => source.has("accessEntries"),
  read: (source, facts) => {
    facts.listedEntries.push(...readList(source, "accessEntries", (list) => list.texts()));
  },
};

/** `aws eks describe-access-entry`. */
export const describeAccessEntryFormat: Format = {
  name: "aws eks describe-access-entry",
  recognizes: (source) => source.has("accessEntry"),
  read: (source, facts) => {
    const entry = source.child("accessEntry")?.map();
    if (entry === undefined) return;
    facts.clusterNames.push(...(entry.child("clusterName")?.sourced() ?? []));
    readEksArn(entry.child("accessEntryArn"), facts);
    const value = entryOf(entry);
    if (value !== undefined) facts.entries.push({ value, at: entry.at });
  },
};

/** `aws eks list-associated-access-policies`. */
export const listAssociatedAccessPoliciesFormat: Format = {
  name: "aws eks list-associated-access-policies",
  recognizes: (source) => source.has("associatedAccessPolicies"),
  read: (source, facts) => {
    facts.clusterNames.push(...(source.child("clusterName")?.sourced() ?? []));
    const principalArn = source.required("principalArn")?.text();
    const lists = readList(source, "associatedAccessPolicies", (list) => policiesOf(list.items(), "policyArn"));
    if (principalArn === undefined) return;
    facts.policies.push(...lists.map(({ value, at }) => ({ value: { principalArn, policies: value }, at })));
  },
};

/** Groups and username of node types are EKS's own. */
function entryOf(entry: SourceNode): DescribedEntry | undefined {
  const principalArn = entry.required("principalArn")?.text();
  const type = entryTypeOf(entry.required("type"));
  if (principalArn === undefined || type === undefined) return undefined;
  const { identity } = ACCESS_ENTRY_TYPE_FACTS[type];
  const userName = entry.child("username")?.text();
  return {
    principalArn,
    type,
    groups: identity ? (entry.child("kubernetesGroups")?.texts() ?? []) : [],
    ...(identity && userName !== undefined ? { userName } : {}),
    tags: tagsOf(entry.child("tags")),
    ...timestamp(entry.child("createdAt")),
  };
}

function tagsOf(tags: SourceNode | undefined): Readonly<Record<string, string>> {
  const keys = tags?.map()?.keys ?? [];
  return Object.fromEntries(
    keys.flatMap(
      (key) =>
        tags
          ?.child(key)
          ?.sourced()
          .map(({ value }) => [key, value]) ?? [],
    ),
  );
}
