import type { AccessEntryType } from "../access/access-entry/access-entry-type";
import type { LiveData } from "../sources/live-data";

/** A role whose entry EKS makes by itself. */
export interface MadeRole {
  readonly roleArn: string;
  /** `node group blue` */
  readonly of: string;
  /** The types that its entry may have: a custom image may be of either system. */
  readonly types: readonly AccessEntryType[];
  readonly isNode: boolean;
}

/**
 * The roles of managed node groups, Fargate profiles and capabilities.
 * @see DOMAIN R37, R41, R43
 */
export function madeRoles({ nodeGroups, fargateProfiles = [], capabilities = [] }: LiveData): MadeRole[] {
  return [
    ...nodeGroups.map(({ name, roleArn, amiType }) => ({
      roleArn,
      of: `node group ${name}`,
      types: typesOf(amiType),
      isNode: true,
    })),
    ...fargateProfiles.map(({ name, roleArn }) => ({
      roleArn,
      of: `Fargate profile ${name}`,
      types: ["FARGATE_LINUX"] as const,
      isNode: true,
    })),
    ...capabilities.map(({ name, roleArn }) => ({
      roleArn,
      of: `capability ${name}`,
      types: ["STANDARD"] as const,
      isNode: false,
    })),
  ];
}

function typesOf(amiType = "CUSTOM"): readonly AccessEntryType[] {
  if (amiType === "CUSTOM") return ["EC2_LINUX", "EC2_WINDOWS"];
  return amiType.startsWith("WINDOWS") ? ["EC2_WINDOWS"] : ["EC2_LINUX"];
}
