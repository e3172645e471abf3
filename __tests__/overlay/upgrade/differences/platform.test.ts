import { cli } from "../../../support/cli/cli-run";
import { edits } from "../../../support/overlay/group-edits";
import { repository } from "../../../support/overlay/overlay-repository";
import { ROOT, state } from "../../../support/overlay/upgrade-root";

describe("platform of self-managed groups", () => {
  const REFUSED = "from 20.14.0 on the module refuses platform";
  const AMI = {
    linux: '"AL2_x86_64" (or AL2_ARM_64, AL2_x86_64_GPU, as its image is)',
    bottlerocket:
      '"BOTTLEROCKET_x86_64" (or BOTTLEROCKET_ARM_64, BOTTLEROCKET_x86_64_NVIDIA, BOTTLEROCKET_ARM_64_NVIDIA, BOTTLEROCKET_x86_64_FIPS, BOTTLEROCKET_ARM_64_FIPS, as its image is)',
    windows:
      '"WINDOWS_CORE_2022_x86_64" (or WINDOWS_FULL_2022_x86_64, WINDOWS_CORE_2019_x86_64, WINDOWS_FULL_2019_x86_64, as its image is)',
    al2023:
      '"AL2023_x86_64_STANDARD" (or AL2023_ARM_64_STANDARD, AL2023_x86_64_NVIDIA, AL2023_x86_64_NEURON, AL2023_ARM_64_NVIDIA, as its image is)',
  };
  const groups = (group: string): string => `self_managed_node_groups = {\n    own = {\n      ${group}\n    }\n  }`;

  test.each(Object.entries(AMI))("%s has AMI types in v20", async (platform, types) => {
    expect(await edits(groups(`platform = "${platform}"`), { from: "18.20.5" })).toContain(
      `main.tf:15 self_managed_node_groups.own.platform: write ami_type = ${types} in its place: ${REFUSED}`,
    );
  });

  test("in the defaults, and in a local, at its line", async () => {
    const more = 'locals {\n  all = {\n    own = {\n      platform = "windows"\n    }\n  }\n}\n';
    const text = `self_managed_node_groups = local.all\n  self_managed_node_group_defaults = {\n    platform = "bottlerocket"\n  }`;
    expect((await edits(text, { more })).filter((line) => line.includes(REFUSED))).toEqual([
      `locals.tf:4 self_managed_node_groups.own.platform: write ami_type = ${AMI.windows} in its place: ${REFUSED}`,
      `main.tf:15 self_managed_node_group_defaults.platform: write ami_type = ${AMI.bottlerocket} in its place: ${REFUSED}`,
    ]);
  });

  test.each([
    ['ami_type = "BOTTLEROCKET_ARM_64"', `delete it: ami_type tells it now, and ${REFUSED}`],
    ['ami_type = "AL2_x86_64"', `write ami_type = ${AMI.bottlerocket} in the place of both: ${REFUSED}`],
  ])("beside %s", async (amiType, does) => {
    expect(await edits(groups(`platform = "bottlerocket"\n      ${amiType}`))).toContain(
      `main.tf:15 self_managed_node_groups.own.platform: ${does}`,
    );
    const own = `${groups('platform = "bottlerocket"')}\n  self_managed_node_group_defaults = { ${amiType} }`;
    expect(await edits(own)).toContain(`main.tf:15 self_managed_node_groups.own.platform: ${does}`);
  });

  test("of an expression each platform is told, and of groups that an expression makes", async () => {
    const all = `${Object.entries(AMI)
      .map(([platform, types]) => `${platform} is ${types}`)
      .join("; ")}; ${REFUSED}`;
    expect(await edits(groups("platform = var.platform"))).toContain(
      `main.tf:15 self_managed_node_groups.own.platform: write ami_type in its place: ${all}`,
    );
    expect(await edits("self_managed_node_groups = var.groups")).toContainEqual(
      expect.stringMatching(/^main\.tf:13 self_managed_node_groups: not looked at, .*platform: write ami_type in its/),
    );
  });

  test("null is none, and managed groups go on with theirs", async () => {
    const managed = 'eks_managed_node_groups = { blue = { platform = "windows" } }';
    for (const text of [groups("platform = null"), managed])
      expect((await edits(text)).join("\n")).not.toContain("refuses platform");
  });

  test("of the sub-module's own call too", async () => {
    const more = `module "own" {
  source   = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version  = "19.21.0"
  platform = "linux"
}
`;
    expect(await edits("", { more })).toContain(
      `locals.tf:4 module.own.platform: write ami_type = ${AMI.linux} in its place: ${REFUSED}`,
    );
  });

  test("to v21 the state tells the type, but for CUSTOM, which has no user data of its own", async () => {
    const blue = 'eks_managed_node_groups = { blue = { platform = "windows" } }';
    expect(await edits(blue, { from: "20.37.2" })).toContain(
      "main.tf:14 eks_managed_node_groups.blue.platform: write ami_type in its place, as the state has it (AL2_x86_64, AL2023_x86_64_STANDARD, BOTTLEROCKET_x86_64, WINDOWS_CORE_2022_x86_64): it tells the platform now; where the state has CUSTOM, the type of its image, for the module takes CUSTOM with user_data_template_path alone",
    );
  });

  test("from 20.9.0 on ami_type alone counts", async () => {
    const { cwd } = repository({
      "infra/main.tf": ROOT.replace("19.21.0", "20.13.1").replace(
        / {2}manage_aws_auth[^]*\n\}\n/,
        `  ${groups('platform = "bottlerocket"')}\n}\n`,
      ),
      "state.json": state({ rows: false }),
    });
    const { stdout } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json"], { cwd });
    expect(stdout).toContain(
      `self_managed_node_groups.own.platform: delete it: 20.13.1 goes by ami_type alone, AL2_x86_64 where none is written, and ${REFUSED}\n`,
    );
  });
});
