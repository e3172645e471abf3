import { AUTHENTICATION_MODES } from "../../access/access-entry/authentication-mode";
import type { Facts, Format } from "../facts";
import type { SourceNode } from "../source";
import { describeAccessEntryFormat } from "./format-access-entries";
import { getCapabilityFormat } from "./format-capabilities";
import { describeClusterFormat } from "./format-describe-cluster";
import { getRoleFormat, getUserFormat } from "./format-list-roles";
import { describeFargateProfileFormat, describeNodeGroupFormat } from "./format-node-groups";

/** What `--query KEY` of a describe command leaves: the object alone, known by a field that no other has. */
const OBJECTS: readonly { readonly key: string; readonly field: string; readonly format: Format }[] = [
  { key: "accessEntry", field: "accessEntryArn", format: describeAccessEntryFormat },
  { key: "nodegroup", field: "nodegroupArn", format: describeNodeGroupFormat },
  { key: "fargateProfile", field: "fargateProfileArn", format: describeFargateProfileFormat },
  { key: "capability", field: "capabilityName", format: getCapabilityFormat },
  { key: "Role", field: "RoleName", format: getRoleFormat },
  { key: "User", field: "UserName", format: getUserFormat },
];

/** `aws eks describe-… --query accessEntry`, and alike. */
export const bareObjectFormat: Format = {
  name: "the same with --query of the object that is described",
  recognizes: (source) => objectOf(source) !== undefined,
  read: (source, facts) => {
    const object = objectOf(source);
    object?.format.read(source.under(object.key), facts);
  },
};

/** `aws eks describe-cluster --query cluster` */
export const bareClusterFormat: Format = {
  name: bareObjectFormat.name,
  recognizes: (source) =>
    source.has("arn") && source.has("name") && (source.plainText("arn") ?? "").includes(":cluster/"),
  read: (source, facts) => describeClusterFormat.read(source.under("cluster"), facts),
};

/** `aws eks describe-cluster --query cluster.accessConfig`, also without quotes and of the mode alone. */
export const bareModeFormat: Format = {
  name: "aws eks describe-cluster --query cluster.accessConfig.authenticationMode",
  recognizes: (source) => modeOf(source) !== undefined,
  read: (source, facts: Facts) => {
    const value = modeOf(source);
    if (value !== undefined) facts.modes.push({ value, at: source.at });
  },
};

function objectOf(source: SourceNode) {
  return OBJECTS.find(({ field }) => source.has(field));
}

function modeOf(source: SourceNode) {
  const text = source.plainText("authenticationMode") ?? source.plainText();
  return AUTHENTICATION_MODES.find((mode) => mode === text);
}
