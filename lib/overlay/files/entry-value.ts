import type { AccessEntry } from "../../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../../access/access-entry/access-entry-type";
import type { HclValue } from "../root/hcl-value";

/** An entry in the words of the module's `access_entries`, with nothing in it that says what is so anyway. */
export function entryValue(entry: AccessEntry): Readonly<Record<string, HclValue>> {
  const { principalArn, type, userName, tags = {} } = entry;
  const policies = Object.entries(entry.policyAssociations ?? {}).map(([key, { policyArn, accessScope }]) => {
    const { namespaces = [] } = accessScope;
    const scope = { type: accessScope.type, ...(namespaces.length > 0 ? { namespaces } : {}) };
    return [key, { policy_arn: policyArn, access_scope: scope }] as const;
  });
  return {
    principal_arn: principalArn,
    ...(type === undefined ? {} : { type }),
    ...groupsOf(entry),
    ...(userName === undefined ? {} : { user_name: userName }),
    ...(policies.length === 0 ? {} : { policy_associations: Object.fromEntries(policies) }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
}

/**
 * Groups of STANDARD entries are written even where there are none: left out, they would stay as they are in AWS.
 * @see DOMAIN §2.7
 */
function groupsOf({ type = "STANDARD", kubernetesGroups = [] }: AccessEntry): Readonly<Record<string, HclValue>> {
  return ACCESS_ENTRY_TYPE_FACTS[type].identity ? { kubernetes_groups: kubernetesGroups } : {};
}
