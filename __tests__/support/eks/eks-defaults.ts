import { textOf } from "./eks-request";
import type { Fields } from "../terraform/provider-schema";

const NODE = "system:node:{{EC2PrivateDNSName}}";
const SESSION = "system:node:{{SessionName}}";
const BY_TYPE: Readonly<Record<string, string>> = {
  EC2_LINUX: NODE,
  EC2_WINDOWS: NODE,
  FARGATE_LINUX: SESSION,
  HYBRID_LINUX: SESSION,
};

/**
 * A new entry as EKS completes it: a username by type and principal, where none was asked for. The emulator writes
 * `{{AccountID}}` where EKS writes the account.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html; DOMAIN §2.2
 */
export function completed(entry: Fields): Fields {
  if (textOf(entry.username) !== "") return entry;
  const username = BY_TYPE[textOf(entry.type)] ?? usernameOf(textOf(entry.principalArn));
  return { ...entry, username };
}

/** A user's ARN; of a role the ARN of its sessions, which know no path. */
function usernameOf(principalArn: string): string {
  const [, partition = "", account = "", name = ""] =
    /^arn:([^:]*):iam::(\d*):role\/(?:.*\/)?([^/]+)$/.exec(principalArn) ?? [];
  return name === "" ? principalArn : `arn:${partition}:sts::${account}:assumed-role/${name}/{{SessionName}}`;
}
