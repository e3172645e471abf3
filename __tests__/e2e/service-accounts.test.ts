import { newCluster } from "../support/definitions/sample-definitions";
import { ACCOUNT, policyArn, role } from "../support/definitions/arns";
import { GuardBench, guarded } from "../support/guards/guard-bench";
import { fieldsOf } from "../support/terraform/provider-schema";
import { withMirror } from "../support/terraform/terraform";

const PATIENCE = 240_000;
const ADMIN = {
  principalArn: role("break-glass"),
  policyAssociations: {
    admin: { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } },
  },
} as const;
const { terraform } = guarded("dual");
const DEMO = newCluster({
  clusterName: "demo",
  render: "access",
  terraform,
  accountId: ACCOUNT,
  accessEntries: { break_glass: ADMIN },
  serviceAccounts: {
    agent: { namespace: "monitoring", name: "agent", create: false },
    // The API server of the tests is built without a version, which the provider asks for before it makes an account.
    exporter: { namespace: "monitoring", name: "exporter", podIdentity: true, create: false },
  },
});
const ACCOUNTS = "/api/v1/namespaces/monitoring/serviceaccounts";

withMirror("kubernetes", "service accounts of a cluster that something else manages", () => {
  let bench: GuardBench;
  let issuer = "";

  beforeAll(async () => {
    bench = await GuardBench.live(DEMO);
    await bench.switchMode("API_AND_CONFIG_MAP");
    await bench.switchMode("API");
    const { cluster } = fieldsOf(await bench.eks("GET", "/clusters/demo"));
    issuer = String(fieldsOf(fieldsOf(fieldsOf(cluster).identity).oidc).issuer);
    await bench.kube.call("POST", "/api/v1/namespaces", { metadata: { name: "monitoring" } });
    for (const name of ["agent", "exporter"]) await bench.kube.call("POST", ACCOUNTS, { metadata: { name } });
    await bench.init(DEMO);
  }, PATIENCE);

  afterAll(async () => {
    await bench.stop();
  }, PATIENCE);

  test(
    "are refused while IAM has no provider for the cluster's issuer",
    async () => {
      expect(await bench.refused(DEMO)).toContain("data.aws_iam_openid_connect_provider.oidc_provider");
    },
    PATIENCE,
  );

  test(
    "bring the provider where the file says so",
    async () => {
      const planned = await bench.passes({ ...DEMO, enableIrsa: true });
      expect(planned).toContain("# aws_iam_openid_connect_provider.oidc_provider will be created");
    },
    PATIENCE,
  );

  test(
    "are applied once IAM has it, and planned again without changes",
    async () => {
      await bench.iam("CreateOpenIDConnectProvider", {
        Url: issuer,
        "ClientIDList.member.1": "sts.amazonaws.com",
        "ThumbprintList.member.1": "0123456789abcdef0123456789abcdef01234567",
      });
      expect(await bench.must(DEMO, "apply", "-auto-approve")).toContain("Apply complete!");
      expect(await bench.passes(DEMO)).toContain("No changes.");
    },
    PATIENCE,
  );

  test("trust the one account of the one cluster, or EKS", async () => {
    const host = issuer.replace("https://", "");
    expect(await trustOf("demo-monitoring-agent")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${host}` },
          Condition: {
            StringEquals: {
              [`${host}:aud`]: "sts.amazonaws.com",
              [`${host}:sub`]: "system:serviceaccount:monitoring:agent",
            },
          },
        },
      ],
    });
    expect(await trustOf("demo-monitoring-exporter")).toMatchObject({
      Statement: [{ Action: ["sts:TagSession", "sts:AssumeRole"], Principal: { Service: "pods.eks.amazonaws.com" } }],
    });
  });

  test("are annotated by IRSA, and associated by Pod Identity", async () => {
    expect(await annotationsOf("agent")).toEqual({ "eks.amazonaws.com/role-arn": role("demo-monitoring-agent") });
    expect(await annotationsOf("exporter")).toEqual({});
    const { associations } = fieldsOf(await bench.eks("GET", "/clusters/demo/pod-identity-associations"));
    expect(associations).toMatchObject([{ namespace: "monitoring", serviceAccount: "exporter" }]);
  });

  async function trustOf(name: string): Promise<unknown> {
    const text = await bench.iam("GetRole", { RoleName: name });
    const [, policy = ""] = /<AssumeRolePolicyDocument>(.*)<\/AssumeRolePolicyDocument>/.exec(text) ?? [];
    return JSON.parse(decodeURIComponent(policy));
  }

  async function annotationsOf(name: string): Promise<unknown> {
    const { json } = await bench.kube.call("GET", `${ACCOUNTS}/${name}`);
    return fieldsOf(fieldsOf(json.metadata).annotations);
  }
});
