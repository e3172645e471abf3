import { readEksArn } from "./eks-arn";
import type { Facts, Format, ManagedRole } from "../facts";
import { readList } from "./list";
import type { SourceNode } from "../source";

/** `aws eks list-nodegroups`. */
export const listNodeGroupsFormat: Format = {
  name: "aws eks list-nodegroups",
  recognizes: (source) => source.has("nodegroups"),
  read: (source, facts) => {
    facts.listedNodeGroups.push(...readList(source, "nodegroups", (list) => list.texts()));
  },
};

/** `aws eks describe-nodegroup`. */
export const describeNodeGroupFormat: Format = {
  name: "aws eks describe-nodegroup",
  recognizes: (source) => source.has("nodegroup"),
  read: (source, facts) => {
    const group = source.child("nodegroup")?.map();
    if (group === undefined) return;
    readEksArn(group.child("nodegroupArn"), facts);
    const name = group.child("nodegroupName")?.text() ?? "";
    const amiType = group.child("amiType")?.text();
    readRole(group, { kind: "managed node group", name, key: "nodeRole", amiType }, facts);
  },
};

/** `aws eks list-fargate-profiles`. */
export const listFargateProfilesFormat: Format = {
  name: "aws eks list-fargate-profiles",
  recognizes: (source) => source.has("fargateProfileNames"),
  read: (source, facts) => {
    facts.listedFargateProfiles.push(...readList(source, "fargateProfileNames", (list) => list.texts()));
  },
};

/** `aws eks describe-fargate-profile`. */
export const describeFargateProfileFormat: Format = {
  name: "aws eks describe-fargate-profile",
  recognizes: (source) => source.has("fargateProfile"),
  read: (source, facts) => {
    const profile = source.child("fargateProfile")?.map();
    if (profile === undefined) return;
    readEksArn(profile.child("fargateProfileArn"), facts);
    const name = profile.child("fargateProfileName")?.text() ?? "";
    readRole(profile, { kind: "Fargate profile", name, key: "podExecutionRoleArn" }, facts);
  },
};

interface Owner extends Pick<ManagedRole, "kind" | "name"> {
  readonly key: string;
  readonly amiType?: string | undefined;
}

function readRole(source: SourceNode, { kind, name, key, amiType }: Owner, facts: Facts): void {
  facts.clusterNames.push(...(source.child("clusterName")?.sourced() ?? []));
  const role = source.required(key);
  const roleArn = role?.text();
  if (role !== undefined && roleArn !== undefined) {
    facts.managedRoles.push({
      value: { kind, name, roleArn, isLive: true, ...(amiType === undefined ? {} : { amiType }) },
      at: role.at,
    });
  }
}
