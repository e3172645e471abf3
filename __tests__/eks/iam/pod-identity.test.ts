import { type ServiceAccount, ServiceAccounts } from "../../../lib/eks/iam/service-accounts";
import { needsOidcProvider, podIdentityFindings } from "../../../lib/inventory/definition/pod-identity-findings";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { cluster, newCluster } from "../../support/definitions/sample-definitions";
import { refusalOf, stackJson } from "../../stacks/stack-json";
import { resources, synth } from "../synth";

const AGENT: ServiceAccount = {
  namespace: "amazon-cloudwatch",
  name: "cloudwatch-agent",
  policies: { CloudWatchAgentServerPolicy: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
  podIdentity: true,
};

function rendered(account: ServiceAccount) {
  return synth((stack) => {
    new ServiceAccounts(stack, "service_accounts", { clusterName: "demo", serviceAccounts: { agent: account } });
  });
}

describe("a service account with Pod Identity", () => {
  test("has a role that EKS hands to its pods, and an association in the annotation's place", () => {
    const json = rendered(AGENT);
    expect(fieldsOf(json.data).aws_iam_policy_document).toEqual({
      service_account_agent: {
        statement: [
          {
            actions: ["sts:AssumeRole", "sts:TagSession"],
            principals: [{ identifiers: ["pods.eks.amazonaws.com"], type: "Service" }],
          },
        ],
      },
    });
    expect(resources(json, "aws_eks_pod_identity_association")).toEqual({
      agent: {
        cluster_name: "demo",
        namespace: "amazon-cloudwatch",
        role_arn: "${aws_iam_role.service_account_agent.arn}",
        service_account: "cloudwatch-agent",
      },
    });
    expect(resources(json, "kubernetes_service_account_v1")).toEqual({
      agent: { metadata: { name: "cloudwatch-agent", namespace: "amazon-cloudwatch" } },
    });
  });

  test("touches nothing in Kubernetes where the account exists", () => {
    const json = rendered({ ...AGENT, create: false });
    expect(Object.keys(fieldsOf(json.resource)).sort()).toEqual([
      "aws_eks_pod_identity_association",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
    ]);
  });

  test("needs no OIDC provider, as others do", () => {
    expect(needsOidcProvider({ agent: AGENT })).toBe(false);
    expect(needsOidcProvider({ agent: AGENT, other: { podIdentity: false } })).toBe(true);
    const { podIdentity, ...irsa } = AGENT;
    expect(() => rendered(irsa)).toThrow("expected an OIDC provider");
  });
});

describe("the OIDC provider of a cluster that something else manages", () => {
  const account = { namespace: "a", name: "agent" };
  const render = "access" as const;
  const types = (json: ReturnType<typeof stackJson>, kind: "data" | "resource") =>
    Object.keys(fieldsOf(json[kind])).filter((type) => type.includes("openid") || type.includes("pod_identity"));
  const stack = (podIdentity: boolean, enableIrsa?: boolean) =>
    stackJson(
      newCluster({
        render,
        serviceAccounts: { agent: { ...account, podIdentity } },
        ...(enableIrsa === undefined ? {} : { enableIrsa }),
      }),
    );

  test.each<[string, boolean, boolean | undefined, string[], string[]]>([
    ["is looked up", false, undefined, ["aws_iam_openid_connect_provider"], []],
    ["is looked up where the file says that it is there", false, false, ["aws_iam_openid_connect_provider"], []],
    ["is made where the file says so", false, true, [], ["aws_iam_openid_connect_provider"]],
    ["is of no use to Pod Identity", true, undefined, [], ["aws_eks_pod_identity_association"]],
  ])("%s", (...[, podIdentity, enableIrsa, data, made]) => {
    const json = stack(podIdentity, enableIrsa);
    expect([types(json, "data"), types(json, "resource")]).toEqual([data, made]);
  });

  test("that is made is that of the live cluster's issuer", () => {
    expect(fieldsOf(stack(false, true).resource).aws_iam_openid_connect_provider).toMatchObject({
      oidc_provider: {
        client_id_list: ["sts.amazonaws.com"],
        url: "${data.aws_eks_cluster.this.identity[0].oidc[0].issuer}",
      },
    });
  });

  test("that is made is not forgotten beside the rest of the cluster", () => {
    const forgotten = (json: ReturnType<typeof stackJson>) =>
      JSON.stringify(json.removed).includes("aws_iam_openid_connect_provider.oidc_provider");
    expect([forgotten(stack(false, true)), forgotten(stack(false))]).toEqual([false, true]);
  });

  test("is refused where no account could trust it", () => {
    const refusal = refusalOf(() => stack(true, true));
    expect([refusal.code, refusal.path]).toEqual(["variable-unused", "enable_irsa"]);
    const alone = refusalOf(() => stackJson(cluster({ stage: "dual" }, { render, enableIrsa: true })));
    expect([alone.code, alone.path]).toEqual(["variable-unused", "enable_irsa"]);
  });
});

describe("podIdentityFindings", () => {
  const definition = (rest: Parameters<typeof newCluster>[0]) =>
    podIdentityFindings(newCluster({ serviceAccounts: { agent: AGENT }, ...rest })).map(
      ({ code, severity, path }) => `${severity} ${code} ${path}`,
    );

  test("say once that a file does not install the agent, but for Auto Mode", () => {
    expect(definition({})).toEqual(["note pod-identity-agent service_accounts.agent.pod_identity"]);
    expect(definition({ clusterComputeConfig: { enabled: true } })).toEqual([]);
    expect(definition({ serviceAccounts: { agent: { ...AGENT, podIdentity: false } } })).toEqual([]);
  });
});
