import type { Format } from "../facts";
import { rbacListFormat } from "./format-rbac-list";
import {
  describeAccessEntryFormat,
  listAccessEntriesFormat,
  listAssociatedAccessPoliciesFormat,
} from "./format-access-entries";
import { listAddonsFormat } from "./format-addons";
import { bareClusterFormat, bareModeFormat, bareObjectFormat } from "./format-bare";
import { getCapabilityFormat, listCapabilitiesFormat } from "./format-capabilities";
import { clusterConfigFormat } from "./format-cluster-config";
import { configMapDataFormat, configMapFormat, kubernetesListFormat } from "./format-config-map";
import { describeClusterFormat } from "./format-describe-cluster";
import { identityMappingsFormat } from "./format-identity-mappings";
import { getRoleFormat, getUserFormat, listRolesFormat, listUsersFormat } from "./format-list-roles";
import {
  describeFargateProfileFormat,
  describeNodeGroupFormat,
  listFargateProfilesFormat,
  listNodeGroupsFormat,
} from "./format-node-groups";

/** Every format that is read, each recognized by what it holds; the first that fits is taken. */
export const FORMATS: readonly Format[] = [
  configMapFormat,
  kubernetesListFormat,
  rbacListFormat,
  clusterConfigFormat,
  configMapDataFormat,
  identityMappingsFormat,
  describeClusterFormat,
  listAccessEntriesFormat,
  describeAccessEntryFormat,
  listAssociatedAccessPoliciesFormat,
  listNodeGroupsFormat,
  describeNodeGroupFormat,
  listFargateProfilesFormat,
  describeFargateProfileFormat,
  listRolesFormat,
  getRoleFormat,
  listUsersFormat,
  getUserFormat,
  listAddonsFormat,
  listCapabilitiesFormat,
  getCapabilityFormat,
  bareObjectFormat,
  bareClusterFormat,
  bareModeFormat,
];
