import type { LiveEntry } from "../migration/guard/live-cluster";
import type { Facts } from "./facts";
import type { DescribedCluster, LiveData } from "./live-data";
import type { MergedEntry, MergedSources } from "./merged-sources";

/** What is live, as far as sources tell; what eksctl was asked for is not. */
export function mergeLiveData(facts: Facts, sources: MergedSources): LiveData {
  const cluster = describedCluster(facts, sources);
  const [rootCa] = facts.rootCas.map(({ value }) => value);
  const roles = facts.listedRoles.flatMap(({ value }) => value);
  const [groups] = facts.listedNodeGroups.map(({ value }) => value);
  const isLive = facts.configMaps.length + facts.mappings.length > 0;
  return {
    ...(cluster === undefined ? {} : { cluster }),
    ...(isLive && sources.awsAuth !== undefined ? { awsAuth: sources.awsAuth.value } : {}),
    ...(rootCa === undefined ? {} : { rootCa }),
    ...(sources.listedEntries === undefined ? {} : { entryPrincipals: sources.listedEntries.value }),
    entries: sources.entries.filter(({ value }) => value.isLive).map(({ value }) => liveEntry(value)),
    ...(roles.length === 0 ? {} : { roleArns: roles.map(({ arn }) => arn) }),
    ...(groups === undefined ? {} : { nodeGroupNames: groups }),
    ...(sources.localCluster === undefined ? {} : { isLocalCluster: true }),
    capabilities: facts.managedRoles
      .filter(({ value }) => value.kind === "EKS capability")
      .map(({ value: { name, roleArn } }) => ({ name, roleArn })),
    nodeGroups: facts.managedRoles
      .filter(({ value }) => value.kind === "managed node group" && value.isLive)
      .map(({ value: { name, roleArn } }) => ({ name, roleArn })),
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

function liveEntry({ principalArn, type, groups, userName, isOlderThanRole }: MergedEntry): LiveEntry {
  return { principalArn, type, groups, userName, ...(isOlderThanRole === undefined ? {} : { isOlderThanRole }) };
}
