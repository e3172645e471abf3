import { PROVIDERS, refused } from "./module-yaml";

describe("values of a file with `render: module`", () => {
  test.each([
    ["${data.terraform_remote_state.network.outputs.vpc_id}", "write `{ from: network, output: vpc_id }`"],
    ["module.vpc.vpc_id", "write `{ module: vpc, output: vpc_id }`"],
    ["${var.vpc}", "write the value out, `{ module: NAME, output: NAME }`"],
    ["var.vpc", "write the value out, `{ module: NAME, output: NAME }`"],
    ["${aws_vpc.main.id}", "write the value out"],
    ['${lookup(local.a, "b")}', "write the value out"],
    ["%{ for a in b }x%{ endfor }", "write the value out"],
  ])("%s is an expression, at any depth", (text, help) => {
    const value = JSON.stringify(text);
    for (const argument of [`vpc_id: ${value}`, `eks_managed_node_groups: { a: { subnet_ids: [${value}] } }`])
      expect(refused(`${argument}\n`)).toEqual([expect.stringContaining(`(${help}`)]);
  });

  test.each(["export HOST=${HOST}", "arn:aws:iam::111122223333:user/${aws:username}", "${not evaluated}", "100%{x"])(
    "%s is a text that Terraform does not mean",
    (text) => {
      const group = `{ a: { pre_bootstrap_user_data: ${JSON.stringify(text)} } }`;
      expect(refused(`eks_managed_node_groups: ${group}\n`)).toEqual([]);
    },
  );

  test("Auto Mode is switched on by what v20 reads beside its block", () => {
    expect(refused("cluster_compute_config: { enabled: true, node_pools: [general-purpose] }\n")).toEqual([]);
    expect(refused("cluster_compute_config: { enable: true }\n")).toEqual([
      expect.stringContaining("key-unknown cluster_compute_config.enable"),
    ]);
  });

  test("v21 declares groups as a map of objects, of which a list is none; v20 goes over both", () => {
    const groups = "eks_managed_node_groups: [{ min_size: 1 }]\n";
    expect(refused(groups)).toEqual([]);
    const v21 = `${PROVIDERS("~> 6.28")}module: { version: 21.19.0 }\n`;
    expect(refused("", `${v21}${groups}`)).toEqual([
      "5:1 type-wrong eks_managed_node_groups: wrong type, expected a map, got a list",
    ]);
    const deep = "eks_managed_node_groups: { a: { taints: [{ key: a, value: b, effect: NO_SCHEDULE }] } }\n";
    expect(refused("", `${v21}${deep}`)).toEqual([
      expect.stringContaining("eks_managed_node_groups.a.taints: wrong type, expected a map, got a list"),
    ]);
  });
});

describe("fields of groups by version", () => {
  const group = (version: string): string =>
    `module: { version: ${version} }\neks_managed_node_groups: { blue: { node_repair_config: { enabled: true }, schedules: { up: { min_siz: 1 } } } }\n`;

  test.each(["20.13.1", "20.37.2"])("%s", (version) => {
    const paths = refused(group(version)).map((each) => /key-unknown (\S+):/.exec(each)?.[1]);
    const repair = version === "20.13.1" ? ["eks_managed_node_groups.blue.node_repair_config"] : [];
    expect(paths).toEqual([...repair, "eks_managed_node_groups.blue.schedules.up.min_siz"]);
  });

  test("a call of a sub-module is held as deep", () => {
    const source = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group";
    const args = "block_device_mappings: { xvda: { ebs: { volume_sze: 1 } } }";
    expect(refused(`modules: { g: { source: ${source}, ${args} } }\n`)).toEqual([
      expect.stringContaining("key-unknown modules.g.block_device_mappings.xvda.ebs.volume_sze"),
    ]);
  });

  test.each(["module.vpc.subnets[0]", "data.aws_subnet.a.id", "aws_subnet.b.id"])("%s is an expression", (text) => {
    expect(refused(`control_plane_subnet_ids: ["${text}"]\n`)).toEqual([expect.stringContaining("expression-in-text")]);
  });

  test.each([
    ["", ["self_managed_node_groups.s.create_access_entry", "modules.k.create_access_entry"]],
    [", create_access_entry: false", []],
  ])("groups and Karpenter make no entry in mode CONFIG_MAP: `%s`", (off, expected) => {
    const text = `migration: { stage: config-map }
self_managed_node_groups: { s: { min_size: 1${off} } }
modules: { k: { source: terraform-aws-modules/eks/aws//modules/karpenter, cluster_name: demo${off} } }
`;
    const found = refused(text).filter((each) => each.includes("entry-in-config-map-mode"));
    expect(found.map((each) => each.split(" ")[2]?.replace(/:$/, ""))).toEqual(expected);
  });
});
