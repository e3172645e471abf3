import { importing } from "../support/definitions/definitions";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordOf } from "../../lib/plan/reading/plan-shape";
import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { type Stage, STAGES } from "../../lib/migration/stage";
import { ACCOUNT, role } from "../support/definitions/arns";
import { cli, folderWith } from "../support/cli/cli-run";
import { describeCall } from "../support/eks/eks-proxy";
import { isWriting } from "../support/eks/eks-request";
import { GuardBench } from "../support/guards/guard-bench";
import { LiveHand } from "../support/live/live-deviations";
import { Random } from "../support/laws/random";
import { withMirror } from "../support/terraform/terraform";

jest.setTimeout(1_800_000);

/** What is done to the running cluster, one after the other. */
const ROUNDS = 36;

function fileAt(stage: Stage): string {
  return `cluster_name: demo
cluster_version: "1.31"
subnet_ids: [subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002]
create_iam_role: false
iam_role_arn: ${role("demo-cluster")}
create_cloudwatch_log_group: false
enable_irsa: false
cluster_encryption_config: {}
create_cluster_security_group: false
create_kms_key: false
create_node_security_group: false
terraform:
  account_id: "${ACCOUNT}"
  region: ap-northeast-2
  kubernetes_auth: kubeconfig
  protect: false
  backend: { local: { path: state.tfstate } }
migration:
  stage: ${stage}
  expected: [${role("cluster-creator")}]
aws_auth:
  aws_auth_roles:
    - { rolearn: ${role("admin")}, username: "admin:{{SessionName}}", groups: ["system:masters"] }
    - { rolearn: ${role("dev")}, username: "dev:{{SessionName}}", groups: [developers] }
access_entries:
  break_glass:
    principal_arn: ${role("break-glass")}
    policy_associations:
      admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }
  admin:
    principal_arn: ${role("admin")}
    user_name: "admin:{{SessionName}}"
    policy_associations:
      admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }
  dev:
    principal_arn: ${role("dev")}
    user_name: "dev:{{SessionName}}"
    kubernetes_groups: [developers]
rbac_bindings:
  developers: { group: developers, cluster_role: view }
accept:
  - { code: masters-by-name, reason: looked at, until: "2099-12-31" }
  - { code: row-not-live, principal: ${role("break-glass")}, reason: new, until: "2099-12-31" }
`;
}

function definitionAt(stage: Stage): ClusterDefinition {
  const { cluster, findings } = parseClusterFile("demo.yaml", fileAt(stage));
  if (cluster === undefined) throw new Error(JSON.stringify(findings, undefined, 1));
  return cluster.staged.definition;
}

withMirror("kubernetes", "verify, after each apply of Terraform", () => {
  let bench: GuardBench;
  const cwd = folderWith({});
  const environment = { ...process.env };

  beforeAll(async () => {
    const first = importing(definitionAt("config-map"));
    bench = await GuardBench.live(first, { creator: role("cluster-creator") });
    await bench.kube.bind("developers", "developers", "view");
    await bench.init(first);
    await bench.apply(first);
    Object.assign(process.env, bench.reach);
  });

  afterAll(async () => {
    process.env = environment;
    await bench.stop();
  });

  /** What `verify` says at a stage: `code principal`, sorted; it changes nothing. */
  async function said(stage: Stage): Promise<{ readonly found: readonly string[]; readonly complete: unknown }> {
    writeFileSync(join(cwd, "demo.yaml"), fileAt(stage).replace("state.tfstate", "../../../states/demo.tfstate"));
    const before = bench.proxy.calls.length;
    const args = ["verify", "demo.yaml", "--context", "bench", "--format", "json"];
    const { stdout, stderr } = await cli(args, { cwd, env: process.env });
    expect(stderr).toBe("");
    const made = bench.proxy.calls.slice(before);
    expect(made.length).toBeGreaterThan(3);
    expect(made.filter(({ request }) => isWriting(request)).map(describeCall)).toEqual([]);
    const clusters: unknown = recordOf(JSON.parse(stdout)).clusters;
    const one = recordOf(Array.isArray(clusters) ? clusters[0] : undefined);
    const findings = Array.isArray(one.findings) ? one.findings.map(recordOf) : [];
    const found = findings.map(({ code, principal }) =>
      [code, principal].filter((part) => typeof part === "string").join(" "),
    );
    return { found: found.sort(), complete: one.complete };
  }

  async function isComplete(stage: Stage): Promise<void> {
    expect({ stage, ...(await said(stage)) }).toEqual({
      stage,
      found: stage === "config-map" ? ["verify-creator-hidden"] : [],
      complete: true,
    });
  }

  test("each stage is not complete before its plan is applied, and complete after it", async () => {
    await isComplete("config-map");
    for (const stage of ["dual", "entries"] as const) {
      expect((await said(stage)).complete).toBe(false);
      await bench.apply(definitionAt(stage));
      await isComplete(stage);
    }
  });

  test(`of ${ROUNDS} things that somebody does behind its back, names exactly each`, async () => {
    const { deviations } = new LiveHand(bench, definitionAt("entries"));
    const random = new Random(16);
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = round < deviations.length ? deviations[round] : deviations[random.int(deviations.length)];
      if (one === undefined) throw new Error("no deviation");
      await one.make();
      expect({ name: one.name, found: (await said("entries")).found }).toEqual({
        name: one.name,
        found: [...one.expected].sort(),
      });
      await one.undo();
    }
    await isComplete("entries");
  });

  test("--wait sees what comes later", async () => {
    const { deviations } = new LiveHand(bench, definitionAt("entries"));
    const [deleted] = deviations;
    await deleted?.make();
    const args = ["verify", "demo.yaml", "--context", "bench", "--wait", "60s"];
    const [waited] = await Promise.all([cli(args, { cwd, env: process.env }), later(async () => deleted?.undo())]);
    expect(waited.exitCode).toBe(0);
  });

  test("the rest of the way, and a row that is written back", async () => {
    for (const stage of STAGES.slice(STAGES.indexOf("retire"))) {
      expect((await said(stage)).complete).toBe(stage === "done");
      await bench.apply(definitionAt(stage));
      await isComplete(stage);
      if (stage !== "retire") continue;
      await bench.writeAwsAuth({
        mapRoles: `- { rolearn: "${role("dev")}", username: d }\n`,
        mapUsers: "",
        mapAccounts: "",
      });
      expect((await said(stage)).found).toEqual([`verify-row-written-back ${role("dev")}`]);
      await bench.writeAwsAuth({ mapRoles: "[]\n", mapUsers: "[]\n", mapAccounts: "[]\n" });
    }
  });
});

async function later(work: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await work();
}
