import { Testing, TerraformStack } from "cdktf";
import { adopt } from "../../../lib/eks/address/adopt";
import { Eks } from "../../../lib/eks/eks";
import { type ServiceAccount, ServiceAccounts } from "../../../lib/eks/iam/service-accounts";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { resources, synth } from "../synth";

const CLUSTER = "eks-work-cluster";
const PROVIDER = {
  arn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/0A1B2C3D",
  url: "https://oidc.eks.ap-northeast-2.amazonaws.com/id/0A1B2C3D",
};
/** @see CASES 2 */
const AGENT: ServiceAccount = {
  namespace: "amazon-cloudwatch",
  name: "cloudwatch-agent",
  policies: { CloudWatchAgentServerPolicy: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
};

function rendered(account: ServiceAccount) {
  return synth((stack) => {
    new ServiceAccounts(stack, "service_accounts", {
      clusterName: CLUSTER,
      oidcProvider: PROVIDER,
      serviceAccounts: { agent: account },
      tags: { Team: "platform" },
    });
  });
}

describe("ServiceAccounts", () => {
  test("gives the account a role that only it may take", () => {
    const json = rendered(AGENT);
    expect(resources(json, "aws_iam_role")).toEqual({
      service_account_agent: {
        assume_role_policy: "${data.aws_iam_policy_document.service_account_agent.json}",
        name: "eks-work-cluster-amazon-cloudwatch-cloudwatch-agent",
        tags: { Team: "platform" },
      },
    });
    const issuer = `\${replace("${PROVIDER.url}", "https://", "")}`;
    expect(fieldsOf(json.data).aws_iam_policy_document).toEqual({
      service_account_agent: {
        statement: [
          {
            actions: ["sts:AssumeRoleWithWebIdentity"],
            condition: [
              {
                test: "StringEquals",
                values: ["system:serviceaccount:amazon-cloudwatch:cloudwatch-agent"],
                variable: `${issuer}:sub`,
              },
              { test: "StringEquals", values: ["sts.amazonaws.com"], variable: `${issuer}:aud` },
            ],
            principals: [{ identifiers: [PROVIDER.arn], type: "Federated" }],
          },
        ],
      },
    });
    expect(resources(json, "aws_iam_role_policy_attachment")).toEqual({
      service_account_agent: {
        for_each: AGENT.policies,
        policy_arn: "${each.value}",
        role: "${aws_iam_role.service_account_agent.name}",
      },
    });
  });

  test("makes the account, annotated with the role", () => {
    const json = rendered({ ...AGENT, annotations: { team: "platform" } });
    expect(resources(json, "kubernetes_service_account_v1")).toEqual({
      agent: {
        metadata: {
          annotations: {
            "eks.amazonaws.com/role-arn": "${aws_iam_role.service_account_agent.arn}",
            team: "platform",
          },
          name: "cloudwatch-agent",
          namespace: "amazon-cloudwatch",
        },
      },
    });
  });

  test("annotates an account that exists, over whoever annotates it", () => {
    const json = rendered({ ...AGENT, create: false });
    expect(resources(json, "kubernetes_service_account_v1")).toEqual({});
    expect(resources(json, "kubernetes_annotations")).toEqual({
      agent: {
        annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.service_account_agent.arn}" },
        api_version: "v1",
        force: true,
        kind: "ServiceAccount",
        metadata: { name: "cloudwatch-agent", namespace: "amazon-cloudwatch" },
      },
    });
  });

  test("trusts the provider of a cluster in the same stack, by reference", () => {
    const json = synth((stack) => {
      const eks = new Eks(stack, "eks", { clusterName: CLUSTER, subnetIds: ["subnet-1"] });
      if (!eks.oidcProvider) throw new Error("expected an identity provider");
      const { arn, url } = eks.oidcProvider;
      const serviceAccounts = { agent: AGENT };
      new ServiceAccounts(stack, "sa", { clusterName: CLUSTER, oidcProvider: { arn, url }, serviceAccounts });
    });
    const [statement]: readonly unknown[] = [
      fieldsOf(fieldsOf(fieldsOf(json.data).aws_iam_policy_document).service_account_agent).statement,
    ];
    expect(statement).toMatchObject([
      {
        condition: [
          { variable: '${replace(aws_iam_openid_connect_provider.oidc_provider.url, "https://", "")}:sub' },
          { variable: '${replace(aws_iam_openid_connect_provider.oidc_provider.url, "https://", "")}:aud' },
        ],
        principals: [{ identifiers: ["${aws_iam_openid_connect_provider.oidc_provider.arn}"] }],
      },
    ]);
  });

  test("refuses a role name that IAM does not take", () => {
    const stack = new TerraformStack(Testing.app(), "demo");
    const long = { ...AGENT, roleName: "x".repeat(65) };
    const props = { clusterName: CLUSTER, oidcProvider: PROVIDER, serviceAccounts: { agent: long } };
    expect(() => new ServiceAccounts(stack, "sa", props)).toThrow(
      expect.objectContaining({
        code: "role-name-long",
        message: expect.stringContaining("service_accounts.agent.role_name: expected at most 64 characters"),
      }),
    );
  });

  test("imports role, attachments and account", () => {
    const json = synth((stack) => {
      const props = {
        clusterName: CLUSTER,
        oidcProvider: PROVIDER,
        serviceAccounts: { agent: { ...AGENT, roleName: "agent" } },
      };
      adopt(stack, { import: true }, new ServiceAccounts(stack, "sa", props).adoptables);
    });
    expect(json.import).toEqual([
      { to: "aws_iam_role.service_account_agent", id: "agent" },
      {
        to: 'aws_iam_role_policy_attachment.service_account_agent["CloudWatchAgentServerPolicy"]',
        id: "agent/arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
      },
      { to: "kubernetes_service_account_v1.agent", id: "amazon-cloudwatch/cloudwatch-agent" },
    ]);
  });
});
