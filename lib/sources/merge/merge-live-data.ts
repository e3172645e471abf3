import { rbacOf } from "../../access/rbac/rbac-dump";
import { plainOf } from "../../yaml/yaml-node";
import type { Facts } from "../facts";
import type { DescribedCluster, LiveData, LiveEntryWithPolicies } from "../live-data";
import type { MergedEntry, MergedSources } from "./merged-sources";

/** What is live, as far as sources tell; what eksctl was asked for is not. */
export function mergeLiveData(facts: Facts, sources: MergedSources): LiveData {
  const cluster = describedCluster(facts, sources);
  const [rootCa] = facts.rootCas.map(({ value }) => value);
  const roles = facts.listedRoles.flatMap(({ value }) => value);
  const [users] = facts.listedUsers.map(({ value }) => value);
  const [fargate] = facts.listedFargateProfiles.map(({ value }) => value);
  // What is live is as old as the oldest of its dumps.
  const [collected] = facts.collected.map(({ value }) => value).sort((a, b) => a.at - b.at);
  const [addons] = facts.listedAddons.map(({ value }) => value);
  const [groups] = facts.listedNodeGroups.map(({ value }) => value);
  return {
    ...(cluster === undefined ? {} : { cluster }),
    ...liveRows(facts, sources),
    ...(rootCa === undefined ? {} : { rootCa }),
    ...(sources.listedEntries === undefined ? {} : { entryPrincipals: sources.listedEntries.value }),
    entries: sources.entries.filter(({ value }) => value.isLive).map(({ value }) => liveEntry(value)),
    ...(roles.length === 0 ? {} : { roleArns: roles.map(({ arn }) => arn) }),
    ...(users === undefined ? {} : { userArns: users.map(({ arn }) => arn) }),
    ...(groups === undefined ? {} : { nodeGroupNames: groups }),
    ...(addons === undefined ? {} : { addons }),
    ...(sources.localCluster === undefined ? {} : { isLocalCluster: true }),
    ...(collected === undefined ? {} : { collected }),
    ...(facts.unread.length === 0 ? {} : { unread: facts.unread.map(({ value }) => value) }),
    ...liveRbac(facts),
    ...(fargate === undefined ? {} : { fargateProfileNames: fargate }),
    fargateProfiles: facts.managedRoles
      .filter(({ value }) => value.kind === "Fargate profile" && value.isLive)
      .map(({ value: { name, roleArn } }) => ({ name, roleArn })),
    capabilities: facts.managedRoles
      .filter(({ value }) => value.kind === "EKS capability")
      .map(({ value: { name, roleArn } }) => ({ name, roleArn })),
    nodeGroups: facts.managedRoles
      .filter(({ value }) => value.kind === "managed node group" && value.isLive)
      .map(({ value: { name, roleArn, amiType } }) => ({
        name,
        roleArn,
        ...(amiType === undefined ? {} : { amiType }),
      })),
  };
}

function describedCluster(facts: Facts, { clusterName }: MergedSources): DescribedCluster | undefined {
  const [arn] = facts.clusterArns.map(({ value }) => value);
  const [mode] = facts.modes.map(({ value }) => value);
  const [ca] = facts.certificateAuthorities.map(({ value }) => value);
  if (clusterName === undefined || arn === undefined) return undefined;
  return {
    name: clusterName.value,
    arn,
    ...(mode === undefined ? {} : { mode }),
    ...(ca === undefined ? {} : { certificateAuthority: ca }),
  };
}

function liveRows(facts: Facts, { awsAuth, isAwsAuthAbsent }: MergedSources): Pick<LiveData, "awsAuth"> {
  if (isAwsAuthAbsent) return { awsAuth: "absent" };
  const isLive = facts.configMaps.length + facts.mappings.length > 0;
  return isLive && awsAuth !== undefined ? { awsAuth: awsAuth.value } : {};
}

/** What cannot be read of it is not known. */
function liveRbac({ rbac }: Facts): Pick<LiveData, "rbac"> {
  if (rbac.length === 0) return {};
  const read = rbacOf(rbac.map(({ node }) => plainOf(node)));
  return "rbac" in read ? read : {};
}

function liveEntry({
  principalArn,
  type,
  groups,
  userName,
  isOlderThanRole,
  policies,
}: MergedEntry): LiveEntryWithPolicies {
  return {
    principalArn,
    type,
    groups,
    userName,
    ...(isOlderThanRole === undefined ? {} : { isOlderThanRole }),
    ...(policies === undefined ? {} : { policies }),
  };
}
