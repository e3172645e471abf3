import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import type { LiveCluster, LiveEntry } from "../../../lib/migration/guard/live-cluster";
import { ACCOUNT, role } from "../definitions/arns";
import { ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../definitions/definitions";

/** A STANDARD entry as EKS holds it; change what a test is about. */
export function liveEntry(principalArn: string, rest: Partial<LiveEntry> = {}): LiveEntry {
  const name = principalArn.split("/").at(-1) ?? "";
  const userName = `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/{{SessionName}}`;
  return { principalArn, type: "STANDARD", groups: [], userName, ...rest };
}

export const LIVE_ADMIN = liveEntry(role("admin"), { groups: ["access-bridge"], userName: "admin:{{SessionName}}" });
export const LIVE_DEV = liveEntry(role("dev"), { groups: ["developers"], userName: "dev:{{SessionName}}" });
export const LIVE_NODE = liveEntry(role("node"), { type: "EC2_LINUX", userName: "system:node:{{EC2PrivateDNSName}}" });

export const LIVE_BREAK_GLASS = liveEntry(role("break-glass"), { groups: ["access-bridge"] });
export const LIVE_CREATOR = liveEntry(CREATOR);

/** The cluster of `definition()` after all waves: rows and entries as the file has them. */
export function liveCluster(rest: Partial<LiveCluster> = {}): LiveCluster {
  return {
    isTheFilesCluster: true,
    mode: "API_AND_CONFIG_MAP",
    configMap: awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW]),
    entries: [LIVE_ADMIN, LIVE_DEV, LIVE_NODE, LIVE_BREAK_GLASS, LIVE_CREATOR],
    nodeGroupRoles: [],
    ...rest,
  };
}
