import { edits } from "../../support/overlay/group-edits";

const NEVER = (from: string): string => `${from} never read it, so it has no effect`;

describe("fields that no version reads", () => {
  test.each([
    ["min_sze", "min_size", "19.21.0"],
    ["instance_type", "instance_types", "19.21.0"],
    ["kubernetes_version", "cluster_version", "19.21.0"],
    ["min_sze", "min_size", "20.37.2"],
  ])("%s, where %s was meant, had no effect at %s", async (field, near, from) => {
    expect(await edits(`eks_managed_node_groups = { blue = { ${field} = 1 } }`, { from })).toContain(
      `main.tf:${from.startsWith("19") ? 13 : 14} eks_managed_node_groups.blue.${field}: delete it for a plan without changes, or rename it to ${near}, which then takes effect: ${NEVER(from)}`,
    );
  });

  test("a field that is near to none", async () => {
    expect(await edits("eks_managed_node_groups = { blue = { wobble = 1, cluster_service_ipv4_cidr = 1 } }")).toEqual(
      expect.arrayContaining([
        `main.tf:13 eks_managed_node_groups.blue.wobble: delete it: ${NEVER("19.21.0")}`,
        expect.stringContaining(`cluster_service_ipv4_cidr: delete it: ${NEVER("19.21.0")}`),
      ]),
    );
  });

  test("a field that was read is just gone, whatever is near to it", async () => {
    const groups = 'eks_managed_node_groups = { blue = { placement_group_az = "a" } }';
    expect(await edits(groups, { from: "20.37.2" })).toContain(
      "main.tf:14 eks_managed_node_groups.blue.placement_group_az: delete it: the module reads it no more, and what it made or set goes",
    );
    const own = "eks_managed_node_groups = { blue = { create_security_group = false } }";
    expect(await edits(own, { from: "18.31.2" })).toContain(
      "main.tf:13 eks_managed_node_groups.blue.create_security_group: delete it: the module reads it no more, and what it made or set goes",
    );
  });

  test.each([
    ["eks_managed_nodegroups", "eks_managed_node_groups", "19.21.0"],
    ["cluster_adons", "cluster_addons", "19.21.0"],
    ["fargate_profile", "fargate_profiles", "19.21.0"],
    ["cluster_adons", "addons", "20.37.2"],
    ["subnets", "subnet_ids", "19.21.0"],
  ])("argument %s, where %s was meant, had no effect at %s", async (argument, near, from) => {
    expect(await edits(`${argument} = {}`, { from })).toContainEqual(
      expect.stringMatching(
        new RegExp(`${argument}: delete it for a plan without changes, or rename it to ${near}, which .*${from}`),
      ),
    );
  });
});

describe("fields with another name or place in v21", () => {
  const STATEMENTS = '[{ actions = ["s3:Get*"], conditions = [{ test = "StringEquals" }] }]';

  test.each([
    [
      `fargate_profiles = { jobs = { iam_role_policy_statements = ${STATEMENTS} } }`,
      "fargate_profiles.jobs.iam_role_policy_statements.conditions: rename it to condition",
    ],
    [
      "self_managed_node_groups = { own = { target_group_arns = [] } }",
      "self_managed_node_groups.own.target_group_arns: delete it: the module reads it no more, and what it made or set goes",
    ],
  ])("%s", async (text, told) => {
    expect(await edits(text, { from: "20.37.2" })).toContain(`main.tf:14 ${told}`);
  });

  test("of the sub-module's own call too", async () => {
    const more = `module "own" {
  source                 = "terraform-aws-modules/eks/aws//modules/self-managed-node-group"
  version                = "20.37.2"
  mixed_instances_policy = { override = [] }
}
`;
    expect(await edits("", { from: "20.37.2", more })).toContain(
      "locals.tf:4 module.own.mixed_instances_policy.override: move it into launch_template: mixed_instances_policy = { launch_template = { override = [...] } }",
    );
  });
});

describe("add-ons' resolve_conflicts", () => {
  test.each([
    [
      '"OVERWRITE"',
      'delete it: resolve_conflicts_on_create and resolve_conflicts_on_update are "OVERWRITE" by default',
    ],
    ['"NONE"', 'write resolve_conflicts_on_create = "NONE" and resolve_conflicts_on_update = "NONE" in its place'],
    [
      '"PRESERVE"',
      'write resolve_conflicts_on_create = "NONE" and resolve_conflicts_on_update = "PRESERVE" in its place',
    ],
    [
      "null",
      'write resolve_conflicts_on_create = null and resolve_conflicts_on_update = null in its place: left out, they are "OVERWRITE"',
    ],
    [
      "var.how",
      'write resolve_conflicts_on_create = (var.how) and resolve_conflicts_on_update = (var.how) in its place; where it comes to PRESERVE, "NONE" on create: left out, they are "OVERWRITE"',
    ],
  ])("%s has its place in v20", async (value, does) => {
    expect(await edits(`cluster_addons = { coredns = { resolve_conflicts = ${value} } }`)).toContain(
      `main.tf:13 cluster_addons.coredns.resolve_conflicts: ${does}`,
    );
  });

  test("v18 left it to AWS where nothing was written, and v20 overwrites", async () => {
    const addons = 'cluster_addons = { coredns = {}, vpc-cni = { resolve_conflicts = "NONE" } }';
    const does =
      'write it and resolve_conflicts_on_create as null into coredns, where changes of others to the add-on have to stay: it was none, and is "OVERWRITE" by default';
    expect(await edits(addons, { from: "18.31.2" })).toContain(
      `main.tf:13 cluster_addons.resolve_conflicts_on_update: ${does}`,
    );
    expect((await edits(addons)).join("\n")).not.toContain("resolve_conflicts_on_update: ");
  });
});

describe("values that an expression makes", () => {
  const GONE = "not looked at, for an expression makes it: see by hand whether it has one of these; ";

  test.each(["merge(local.one, local.two)", "{ for key in local.keys : key => local.each }", "var.groups"])(
    "%s is named, with what to look for",
    async (expression) => {
      const all = await edits(`self_managed_node_groups = ${expression}`, { from: "20.37.2" });
      const told = all.find((line) => line.includes("not looked at"));
      expect(told).toMatch(/^main\.tf:14 self_managed_node_groups: not looked at/);
      for (const part of [
        "gone: ",
        "placement_group_az",
        "cluster_version: rename it to kubernetes_version",
        "platform: write ami_type",
        "mixed_instances_policy.override: move it into launch_template",
      ])
        expect(told).toContain(part);
    },
  );

  test.each([
    ["one group", "eks_managed_node_groups = { blue = merge(local.one, local.two) }", "eks_managed_node_groups.blue"],
    ["a group under a key that is an expression", 'eks_managed_node_groups = { "${local.name}-a" = var.one }', ""],
    ["defaults", "eks_managed_node_group_defaults = var.defaults", "eks_managed_node_group_defaults"],
  ])("%s", async (_, groups, argument) => {
    expect(await edits(groups, { from: "20.37.2" })).toContainEqual(
      expect.stringMatching(new RegExp(`^main\\.tf:14 ${argument}.*: not looked at, .*kubernetes_version`)),
    );
  });

  test("add-ons of v19 may have resolve_conflicts, groups of v19 what v20 alone reads, those of v18 several", async () => {
    expect(await edits("cluster_addons = var.addons")).toContain(
      `main.tf:13 cluster_addons: ${GONE}resolve_conflicts: write resolve_conflicts_on_create = its value and resolve_conflicts_on_update = its value in its place; where it comes to PRESERVE, "NONE" on create: left out, they are "OVERWRITE"; pod_identity_association, tags: 19.21.0 never read them, and they take effect`,
    );
    expect(await edits("eks_managed_node_groups = var.groups")).toContain(
      `main.tf:13 eks_managed_node_groups: ${GONE}cloudinit_post_nodeadm, cloudinit_pre_nodeadm, create_iam_role_policy, create_placement_group, efa_indices, enable_efa_only, enable_efa_support, iam_role_policy_statements, node_repair_config, placement_group_az, placement_group_strategy, use_latest_ami_release_version: 19.21.0 never read them, and they take effect`,
    );
    expect(await edits("eks_managed_node_groups = var.groups", { from: "18.31.2" })).toContainEqual(
      expect.stringMatching(
        /gone: create_security_group, .*iam_role_additional_policies: write it as map\(string\); launch_template_name = "": add use_custom_launch_template = false/,
      ),
    );
  });
});

describe("values in locals", () => {
  test("are read through, and named at their lines", async () => {
    const more = `locals {
  keys = ["a"]
}

locals {
  blue = {
    cluster_version = "1.31"
    min_sze         = 1
  }
  all = {
    groups = {
      blue = local.blue
      "\${local.name}-green" = {
        platform = "linux"
      }
    }
  }
}
`;
    const told = await edits("eks_managed_node_groups = local.all.groups", { from: "20.37.2", more });
    expect(told.filter((line) => !line.startsWith("main.tf"))).toEqual([
      "locals.tf:7 eks_managed_node_groups.blue.cluster_version: rename it to kubernetes_version",
      `locals.tf:8 eks_managed_node_groups.blue.min_sze: delete it for a plan without changes, or rename it to min_size, which then takes effect: ${NEVER("20.37.2")}`,
      expect.stringContaining("locals.tf:14 eks_managed_node_groups.${local.name}-green.platform: write ami_type"),
    ]);
    expect(told.join("\n")).not.toContain("not looked at");
  });

  test("that name each other, or are not there, are not looked at", async () => {
    const more = "locals {\n  one = local.two\n  two = local.one\n}\n";
    for (const name of ["one", "none"])
      expect(await edits(`eks_managed_node_groups = local.${name}`, { from: "20.37.2", more })).toContainEqual(
        expect.stringContaining("main.tf:14 eks_managed_node_groups: not looked at"),
      );
  });

  test("a map is one, whatever its keys are", async () => {
    const told = await edits('eks_managed_node_groups = { "${local.name}-a" = { min_size = 1 } }', { from: "20.37.2" });
    expect(told.join("\n")).not.toContain("see that its value is a map");
  });

  test("defaults of groups that are gone with them are named too", async () => {
    expect(
      await edits('eks_managed_node_group_defaults = { cluster_version = "1.31", min_sze = 1 }', { from: "20.37.2" }),
    ).toEqual(
      expect.arrayContaining([
        "main.tf:14 eks_managed_node_group_defaults.cluster_version: rename it to kubernetes_version",
        expect.stringContaining("eks_managed_node_group_defaults.min_sze: delete it for a plan without changes"),
      ]),
    );
  });
});
