import { Testing } from "cdktf";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { ModuleStack } from "../../../stacks/module/module-stack";
import { HEAD, refused } from "../../inventory/module-yaml";
import { fieldsOf } from "../../support/terraform/provider-schema";

const fileWith = (tags: string): string =>
  `${HEAD.replace("region:", "remote_states: { network: { local: {} } }, region:")}authentication_mode: API
vpc_id: vpc-0a1b2c3d
subnet_ids: [subnet-0a1b2c3d, subnet-0a1b2c3e]
tags: ${tags}
service_accounts: { agent: { namespace: kube-system, name: agent } }
accept: [{ code: adopt-whole-state, reason: a new cluster, until: 2099-01-31 }]
`;

/** Tags of the call of the module, and of the role that the stack makes itself. */
function tagsOf(tags: string): readonly unknown[] {
  const { cluster } = parseClusterFile("clusters/demo.yaml", fileWith(tags));
  if (cluster === undefined) return refused("", fileWith(tags));
  const json = fieldsOf(JSON.parse(Testing.synth(new ModuleStack(Testing.app(), "demo", cluster.staged))));
  const { eks } = fieldsOf(json.module);
  const roles = Object.values(fieldsOf(fieldsOf(json.resource).aws_iam_role));
  return [eks, ...roles].map((each) => fieldsOf(each).tags);
}

const OUTPUT = "${data.terraform_remote_state.network.outputs.tags}";

describe("tags of a file that calls the module", () => {
  test.each([
    ["{ from: network, output: tags }", OUTPUT],
    ['{ team: { from: network, output: tags }, cost: "7" }', { team: OUTPUT, cost: "7" }],
    ["{ team: { module: eks, output: cluster_id } }", { team: "${module.eks.cluster_id}" }],
    ["{ from: network, team: shop }", { from: "network", team: "shop" }],
    ['{ team: "${shop}" }', { team: "$${shop}" }],
  ])("%s", (tags, expected) => {
    expect(refused("", fileWith(tags))).toEqual([]);
    expect(tagsOf(tags)).toEqual([expected, expected]);
  });

  test.each([
    ["{ from: netwrok, output: tags }", "reference-unknown tags.from"],
    ["{ team: { from: netwrok, output: tags } }", "reference-unknown tags.team.from"],
    ["{ team: { form: network, output: tags } }", "key-unknown tags.team.form"],
    ["{ team: [a] }", "type-wrong tags.team"],
  ])("%s is refused", (tags, told) => {
    expect(refused("", fileWith(tags))).toEqual([expect.stringContaining(told)]);
  });

  test("no other rendering takes a reference", () => {
    const text = fileWith("{ team: { from: network, output: tags } }").replace("render: module", "render: resources");
    expect(refused("", text)).toContainEqual(expect.stringContaining("tags.team"));
  });
});
