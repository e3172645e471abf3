import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, TerraformStack, Testing, Token } from "cdktf";
import { clusterFile } from "../../../lib/inventory/schema/cluster-file";
import { childOf, isText, type Schema } from "../../../lib/inventory/schema/schema-walk";
import { REFERENCE_PLACES } from "../../../lib/inventory/shape/reference-places";
import { EksStack } from "../../../stacks/eks-stack";
import { newCluster } from "../../support/definitions/sample-definitions";
import { refusalOf } from "../stack-json";

const ARN = "arn:aws:iam::111122223333:role/ops";
const VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
const OTHER = "terraform_remote_state.cross-stack-reference-input-network.outputs";

/** The JSON of a cluster whose props refer to a resource of another stack of the app, as CDKTF users write them. */
function jsonWith(props: (reference: string, list: string[]) => object): string {
  const app = new App({ skipValidation: true, stackTraces: false });
  const network = new TerraformStack(app, "network");
  const vpc = new Vpc(network, "vpc", { cidrBlock: "10.0.0.0/16" });
  const stack = new EksStack(app, "demo", newCluster(props(vpc.arn, Token.asList(vpc.fqn))));
  stack.prepareStack();
  return Testing.synth(stack);
}

const entry = (rest: object) => ({
  accessEntries: { ...newCluster().accessEntries, ops: { principalArn: ARN, ...rest } },
});
const iamRole = (rest: object) => ({
  iamRoles: { ops: { name: "ops", assumedBy: { services: ["ec2.amazonaws.com"] }, ...rest } },
});
const account = (rest: object) => ({
  enableIrsa: true,
  serviceAccounts: { agent: { namespace: "monitoring", name: "agent", ...rest } },
});
const policy = (policyArn: string, namespaces: readonly string[]) =>
  entry({ policyAssociations: { view: { policyArn, accessScope: { type: "namespace", namespaces } } } });
const terraform = (rest: object) => ({ terraform: { accountId: "111122223333", region: "ap-northeast-2", ...rest } });

describe("a reference to another stack", () => {
  test.each<[string, (reference: string, list: string[]) => object]>([
    ["subnets", (reference) => ({ subnetIds: [reference, "subnet-0a1b2c3d4e5f60002"] })],
    ["subnets, as one list", (_, list) => ({ subnetIds: list })],
    ["a security group", (reference) => ({ clusterSecurityGroupId: reference })],
    ["the role of the cluster", (reference) => ({ iamRoleArn: reference })],
    ["the key of its Secrets", (reference) => ({ clusterEncryptionConfig: { providerKeyArn: reference } })],
    ["a tag", (reference) => ({ tags: { Network: `in ${reference}` } })],
    ["a tag of an entry", (reference) => entry({ kubernetesGroups: ["ops"], tags: { Network: reference } })],
    ["a default tag", (reference) => terraform({ defaultTags: { Network: reference } })],
    ["the role of the provider", (reference) => terraform({ assumeRole: { roleArn: reference } })],
    ["a policy of a role", (reference) => iamRole({ policies: { ops: reference } })],
    ["a policy within a role", (reference) => iamRole({ inlinePolicies: { ops: `{"Resource":"${reference}"}` } })],
    ["a policy of a service account", (reference) => account({ policies: { agent: reference } })],
  ])("stands as %s", (_, props) => {
    expect(jsonWith(props)).toContain(OTHER);
  });

  test.each<[string, string, string, (text: string) => object]>([
    [
      "the principal of an entry",
      "access_entries.ops.principal_arn",
      `${ARN}-2`,
      (reference) => entry({ principalArn: reference }),
    ],
    ["a username", "access_entries.ops.user_name", "ops", (reference) => entry({ userName: reference })],
    ["part of a username", "access_entries.ops.user_name", "1", (reference) => entry({ userName: `ops-${reference}` })],
    [
      "a group",
      "access_entries.ops.kubernetes_groups[0]",
      "ops",
      (reference) => entry({ kubernetesGroups: [reference] }),
    ],
    [
      "a policy of an entry",
      "access_entries.ops.policy_associations.view.policy_arn",
      VIEW,
      (reference) => policy(reference, ["dev"]),
    ],
    [
      "a namespace",
      "access_entries.ops.policy_associations.view.access_scope.namespaces[0]",
      "dev",
      (reference) => policy(VIEW, [reference]),
    ],
    ["the name of the cluster", "cluster_name", "demo-2", (reference) => ({ clusterName: reference })],
    ["the account", "terraform.account_id", "111122223333", (reference) => terraform({ accountId: reference })],
    ["the region", "terraform.region", "us-west-2", (reference) => terraform({ region: reference })],
    [
      "the bucket of the state",
      "terraform.backend.s3.bucket",
      "states",
      (bucket) => terraform({ backend: { s3: { bucket, key: "demo", region: "us-west-2" } } }),
    ],
    [
      "the group of a binding",
      "rbac_bindings.ops.group",
      "ops",
      (group) => ({
        rbacBindings: { ops: { group, clusterRole: "view" } },
      }),
    ],
    [
      "the role of a binding",
      "rbac_bindings.ops.cluster_role",
      "view",
      (clusterRole) => ({
        rbacBindings: { ops: { group: "ops", clusterRole } },
      }),
    ],
    ["the name of a role", "iam_roles.ops.name", "ops-2", (name) => iamRole({ name })],
    [
      "who may take a role",
      "iam_roles.ops.assumed_by.principals[0]",
      ARN,
      (reference) => iamRole({ assumedBy: { principals: [reference] } }),
    ],
    [
      "the namespace of a service account",
      "service_accounts.agent.namespace",
      "monitoring",
      (namespace) => account({ namespace }),
    ],
    [
      "a reason",
      "accept[0].reason",
      "looked at",
      (reason) => ({
        accept: [{ code: "admin-elsewhere", reason, until: "2099-12-31" }],
      }),
    ],
    ["who leaves", "leaving[0]", ARN, (reference) => ({ leaving: [reference] })],
    ["who answers for it", "owner", "platform", (owner) => ({ owner })],
  ])("is refused as %s, which is written out", (...[, path, literal, props]) => {
    const { code, message } = refusalOf(() => jsonWith(props));
    expect(code).toBe("token-in-text");
    expect(message).toMatch(
      /a placeholder of CDK for Terraform, expected text that stands for itself, got `[^`]*TfToken\[/,
    );
    expect(message.startsWith(`${path}: `)).toBe(true);
    expect(jsonWith(() => props(literal))).not.toContain(OTHER);
  });

  test.each<[string, (reference: string) => object]>([
    ["an entry", (key) => ({ accessEntries: { ...newCluster().accessEntries, [key]: { principalArn: ARN } } })],
    ["a tag", (key) => ({ tags: { [key]: "x" } })],
    ["a binding", (key) => ({ rbacBindings: { [key]: { group: "ops", clusterRole: "view" } } })],
  ])("is refused as the key of %s", (_, props) => {
    expect(refusalOf(() => jsonWith(props)).code).toBe("token-in-text");
  });

  test("that is half of one is refused where a whole one may stand", () => {
    for (const half of ["${TfToken[TOKEN.2]", "a #{TfToken["]) {
      const { code, path } = refusalOf(() => jsonWith(() => ({ tags: { Network: half } })));
      expect({ code, path }).toEqual({ code: "token-in-text", path: "tags.Network" });
    }
    expect(jsonWith(() => ({ tags: { Network: "TfToken[" } }))).toContain('"TfToken["');
  });

  test.each(REFERENCE_PLACES)("may stand where a file has a text: %s", (place) => {
    const schema = place.split(".").reduce<Schema>((at, step) => childOf(at, step), clusterFile);
    expect(isText(schema)).toBe(true);
  });
});
