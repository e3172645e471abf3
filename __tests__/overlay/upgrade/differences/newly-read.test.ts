import { edits } from "../../../support/overlay/group-edits";

const told = (from: string, to: string): string =>
  `see that it is meant: ${from} never read it, and ${to} does, so that it takes effect; delete it for a plan without changes`;

/** What is said of fields that only the later version reads. */
async function newlyRead(text: string, from: string, more = ""): Promise<string[]> {
  return (await edits(text, { from, more })).filter((line) => line.includes("see that it is meant"));
}

describe("fields that only the later version reads", () => {
  test.each([
    ["18.20.5", "eks_managed_node_groups", "use_custom_launch_template = false"],
    ["19.21.0", "eks_managed_node_groups", "enable_efa_only = true"],
    ["19.21.0", "eks_managed_node_groups", "node_repair_config = { enabled = true }"],
    ["19.21.0", "eks_managed_node_groups", "cloudinit_pre_nodeadm = [{ content = 1 }]"],
    ["19.21.0", "self_managed_node_groups", 'ami_type = "AL2023_x86_64_STANDARD"'],
    ["18.31.2", "cluster_addons", "preserve = true"],
    ["19.21.0", "cluster_addons", 'resolve_conflicts_on_update = "PRESERVE"'],
    ["19.21.0", "cluster_addons", "pod_identity_association = [{ role_arn = 1 }]"],
  ])("%s: %s.%s", async (from, argument, field) => {
    const name = field.split(" ")[0] ?? "";
    expect(await newlyRead(`${argument} = {\n    blue = {\n      ${field}\n    }\n  }`, from)).toEqual([
      `main.tf:15 ${argument}.blue.${name}: ${told(from, "20.37.2")}`,
    ]);
  });

  test("in what groups share, in a local, and within a list", async () => {
    const more = "locals {\n  blue = {\n    node_repair_config = { enabled = true }\n  }\n}\n";
    const text =
      "eks_managed_node_groups = { blue = local.blue }\n  eks_managed_node_group_defaults = { enable_efa_only = true }";
    expect(await newlyRead(text, "19.21.0", more)).toEqual([
      `locals.tf:3 eks_managed_node_groups.blue.node_repair_config: ${told("19.21.0", "20.37.2")}`,
      `main.tf:14 eks_managed_node_group_defaults.enable_efa_only: ${told("19.21.0", "20.37.2")}`,
    ]);
  });

  test.each([
    ["19.21.0", "eks_managed_node_groups", "use_custom_launch_template = false"],
    ["19.21.0", "eks_managed_node_groups", "enable_efa_only = false"],
    ["19.21.0", "eks_managed_node_groups", "node_repair_config = null"],
    ["18.31.2", "eks_managed_node_groups", "use_custom_launch_template = true"],
    [
      "18.31.2",
      "eks_managed_node_groups",
      'create_launch_template = false, launch_template_name = "", use_custom_launch_template = false',
    ],
    ["19.21.0", "self_managed_node_groups", 'ami_type = "AL2_x86_64"'],
    ["19.21.0", "self_managed_node_groups", 'platform = "windows", ami_type = "WINDOWS_CORE_2022_x86_64"'],
    ["19.21.0", "self_managed_node_groups", "create_access_entry = false"],
    ["19.21.0", "cluster_addons", "preserve = true, tags = null"],
    ["20.37.2", "eks_managed_node_groups", 'kubernetes_version = "1.31"'],
  ])("%s: nothing is said of %s.%s", async (from, argument, fields) => {
    expect(await newlyRead(`${argument} = { blue = { ${fields} } }`, from)).toEqual([]);
  });

  test("v21 reads more of groups too", async () => {
    const text = "eks_managed_node_groups = { blue = { security_group_egress_rules = {} } }";
    const rule = text.replace("{}", "{ a = { cidr_ipv4 = 1 } }");
    expect(await newlyRead(text, "20.37.2")).toEqual([]);
    expect(await newlyRead(rule, "20.37.2")).toEqual([
      `main.tf:14 eks_managed_node_groups.blue.security_group_egress_rules: ${told("20.37.2", "21.19.0")}`,
    ]);
  });
});
