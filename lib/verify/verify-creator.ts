import { parseAccessPolicyArn, CLUSTER_ADMIN } from "../access/access-policy/access-policy";
import { principalIdOf } from "../access/principal/principal-id";
import type { LiveEntryWithPolicies } from "../sources/live-data";
import { type Deviation, deviation, type Held, stagePath } from "./verify-finding";

/** The entry that is taken for that of whoever runs Terraform: of somebody whom the file does not name, with cluster admin alone. */
export function creatorEntry({ staged, live }: Held): LiveEntryWithPolicies | undefined {
  const { definition, rendering } = staged;
  if (!rendering.creatorAdmin) return undefined;
  const named = [
    ...Object.values(definition.accessEntries).map(({ principalArn }) => principalArn),
    ...(definition.migration?.expected ?? []),
  ].map(principalIdOf);
  const admins = live.entries.filter(
    (entry) => !named.includes(principalIdOf(entry.principalArn)) && isAdminAlone(entry),
  );
  return admins.length === 1 ? admins[0] : undefined;
}

/** What is to be known of whoever created the cluster. */
export function creatorDeviations(held: Held): Deviation[] {
  const { staged, live } = held;
  if (live.cluster?.mode === "CONFIG_MAP") {
    const message = "whoever created the cluster is cluster admin by that, and mode CONFIG_MAP shows nowhere who it is";
    const help = "CloudTrail names the caller of CreateCluster; from API_AND_CONFIG_MAP on an access entry shows it";
    return [deviation("verify-creator-hidden", stagePath(staged.definition), { message, help })];
  }
  const entry = creatorEntry(held);
  if (entry === undefined) return [];
  return [
    deviation("verify-creator-entry", "enable_cluster_creator_admin_permissions", {
      principal: entry.principalArn,
      message: `\`${entry.principalArn}\` is taken for whoever ran Terraform: its entry makes it cluster admin`,
      help: "declare it under access_entries, and set enable_cluster_creator_admin_permissions to false",
    }),
  ];
}

function isAdminAlone({ type, groups, policies = [] }: LiveEntryWithPolicies): boolean {
  const [first, ...others] = policies;
  if (type !== "STANDARD" || groups.length > 0 || first === undefined || others.length > 0) return false;
  return first.accessScope.type === "cluster" && parseAccessPolicyArn(first.policyArn)?.name === CLUSTER_ADMIN;
}
