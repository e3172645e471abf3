import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { ModuleStack } from "../../../stacks/module/module-stack";
import { AwsClient, succeeded } from "../../support/eks/aws-client";
import { EksProxy } from "../../support/eks/eks-proxy";
import { type Fakecloud, startFakecloud } from "../../support/eks/fakecloud";
import { withModule } from "../../support/golden/golden-bench";
import { ModuleRegistry } from "../../support/golden/module-registry";
import { PublicParameters } from "../../support/golden/public-parameters";
import { type Workspace, workspace } from "../../support/terraform/terraform";

const SAMPLE = "clusters/search-cluster.yaml";
const PLACE = { accountId: "111122223333", region: "ap-northeast-2" } as const;
const PROVIDERS = ["aws", "kubernetes", "tls", "time", "cloudinit", "null"] as const;

function stackJson(): string {
  const text = readFileSync(join(__dirname, "../../..", SAMPLE), "utf8");
  const { cluster, findings } = parseClusterFile(SAMPLE, text);
  if (cluster === undefined) throw new Error(findings.map(({ message }) => message).join("\n"));
  return Testing.synth(new ModuleStack(Testing.app({ stackTraces: false }), "sample", cluster.staged));
}

withModule("the sample with render: module", () => {
  let cloud: Fakecloud;
  let proxy: EksProxy;
  let registry: ModuleRegistry;
  let parameters: PublicParameters;
  let terraform: Workspace;

  beforeAll(async () => {
    [cloud, registry, parameters] = await Promise.all([
      startFakecloud(PLACE),
      ModuleRegistry.start(),
      PublicParameters.start(),
    ]);
    proxy = await EksProxy.start({
      url: cloud.environment.AWS_ENDPOINT_URL ?? "",
      ...PLACE,
      creator: `arn:aws:iam::${PLACE.accountId}:root`,
      kubernetes: { endpoint: "https://127.0.0.1:9", certificateAuthority: "none" },
    });
    const reach = { ...cloud.environment, ...parameters.environment, ...proxy.environment };
    terraform = workspace(PROVIDERS, reach, registry.configuration);
  }, 120_000);

  afterAll(async () => {
    terraform.remove();
    await Promise.all([proxy.stop(), registry.stop(), parameters.stop(), cloud.stop()]);
  });

  test("is planned by the real module once its role exists: a new cluster with its group, add-on and entry", async () => {
    terraform.write("cdk.tf.json", stackJson());
    await terraform.must("init", "-input=false", "-no-color");
    const without = await terraform.run("plan", "-input=false", "-no-color");
    expect([without.exitCode, without.stderr.includes("[principal-not-found]")]).toEqual([1, true]);
    const role = { RoleName: "platform", AssumeRolePolicyDocument: "{}", Path: "/" };
    const emulator = new AwsClient(cloud.environment.AWS_ENDPOINT_URL ?? "", PLACE.region);
    succeeded("role", await emulator.iam("CreateRole", role));
    const plan = await terraform.must("plan", "-input=false", "-no-color");
    for (const address of [
      "module.eks.aws_eks_cluster.this[0]",
      'module.eks.aws_eks_access_entry.this["platform"]',
      'module.eks.aws_eks_access_policy_association.this["platform_admin"]',
      'module.eks.aws_eks_addon.before_compute["vpc-cni"]',
      'module.eks.module.eks_managed_node_group["main"].aws_eks_node_group.this[0]',
    ])
      expect(plan).toContain(`# ${address} will be created`);
    expect(plan).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
    expect(plan).toMatch(/\+ authentication_mode +=/);
    expect(plan).toContain("+ oidc_provider_arn");
  }, 240_000);
});
