import {
  type AccessEntry,
  type AccessPolicyAssociation,
  defaultUserName,
} from "../../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../../access/access-entry/access-entry-type";
import type { DescribedPolicy } from "../../sources/facts";
import { CLUSTER_ADMIN, parseAccessPolicyArn } from "../../access/access-policy/access-policy";
import type { MergedEntry } from "../../sources/merge/merged-sources";
import { compareText } from "../../finding/text-order";

/** A live entry as the file declares it: what EKS fills in by itself is left out. */
export function declaredEntry(entry: MergedEntry): AccessEntry {
  const { principalArn, principal, type, groups, userName, policies = [] } = entry;
  const { identity } = ACCESS_ENTRY_TYPE_FACTS[type];
  const tags = Object.entries(entry.tags).filter(([key]) => !key.startsWith("aws:"));
  return {
    principalArn,
    ...(type === "STANDARD" ? {} : { type }),
    ...(identity && groups.length > 0 ? { kubernetesGroups: groups } : {}),
    ...(identity && userName !== defaultUserName(principal) ? { userName } : {}),
    ...(policies.length > 0 ? { policyAssociations: byKey(policies, entry.key) } : {}),
    ...(tags.length > 0 ? { tags: Object.fromEntries(tags.sort(([a], [b]) => compareText(a, b))) } : {}),
  };
}

/** The stack of CloudFormation that made an entry, eksctl's for one: two tools must not manage it. */
export function stackOfEntry({ tags }: MergedEntry): string | undefined {
  return tags["aws:cloudformation:stack-name"];
}

/** The module's own keys stay: another would take the policy away and give it again. */
function byKey(
  policies: readonly DescribedPolicy[],
  entryKey: string | undefined,
): Record<string, AccessPolicyAssociation> {
  const sorted = [...policies].sort((a, b) => compareText(a.policyArn, b.policyArn));
  const associations: Record<string, AccessPolicyAssociation> = {};
  for (const { key: own, ...policy } of sorted) {
    const isOwn = own !== undefined && entryKey !== undefined && own.startsWith(`${entryKey}_`);
    const key = isOwn ? own.slice(entryKey.length + 1) : policyKey(policy.policyArn);
    const isTaken = Object.hasOwn(associations, key);
    associations[isTaken ? `${key}_${Object.keys(associations).length + 1}` : key] = policy;
  }
  return associations;
}

/** `AmazonEKSViewPolicy` -> `view`; `admin` is the cluster's, as in what rows become. */
function policyKey(policyArn: string): string {
  const name = parseAccessPolicyArn(policyArn)?.name ?? policyArn;
  if (name === CLUSTER_ADMIN) return "admin";
  if (name === "AmazonEKSAdminPolicy") return "namespace_admin";
  const words = name.replace(/^Amazon(?:EKS)?|Policy$/g, "").replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  return (
    words
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_|_$/g, "") || "policy"
  );
}
