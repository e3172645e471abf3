import type { Facts, ListedRole } from "./facts";
import type { LiveSources, ToldEntry, ToldPolicy } from "./live-sources";
import type { SourceEntry, Sources } from "./sources";

/** What is live, as far as sources tell; what eksctl was asked for is not. */
export function liveSources(facts: Facts, sources: Sources): LiveSources {
  const name = sources.clusterName?.value;
  const [arn] = facts.clusterArns.map(({ value }) => value);
  const [mode] = facts.modes.map(({ value }) => value);
  const [ca] = facts.certificateAuthorities.map(({ value }) => value);
  const [rootCa] = facts.rootCas.map(({ value }) => value);
  const [groups] = facts.listedNodeGroups.map(({ value }) => value);
  const isLive = facts.configMaps.length + facts.mappings.length > 0;
  const cluster = {
    ...(mode === undefined ? {} : { mode }),
    ...(ca === undefined ? {} : { certificateAuthority: ca }),
  };
  const roles = [...facts.listedRoles.flatMap(({ value }) => value), ...facts.roles.map(({ value }) => value)];
  return {
    ...(name === undefined || arn === undefined ? {} : { cluster: { name, arn, ...cluster } }),
    ...(isLive && sources.awsAuth !== undefined ? { awsAuth: sources.awsAuth.value } : {}),
    ...(rootCa === undefined ? {} : { rootCa }),
    ...(sources.listedEntries === undefined ? {} : { entryPrincipals: sources.listedEntries.value }),
    entries: sources.entries.filter(({ value }) => value.isLive).map(({ value }) => toldEntry(value, facts)),
    ...(groups === undefined ? {} : { nodeGroupNames: groups }),
    nodeGroups: facts.managedRoles
      .filter(({ value }) => value.kind === "managed node group" && value.isLive)
      .map(({ value }) => ({ name: value.name, roleArn: value.roleArn })),
    ...(roles.length === 0
      ? {}
      : { roles: roles.map(({ arn: role, createdAt }) => ({ arn: role, ...iso(createdAt) })) }),
  };
}

function toldEntry({ principalArn, type, groups, userName, policies }: SourceEntry, facts: Facts): ToldEntry {
  const own = facts.entries.find(({ value }) => value.principalArn === principalArn);
  const told = policies?.map(({ policyArn, accessScope: { type: scope, namespaces = [] } }): ToldPolicy => {
    return { policyArn, accessScope: { type: scope, namespaces } };
  });
  return {
    principalArn,
    type,
    groups,
    userName,
    ...iso(own?.value.createdAt),
    ...(told === undefined ? {} : { policies: told }),
  };
}

function iso(createdAt: ListedRole["createdAt"]): { readonly createdAt?: string } {
  return createdAt === undefined ? {} : { createdAt: new Date(createdAt).toISOString() };
}
