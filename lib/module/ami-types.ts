import { compareVersions } from "./module-version";

/** Kinds of nodes by what they read when they start, as the module's `platform` calls them; `linux` is Amazon Linux 2. */
export const PLATFORMS = ["linux", "bottlerocket", "windows", "al2023"] as const;

/** One of {@link PLATFORMS}. */
export type Platform = (typeof PLATFORMS)[number];

/** The first version that goes by `ami_type`, and by `platform` where that tells none. */
export const BY_AMI_TYPE = "20.9.0";

/** AMI types by what they are, those that most groups have first, and the version that knows them. */
const AMI_TYPES: Readonly<Record<Platform, Readonly<Record<string, string>>>> = {
  linux: { AL2_x86_64: BY_AMI_TYPE, AL2_ARM_64: BY_AMI_TYPE, AL2_x86_64_GPU: BY_AMI_TYPE },
  bottlerocket: {
    BOTTLEROCKET_x86_64: BY_AMI_TYPE,
    BOTTLEROCKET_ARM_64: BY_AMI_TYPE,
    BOTTLEROCKET_x86_64_NVIDIA: BY_AMI_TYPE,
    BOTTLEROCKET_ARM_64_NVIDIA: BY_AMI_TYPE,
    BOTTLEROCKET_x86_64_FIPS: "20.32.0",
    BOTTLEROCKET_ARM_64_FIPS: "20.32.0",
  },
  windows: {
    WINDOWS_CORE_2022_x86_64: BY_AMI_TYPE,
    WINDOWS_FULL_2022_x86_64: BY_AMI_TYPE,
    WINDOWS_CORE_2019_x86_64: BY_AMI_TYPE,
    WINDOWS_FULL_2019_x86_64: BY_AMI_TYPE,
  },
  al2023: {
    AL2023_x86_64_STANDARD: BY_AMI_TYPE,
    AL2023_ARM_64_STANDARD: BY_AMI_TYPE,
    AL2023_x86_64_NVIDIA: "20.25.0",
    AL2023_x86_64_NEURON: "20.25.0",
    AL2023_ARM_64_NVIDIA: "20.37.0",
  },
};

/** AMI types of a platform that a version knows, those that most groups have first. */
function amiTypes(platform: Platform, version: string): readonly string[] {
  return Object.entries(AMI_TYPES[platform]).flatMap(([type, first]) =>
    compareVersions(version, first) < 0 ? [] : [type],
  );
}

/**
 * What a version takes the nodes of an AMI type for; undefined where the type tells it nothing, as `CUSTOM` does.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/modules/_user_data/main.tf
 */
export function platformOf(amiType: string, version: string): Platform | undefined {
  return PLATFORMS.find((platform) => amiTypes(platform, version).includes(amiType));
}

/** What to write for a platform: the usual AMI type, and `or AL2_ARM_64, AL2_x86_64_GPU, as its image is`. */
export function amiTypeWords(platform: Platform, version: string): readonly [usual: string, others: string] {
  const [usual = "", ...others] = amiTypes(platform, version);
  return [usual, `or ${others.join(", ")}, as its image is`];
}
