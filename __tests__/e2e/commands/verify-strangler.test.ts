import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordOf } from "../../../lib/plan/reading/plan-shape";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { role } from "../../support/definitions/arns";
import { importing } from "../../support/definitions/definitions";
import { cli, folderWith } from "../../support/cli/cli-run";
import { typed } from "../../support/cli/story-steps";
import { describeCall } from "../../support/eks/eks-proxy";
import { isWriting } from "../../support/eks/eks-request";
import { GuardBench } from "../../support/guards/guard-bench";
import { withMirror } from "../../support/terraform/terraform";

jest.setTimeout(1_800_000);

const FILE = "demo-eks-cluster.yaml";
const STATE = "state.tfstate";
const SSO = "aws-reserved/sso.amazonaws.com/ap-northeast-2";
const SRE = role(`${SSO}/AWSReservedSSO_SiteReliabilityEngineer_fedcba9876543210`);
const DEVOPS = role(`${SSO}/AWSReservedSSO_DevOpsEngineer_0123456789abcdef`);
/** Each plan of the way: the stage, and the wave where there is one. */
const WAY = ["dual", "entries:1", "entries:2", "entries:3", "retire", "api", "done"];
/** What the emulator has no resources for: they have no part in access. */
const BARE = `create_iam_role: false
iam_role_arn: ${role("demo-cluster")}
create_cloudwatch_log_group: false
enable_irsa: false
cluster_encryption_config: {}
`;

/** The sample of this cluster before its first plan, without what the emulator cannot hold. */
function sample(): string {
  const text = readFileSync(join(__dirname, "../../../clusters", FILE), "utf8");
  return text
    .replace(/^cluster_encryption_config:\n.*\n/m, BARE)
    .replace(/^cluster_security_group_id: .*\n/m, "")
    .replace(/^ {2}stage: entries$/m, "  stage: config-map")
    .replace(/^ {2}wave: 2\n/m, "")
    .replace(/^ {2}- code: adopt-whole-state\n.*\n.*\n/m, "")
    .replace(/^adopt: .*\n/m, "")
    .replace(
      /^ {2}backend:\n.*\n/m,
      `  kubernetes_auth: kubeconfig\n  backend: { local: { path: ../../../states/${STATE} } }\n`,
    )
    .replace(/^ {2}protect: true$/m, "  protect: false");
}

withMirror("kubernetes", "roles of IAM Identity Center beside the Terraform module: verify after each apply", () => {
  let bench: GuardBench;
  const cwd = folderWith({ [FILE]: sample() });
  const environment = { ...process.env };

  beforeAll(async () => {
    const first = importing(definition());
    bench = await GuardBench.live(first, { creator: role("terraform-apply") });
    await bench.eks("POST", "/clusters/demo-eks-cluster/node-groups", {
      nodegroupName: "main",
      nodeRole: role("demo-eks-cluster-node-group"),
      subnets: ["subnet-0a1b2c3d4e5f60001"],
    });
    await bench.init(first);
    await bench.apply(first);
    Object.assign(process.env, bench.reach);
  });

  afterAll(async () => {
    process.env = environment;
    await bench.stop();
  });

  /** What the file of now says, with its state in the bench. */
  function definition(): ClusterDefinition {
    const text = readFileSync(join(cwd, FILE), "utf8").replace(/path: \S+/, `path: ${STATE}`);
    const { cluster, findings } = parseClusterFile(FILE, text);
    if (cluster === undefined) throw new Error(JSON.stringify(findings, undefined, 1));
    return cluster.staged.definition;
  }

  async function said(): Promise<{
    readonly exitCode: number;
    readonly complete: unknown;
    readonly found: readonly string[];
  }> {
    const before = bench.proxy.calls.length;
    const args = ["verify", FILE, "--context", "bench", "--format", "json"];
    const { stdout, stderr, exitCode } = await cli(args, { cwd, env: process.env });
    expect(stderr).toBe("");
    const made = bench.proxy.calls.slice(before);
    expect(made.length).toBeGreaterThan(3);
    expect(made.filter(({ request }) => isWriting(request)).map(describeCall)).toEqual([]);
    const [one] = [recordOf(JSON.parse(stdout)).clusters].flat().map(recordOf);
    const found = [one?.findings].flat().map((finding) => {
      const { code, principal } = recordOf(finding);
      return [code, principal].filter((part) => typeof part === "string").join(" ");
    });
    return { exitCode, complete: one?.complete, found: found.sort() };
  }

  test("before the first step the cluster is what the file says, and its creator is not told", async () => {
    expect(await said()).toEqual({ exitCode: 0, complete: true, found: ["verify-creator-hidden"] });
  });

  test("each step is not complete before its plan is applied, and complete after it", async () => {
    const taken: string[] = [];
    for (const step of WAY) {
      await typed(cwd, `advance ${FILE}`);
      const { migration } = definition();
      taken.push(
        [migration?.stage, migration?.stage === "entries" ? migration.wave : undefined]
          .filter((part) => part !== undefined)
          .join(":"),
      );
      const before = await said();
      expect({ step, complete: before.complete }).toEqual({ step, complete: false });
      // The last plan takes the bridge out of entries and binding, and what it deletes beside that nothing reads any more.
      if (step === "done")
        expect(before.found).toEqual([
          "verify-binding-left",
          ...[DEVOPS, SRE, role("break-glass")].map((principal) => `verify-entry-groups-differ ${principal}`),
        ]);
      await bench.apply(definition());
      expect({ step, ...(await said()) }).toEqual({ step, exitCode: 0, complete: true, found: [] });
      if (step === "entries:2") await isNamed();
    }
    expect(taken).toEqual(WAY);
    expect(await bench.proxy.stateOf("demo-eks-cluster").mode()).toBe("API");
  });

  /** Half way, somebody takes the policy of one role, gives the other its entry too early, and writes a row. */
  async function isNamed(): Promise<void> {
    const entries = "/clusters/demo-eks-cluster/access-entries";
    const policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
    const policies = `${entries}/${encodeURIComponent(SRE)}/access-policies`;
    await bench.eks("DELETE", `${policies}/${encodeURIComponent(policy)}`);
    await bench.eks("POST", entries, { principalArn: DEVOPS, type: "STANDARD" });
    const { complete, found } = await said();
    expect({ complete, found }).toEqual({
      complete: false,
      found: [`verify-entry-early ${DEVOPS}`, `verify-policy-missing ${SRE}`],
    });
    await bench.eks("DELETE", `${entries}/${encodeURIComponent(DEVOPS)}`);
    await bench.eks("POST", policies, { policyArn: policy, accessScope: { type: "cluster" } });
    expect(await said()).toEqual({ exitCode: 0, complete: true, found: [] });
  }
});
