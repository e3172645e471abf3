import { parseRowArn } from "../../access/principal/arn";
import { AUTHENTICATION_MODES } from "../../access/access-entry/authentication-mode";
import { awsAuthOf, type RoleRow, type UserRow } from "../../access/aws-auth/aws-auth";
import { entryTypeOf, policiesOf } from "./entry-fields";
import type { DescribedEntry, Facts, Format } from "../facts";
import { identityOfMapping } from "./format-identity-mappings";
import type { SourceNode } from "../source";

/**
 * A ClusterConfig of eksctl: what was asked for.
 * @see https://schema.eksctl.io
 */
export const clusterConfigFormat: Format = {
  name: "eksctl ClusterConfig",
  recognizes: (source) => source.has("apiVersion") && source.has("kind") && textOf(source, "kind") === "ClusterConfig",
  read: (source, facts) => {
    facts.declared.configs.push({ value: "ClusterConfig", at: source.at });
    const metadata = source.child("metadata")?.map();
    facts.clusterNames.push(...(metadata?.child("name")?.sourced() ?? []));
    facts.regions.push(...(metadata?.child("region")?.sourced() ?? []));
    const mappings = source.child("iamIdentityMappings");
    if (mappings !== undefined) readMappings(mappings, facts);
    const access = source.child("accessConfig")?.map();
    if (access !== undefined) readAccessConfig(access, facts);
    for (const group of source.child("managedNodeGroups")?.items() ?? []) {
      readManagedRole(group, { kind: "managed node group", role: group.child("iam")?.child("instanceRoleARN") }, facts);
    }
    for (const profile of source.child("fargateProfiles")?.items() ?? []) {
      readManagedRole(profile, { kind: "Fargate profile", role: profile.child("podExecutionRoleARN") }, facts);
    }
  },
};

function textOf(source: SourceNode, key: string): unknown {
  const { node } = source;
  const value = node.kind === "map" ? node.entries.get(key)?.value : undefined;
  return value?.kind === "scalar" ? value.value : undefined;
}

function readMappings(mappings: SourceNode, facts: Facts): void {
  const roles: RoleRow[] = [];
  const users: UserRow[] = [];
  const accounts: string[] = [];
  for (const mapping of mappings.items()) {
    if (mapping.has("serviceName")) {
      readService(mapping, facts);
      continue;
    }
    const account = mapping.child("account")?.text();
    const arn = account === undefined ? mapping.required("arn")?.text() : undefined;
    const parsed = arn === undefined ? undefined : parseRowArn(arn);
    if (account !== undefined) accounts.push(account);
    else if (arn === undefined || parsed === undefined) continue;
    else if ("arn" in parsed && parsed.arn.kind.includes("role"))
      roles.push({ rolearn: arn, ...identityOfMapping(mapping) });
    else if ("arn" in parsed && parsed.arn.kind === "user") users.push({ userarn: arn, ...identityOfMapping(mapping) });
    else mapping.child("arn")?.wrong("the ARN of a role or user");
  }
  facts.declared.mappings.push({ value: awsAuthOf(roles, users, accounts), at: mappings.at });
}

/** The one service that eksctl maps: pkg/authconfigmap/service_access.go */
function readService(mapping: SourceNode, facts: Facts): void {
  const service = mapping.child("serviceName");
  if (service?.plainText() !== EMR_CONTAINERS) mapping.child("serviceName")?.wrong(EMR_CONTAINERS);
  else facts.declared.services.push({ value: EMR_CONTAINERS, at: service.at });
}

const EMR_CONTAINERS = "emr-containers";

function readAccessConfig(access: SourceNode, facts: Facts): void {
  const mode = access.child("authenticationMode");
  const known = AUTHENTICATION_MODES.find((each) => each === mode?.text());
  if (mode !== undefined && known === undefined) mode.wrong(`one of ${AUTHENTICATION_MODES.join(", ")}`);
  if (mode !== undefined && known !== undefined) facts.declared.modes.push({ value: known, at: mode.at });
  for (const entry of access.child("accessEntries")?.items() ?? []) readEntry(entry, facts);
}

function readEntry(entry: SourceNode, facts: Facts): void {
  const principalArn = entry.required("principalARN")?.text();
  const type = entryTypeOf(entry.child("type"));
  if (principalArn === undefined || type === undefined) return;
  const userName = entry.child("kubernetesUsername")?.text();
  const value: DescribedEntry = {
    principalArn,
    type,
    groups: entry.child("kubernetesGroups")?.texts() ?? [],
    ...(userName === undefined ? {} : { userName }),
    tags: {},
  };
  facts.declared.entries.push({ value, at: entry.at });
  const policies = policiesOf(entry.child("accessPolicies")?.items() ?? [], "policyARN");
  facts.declared.policies.push({ value: { principalArn, policies }, at: entry.at });
}

interface Managed {
  readonly kind: "managed node group" | "Fargate profile";
  readonly role: SourceNode | undefined;
}

/** Without a role of its own, eksctl makes one, whose name the ClusterConfig does not tell. */
function readManagedRole(owner: SourceNode, { kind, role }: Managed, facts: Facts): void {
  const roleArn = role?.text();
  if (role === undefined || roleArn === undefined) return;
  const name = owner.child("name")?.text() ?? "";
  facts.managedRoles.push({ value: { kind, name, roleArn, isLive: false }, at: role.at });
}
