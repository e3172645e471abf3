import { refused } from "./module-yaml";

const NONE = "vpc_id: null\nsubnet_ids: []\n";
const CODES = (text: string): string[] =>
  refused(text).map((line) => line.split(": ")[0]?.replace(/^[\d:]+ /, "") ?? "");

describe("the network of a file with `render: module`", () => {
  test("a new cluster without subnets and VPC is told what it lacks", () => {
    expect(refused(NONE)).toEqual([
      "5:1 key-missing subnet_ids: missing, expected subnets of the cluster, without which the module plans nothing (write `subnet_ids: [subnet-...]`, or `{ from: STATE, output: NAME }` of a state in terraform.remote_states)",
      "4:9 key-missing vpc_id: missing, expected the VPC of the subnets: the module makes security groups, which AWS would put into the default VPC (write `vpc_id`; or `create_cluster_security_group: false` and `create_node_security_group: false`)",
    ]);
  });

  test.each([
    ["subnets of the control plane alone", "vpc_id: vpc-1\nsubnet_ids: []\ncontrol_plane_subnet_ids: [subnet-1]\n", []],
    [
      "the same with a group that has none",
      "vpc_id: vpc-1\nsubnet_ids: []\ncontrol_plane_subnet_ids: [subnet-1]\neks_managed_node_groups: { a: {}, b: { subnet_ids: [subnet-1] } }\n",
      ["key-missing eks_managed_node_groups.a.subnet_ids"],
    ],
    [
      "the same with defaults that have some",
      "vpc_id: vpc-1\nsubnet_ids: []\ncontrol_plane_subnet_ids: [subnet-1]\nfargate_profile_defaults: { subnet_ids: [subnet-1] }\nfargate_profiles: { a: {} }\n",
      [],
    ],
    [
      "no security groups of its own",
      "vpc_id: null\nsubnet_ids: [subnet-1]\ncreate_cluster_security_group: false\ncreate_node_security_group: false\n",
      [],
    ],
    [
      "a cluster that migrates, whose groups are there",
      "vpc_id: null\nsubnet_ids: [subnet-1]\nmigration: { stage: done }\n",
      [],
    ],
    ["a module that makes nothing", `${NONE}create: false\n`, []],
    ["a copy of the module", `${NONE}module: { source: ./eks }\n`, []],
    [
      "values of another state",
      "vpc_id: { from: network, output: vpc_id }\nsubnet_ids: { from: network, output: subnets }\n",
      ["reference-unknown vpc_id.from", "reference-unknown subnet_ids.from"],
    ],
  ])("%s", (_, text, expected) => {
    expect(CODES(text)).toEqual(expected);
  });
});
