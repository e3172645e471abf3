import { BY_AMI_TYPE, type Platform, platformOf } from "../../../module/ami-types";
import { compareVersions } from "../../../module/module-version";

/** What of a node group makes its user data. */
export interface UserDataInputs {
  readonly isManaged: boolean;
  /** As it is written; undefined for none. */
  readonly platform: Platform | undefined;
  readonly amiType: string | undefined;
  /** Whether nodes join by the text: of self-managed groups always. */
  readonly joins: boolean;
  /** Whether each of these says something. */
  readonly pre: boolean;
  readonly extra: boolean;
  readonly template: boolean;
  readonly cloudinit: boolean;
}

type NodeConfig = "a NodeConfig in MIME around your template" | "a NodeConfig with cidr" | "a NodeConfig";

/** What stands in user data: texts of one group are the same where these are. */
export type UserDataText =
  | NodeConfig
  | `${NodeConfig} after cloudinit_pre_nodeadm`
  | "bootstrap_extra_args"
  | "cloudinit_pre_nodeadm"
  | "none"
  | "pre_bootstrap_user_data in MIME"
  | "pre_bootstrap_user_data"
  | "settings of Bottlerocket with cluster-dns-ip"
  | "settings of Bottlerocket with a list of cluster-dns-ip"
  | "settings of Bottlerocket"
  | "the script of AL2 with --ip-family"
  | "the script of AL2"
  | "the script of Windows"
  | "your template";

/**
 * What a version writes as user data into the launch template of a group.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/modules/_user_data/main.tf
 */
export function userDataText(version: string, group: UserDataInputs): UserDataText {
  const isFrom = (first: string): boolean => compareVersions(version, first) >= 0;
  switch (nodesPlatform(version, group)) {
    case "linux":
      return ofLinux(group, isFrom);
    case "bottlerocket":
      return ofBottlerocket(group, isFrom);
    case "windows":
      return ofWindows(group, isFrom);
    case "al2023":
      return ofAl2023(group, isFrom);
  }
}

/** What a version takes the nodes of a group for: by `platform`, and by `ami_type` from 20.9.0 on. */
export function nodesPlatform(version: string, { isManaged, platform = "linux", amiType }: UserDataInputs): Platform {
  if (compareVersions(version, BY_AMI_TYPE) < 0) return platform;
  const own = amiType ?? (isManaged ? undefined : "AL2_x86_64");
  return (own === undefined ? undefined : platformOf(own, version)) ?? platform;
}

type IsFrom = (first: string) => boolean;

function ofLinux({ isManaged, joins, pre, template }: UserDataInputs, isFrom: IsFrom): UserDataText {
  if (template) return "your template";
  if (joins) return isFrom("20.8.3") ? "the script of AL2 with --ip-family" : "the script of AL2";
  return isManaged && pre ? "pre_bootstrap_user_data in MIME" : "none";
}

function ofBottlerocket({ joins, extra, template }: UserDataInputs, isFrom: IsFrom): UserDataText {
  if (template) return "your template";
  if (!joins) return extra ? "bootstrap_extra_args" : "none";
  if (isFrom("20.12.0")) return "settings of Bottlerocket with a list of cluster-dns-ip";
  return isFrom("20.8.3") ? "settings of Bottlerocket with cluster-dns-ip" : "settings of Bottlerocket";
}

function ofWindows({ joins, pre, template }: UserDataInputs, isFrom: IsFrom): UserDataText {
  if (!joins && !isFrom("20.0.0")) return "none";
  if (template) return "your template";
  if (joins) return "the script of Windows";
  return pre ? "pre_bootstrap_user_data" : "none";
}

function ofAl2023({ joins, template, cloudinit }: UserDataInputs, isFrom: IsFrom): UserDataText {
  if (!isFrom("20.5.0")) return "none";
  const isFirst = cloudinit && isFrom("20.8.4");
  if (!joins) return isFirst ? "cloudinit_pre_nodeadm" : template ? "your template" : "none";
  const own = template ? "a NodeConfig in MIME around your template" : nodeConfig(isFrom);
  return isFirst ? `${own} after cloudinit_pre_nodeadm` : own;
}

function nodeConfig(isFrom: IsFrom): NodeConfig {
  return isFrom("20.5.3") ? "a NodeConfig with cidr" : "a NodeConfig";
}
