import { cli } from "../../../support/cli/cli-run";
import { repository } from "../../../support/overlay/overlay-repository";
import { ROOT, state } from "../../../support/overlay/upgrade-root";

/** What the command says of the user data of groups, of which the state has the launch templates. */
async function told(groups: string, from = "19.21.0", more = ""): Promise<string[]> {
  const addresses = [...groups.matchAll(/^ {4}(\w+) *= /gm)].map(([, key = ""]) => {
    const call = groups.includes("self_managed") ? "self_managed_node_group" : "eks_managed_node_group";
    return `module.${call}["${key}"].aws_launch_template.this[0]`;
  });
  const main = ROOT.replace("19.21.0", from).replace(/ {2}manage_aws_auth[^]*\n\}\n/, `  ${groups}\n}\n`);
  const { cwd } = repository({
    "infra/main.tf": main,
    "infra/more.tf": more,
    "state.json": state({ rows: false, more: addresses }),
  });
  const { exitCode, stdout, stderr } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json"], {
    cwd,
  });
  expect([exitCode, stderr]).toEqual([0, ""]);
  return stdout
    .split("\n")
    .filter((line) => line.includes(": user data "))
    .map((line) => line.trim());
}

const managed = (...groups: readonly string[]): string =>
  `eks_managed_node_groups = {\n${groups.map((group) => `    ${group}\n`).join("")}  }`;
const own = (...groups: readonly string[]): string => managed(...groups).replace("eks_", "self_");

const ROLLED = "the launch template gets a version, and the nodes are replaced one after the other";
const BY_TYPE = ", for ami_type tells the kind of nodes from 20.9.0 on";
const PRE = 'pre_bootstrap_user_data = "echo a"';
const JOINS = "enable_bootstrap_user_data = true";

describe("user data of managed groups", () => {
  test.each([
    ["nothing of the kind", "{ min_size = 1 }", undefined],
    ["pre_bootstrap_user_data of AL2", `{ ${PRE} }`, undefined],
    ["AL2 that joins", `{ ${JOINS} }`, "the script of AL2, and is the script of AL2 with --ip-family"],
    [
      "AL2023 with pre_bootstrap_user_data",
      `{ ami_type = "AL2023_x86_64_STANDARD", ${PRE} }`,
      `pre_bootstrap_user_data in MIME, and is none${BY_TYPE}; AL2023 takes cloudinit_pre_nodeadm in its place`,
    ],
    ["AL2023 without", '{ ami_type = "AL2023_x86_64_STANDARD" }', undefined],
    [
      "AL2023 that joins",
      `{ ami_type = "AL2023_ARM_64_STANDARD", ${JOINS} }`,
      `the script of AL2, and is a NodeConfig with cidr${BY_TYPE}`,
    ],
    [
      "Bottlerocket without platform, with settings",
      '{ ami_type = "BOTTLEROCKET_x86_64", bootstrap_extra_args = "[settings.host-containers.admin]" }',
      `none, and is bootstrap_extra_args${BY_TYPE}`,
    ],
    [
      "Bottlerocket by platform, with settings",
      '{ ami_type = "BOTTLEROCKET_x86_64", platform = "bottlerocket", bootstrap_extra_args = "a" }',
      undefined,
    ],
    [
      "Bottlerocket by platform that joins",
      `{ platform = "bottlerocket", ${JOINS} }`,
      "settings of Bottlerocket, and is settings of Bottlerocket with a list of cluster-dns-ip",
    ],
    [
      "Windows by platform with pre_bootstrap_user_data",
      `{ platform = "windows", ami_type = "WINDOWS_CORE_2022_x86_64", ${PRE} }`,
      "none, and is pre_bootstrap_user_data",
    ],
    [
      "Windows by ami_type with pre_bootstrap_user_data",
      `{ ami_type = "WINDOWS_CORE_2022_x86_64", ${PRE} }`,
      `pre_bootstrap_user_data in MIME, and is pre_bootstrap_user_data${BY_TYPE}`,
    ],
    ["Windows that joins", `{ platform = "windows", ${JOINS} }`, undefined],
    [
      "Windows with a template",
      '{ platform = "windows", user_data_template_path = "a.tpl" }',
      "none, and is your template",
    ],
    ["AL2 with a template", '{ user_data_template_path = "a.tpl" }', undefined],
    [
      "AL2023 with a template that joins",
      `{ ami_type = "AL2023_x86_64_STANDARD", user_data_template_path = "a.tpl", ${JOINS} }`,
      `your template, and is a NodeConfig in MIME around your template${BY_TYPE}`,
    ],
  ])("%s", async (_, group, was) => {
    expect(await told(managed(`blue = ${group}`))).toEqual(
      was === undefined ? [] : [`eks_managed_node_groups.blue: user data was ${was}: ${ROLLED}`],
    );
  });

  test("of an expression it may be another text, unless it cannot", async () => {
    const may = `user data may be another text, for an expression makes what tells it (the table of docs/upgrade-module.md has each case): then ${ROLLED}`;
    for (const group of ["merge(local.a, local.b)", "{ ami_type = var.type, pre_bootstrap_user_data = var.pre }"])
      expect(await told(managed(`blue = ${group}`))).toEqual([`eks_managed_node_groups.blue: ${may}`]);
    expect(await told(managed("blue = { pre_bootstrap_user_data = var.pre }"))).toEqual([]);
  });

  test("by what groups share, groups of one change in one line, and none without a launch template", async () => {
    const shared = `\n  eks_managed_node_group_defaults = { ${JOINS} }`;
    const line = `user data was the script of AL2, and is the script of AL2 with --ip-family: ${ROLLED}`;
    expect(await told(managed("a = {}", "b = {}", 'c = { platform = "windows" }') + shared)).toEqual([
      `eks_managed_node_groups.a, eks_managed_node_groups.b: ${line}`,
    ]);
    expect(await told(`eks_managed_node_groups = { a = { ${JOINS} } }`)).toEqual([]);
  });

  test.each([
    ["20.8.3", `{ ${JOINS} }`, []],
    [
      "20.8.3",
      `{ platform = "bottlerocket", ${JOINS} }`,
      ["settings of Bottlerocket with cluster-dns-ip, and is settings of Bottlerocket with a list of cluster-dns-ip"],
    ],
    ["20.9.0", `{ ami_type = "AL2023_x86_64_STANDARD", ${PRE} }`, []],
    [
      "20.13.1",
      `{ ami_type = "AL2023_x86_64_NVIDIA", ${PRE} }`,
      [`pre_bootstrap_user_data in MIME, and is none${BY_TYPE}; AL2023 takes cloudinit_pre_nodeadm in its place`],
    ],
  ])("from %s: %s", async (from, group, was) => {
    expect(await told(managed(`blue = ${group}`), from)).toEqual(
      was.map((each) => `eks_managed_node_groups.blue: user data was ${each}: ${ROLLED}`),
    );
  });
});

describe("user data of self-managed groups", () => {
  const OWN = `${ROLLED} where instance_refresh is left to its default`;

  test.each([
    ["{}", "the script of AL2, and is the script of AL2 with --ip-family"],
    [
      '{ platform = "bottlerocket" }',
      "settings of Bottlerocket, and is settings of Bottlerocket with a list of cluster-dns-ip",
    ],
    ['{ platform = "windows" }', undefined],
    [`{ ${PRE}, user_data_template_path = "a.tpl" }`, undefined],
    ['{ ami_type = "AL2023_x86_64_STANDARD" }', `the script of AL2, and is a NodeConfig with cidr${BY_TYPE}`],
  ])("%s", async (group, was) => {
    expect(await told(own(`blue = ${group}`))).toEqual(
      was === undefined ? [] : [`self_managed_node_groups.blue: user data was ${was}: ${OWN}`],
    );
  });
});
