import type { AccessPolicyAssociation } from "../../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPES, type AccessEntryType } from "../../access/access-entry/access-entry-type";
import type { SourceNode } from "../source";

/** The type of an entry; without one STANDARD. Undefined, and told, where nobody knows it. */
export function entryTypeOf(type: SourceNode | undefined): AccessEntryType | undefined {
  if (type === undefined) return "STANDARD";
  const text = type.text();
  const known = ACCESS_ENTRY_TYPES.find((each) => each === text);
  if (known === undefined) type.wrong(`one of ${ACCESS_ENTRY_TYPES.join(", ")}`);
  return known;
}

/** Access policies with their scopes; `arnKey` is what the format calls a policy's ARN. */
export function policiesOf(policies: readonly SourceNode[], arnKey: string): AccessPolicyAssociation[] {
  return policies.flatMap((policy): AccessPolicyAssociation[] => {
    const policyArn = policy.required(arnKey)?.text();
    const scope = policy.required("accessScope")?.map();
    const written = scope?.required("type");
    const type = (["cluster", "namespace"] as const).find((each) => each === written?.text());
    if (written !== undefined && type === undefined) written.wrong("one of cluster, namespace");
    if (policyArn === undefined || type === undefined) return [];
    const namespaces = scope?.child("namespaces")?.texts() ?? [];
    return [{ policyArn, accessScope: type === "cluster" ? { type } : { type, namespaces } }];
  });
}
