import { configMapYaml } from "../support/cli/source-texts";
import { foundIn as found } from "../support/plans/case-files";
import { cli, folderWith } from "../support/cli/cli-run";

jest.setTimeout(60_000);

const file = (more = "") => `cluster_name: demo
render: access
authentication_mode: API
access_entries:
  ops:
    principal_arn: arn:aws:iam::111122223333:role/ops
    policy_associations:
      admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }
service_accounts:
  agent: { namespace: amazon-cloudwatch, name: cloudwatch-agent, pod_identity: true }
terraform: { account_id: "111122223333", region: eu-west-1, protect: true }
${more}`;

const cluster = JSON.stringify({
  cluster: {
    name: "demo",
    arn: "arn:aws:eks:eu-west-1:111122223333:cluster/demo",
    accessConfig: { authenticationMode: "API" },
  },
});

describe("the agent of Pod Identity", () => {
  const said = async (addons?: readonly string[]) => {
    const cwd = folderWith({
      "demo.yaml": file(),
      "cluster.json": cluster,
      "aws-auth.yaml": configMapYaml({}),
      "addons.json": JSON.stringify({ addons: addons ?? [] }),
    });
    const live = addons === undefined ? [] : ["--live", "cluster.json", "addons.json"];
    const { stdout } = await cli(["check", "demo.yaml", ...live], { cwd });
    return found(stdout).filter((line) => line.includes("pod-identity-agent"));
  };

  test("is not named by a file: check says so", async () => {
    expect(await said()).toEqual(["note pod-identity-agent service_accounts.agent.pod_identity"]);
  });

  test.each([
    [["vpc-cni"], ["warning pod-identity-agent service_accounts.agent.pod_identity"]],
    [["vpc-cni", "eks-pod-identity-agent"], []],
  ])("is looked for among live add-ons: %j", async (addons, expected) => {
    expect(await said(addons)).toEqual(expected);
  });
});
