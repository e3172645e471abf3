import { refused } from "../../module-yaml";

const GOT = (platform: string): string =>
  `refused by the module from 20.14.0 on, expected ami_type in its place, got \`${platform}\``;
const WINDOWS =
  "`ami_type: WINDOWS_CORE_2022_x86_64` (or WINDOWS_FULL_2022_x86_64, WINDOWS_CORE_2019_x86_64, WINDOWS_FULL_2019_x86_64, as its image is)";
const SOURCE = "terraform-aws-modules/eks/aws//modules/self-managed-node-group";

describe("platform of self-managed groups with `render: module`", () => {
  test("is refused, of each group and of what they share", () => {
    const text = `self_managed_node_groups:
  own: { platform: windows }
self_managed_node_group_defaults:
  platform: linux
`;
    expect(refused(text)).toEqual([
      `5:20 value-unknown self_managed_node_groups.own.platform: ${GOT("windows")} (delete it, and write ${WINDOWS})`,
      `7:13 value-unknown self_managed_node_group_defaults.platform: ${GOT("linux")} (delete it, and write \`ami_type: AL2_x86_64\` (or AL2_ARM_64, AL2_x86_64_GPU, as its image is))`,
    ]);
  });

  test("is refused within a list of groups, in a call of the sub-module, and of a value that is no platform", () => {
    expect(refused("self_managed_node_groups: [{ platform: windows }]\n")).toEqual([
      expect.stringContaining("self_managed_node_groups[0].platform: refused by the module"),
    ]);
    expect(refused(`modules: { own: { source: ${SOURCE}, platform: al2 } }\n`)).toEqual([
      expect.stringMatching(
        /value-unknown modules\.own\.platform: .* got `al2` \(delete it, and write for linux `ami_type: AL2_x86_64`.*; for windows `ami_type/,
      ),
    ]);
    const reference = "platform: { module: images, output: platform }";
    const images = "modules: { images: { source: ./images } }\n";
    expect(refused(`${images}self_managed_node_groups: { own: { ${reference} } }\n`)).toContainEqual(
      expect.stringContaining(GOT("a reference")),
    );
  });

  test("is taken as null, before 20.14.0, and of managed groups", () => {
    for (const text of [
      "self_managed_node_groups: { own: { platform: null } }\n",
      "module: { version: 20.13.1 }\nself_managed_node_groups: { own: { platform: windows } }\n",
      "eks_managed_node_groups: { blue: { platform: windows } }\n",
    ])
      expect(refused(text).filter((each) => each.includes("platform"))).toEqual([]);
  });
});
