import { CLUSTER_ADDRESSES } from "../../../lib/inventory/definition/cluster-addresses";
import { isRenderedByUs } from "../../../lib/inventory/state-contents/rendered-address";
import { addresses } from "../../eks/synth";
import { cluster, newCluster, passes, samplesAtEveryStage } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { fieldsOf } from "../../support/terraform/provider-schema";

const split = (address: string): { type: string; name: string } => {
  const [type = "", name = ""] = address.split(".");
  return { type, name };
};

/** Managed resources of the root module that are not told as ours. */
const untold = (all: readonly string[]): string[] =>
  all.filter((address) => !/^(data|module)\./.test(address) && !isRenderedByUs(split(address)));

describe("isRenderedByUs", () => {
  test.each(samplesAtEveryStage().filter(passes))("knows all that $name renders", ({ definition }) => {
    expect(untold(addresses(fieldsOf(JSON.parse(jsonOf(definition)))))).toEqual([]);
  });

  test("knows what sections with keys of the file render, and the cluster of every setting", () => {
    const assumedBy = { services: ["ec2.amazonaws.com"] };
    const policies = { read: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
    const inlinePolicies = { describe: '{"Version":"2012-10-17","Statement":[]}' };
    const whole = newCluster({
      enableIrsa: true,
      iamRoles: { "the admins": { name: "admins", assumedBy, policies, inlinePolicies } },
      serviceAccounts: {
        agent: { namespace: "a", name: "agent", policies },
        "2nd": { namespace: "b", name: "second", create: false },
        pod: { namespace: "c", name: "third", podIdentity: true },
      },
      rbacBindings: { view: { group: "g", clusterRole: "view" }, one: { group: "g", role: "r", namespace: "n" } },
    });
    const made = [whole, cluster({ stage: "entries" })].flatMap((one) => addresses(fieldsOf(JSON.parse(jsonOf(one)))));
    expect(made.length).toBeGreaterThan(20);
    expect(untold([...made, ...CLUSTER_ADDRESSES])).toEqual([]);
  });

  test.each([
    "aws_iam_role.payments",
    "aws_iam_role_policy.payments",
    "aws_iam_policy.payments",
    "aws_iam_policy.iam_role_x",
    "aws_iam_user.ci",
    "aws_iam_openid_connect_provider.github",
    "aws_security_group.database",
    "aws_vpc_security_group_ingress_rule.database",
    "aws_kms_key.database",
    "aws_cloudwatch_log_group.payments",
    "aws_launch_template.workers",
    "aws_eks_node_group.workers",
    "aws_eks_addon.coredns",
    "aws_eks_cluster.other",
    "kubernetes_namespace.payments",
    "kubernetes_config_map.settings",
    "kubernetes_cluster_role.readers",
    "terraform_data.migration",
    "time_sleep.wait",
  ])("does not take %s for ours", (address) => {
    expect(isRenderedByUs(split(address))).toBe(false);
  });
});
