import { type ClusterFile, parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import type { Stage } from "../../../lib/migration/stage";
import { understandPlan } from "../../../lib/plan/understand-plan";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { reviewStack } from "../../../lib/rules/judge";
import type { PlanReview, ReviewFinding } from "../../../lib/rules/review/review";

/** The cluster file of the plans in fixtures/plans, at a stage; `more` stands at its end, `edit` changes its text. */
export function demoFile(stage: Stage, more = "", edit = (text: string): string => text): ClusterFile {
  return readFile(edit(demoText(stage, more)));
}

const FILES = new Map<string, ClusterFile>();

/** A cluster file without errors; the same text is read once, and nobody writes to what it says. */
export function readFile(text: string): ClusterFile {
  const known = FILES.get(text) ?? readAnew(text);
  FILES.set(text, known);
  return known;
}

function readAnew(text: string): ClusterFile {
  const { cluster, findings } = parseClusterFile("clusters/demo.yaml", text);
  if (cluster === undefined) throw new Error(findings.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return cluster;
}

/** Its text. */
export function demoText(stage: Stage, more = ""): string {
  return `cluster_name: demo
cluster_version: "1.31"
subnet_ids: [subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002]
create_iam_role: false
iam_role_arn: arn:aws:iam::111122223333:role/demo-cluster
create_cloudwatch_log_group: false
create_cluster_security_group: false
create_node_security_group: false
create_kms_key: false
cluster_encryption_config: {}
enable_irsa: false
migration:
  stage: ${stage}
  bridge_group: access-bridge
access_entries:
  break_glass:
    principal_arn: arn:aws:iam::111122223333:role/break-glass
    policy_associations: { admin: &admin { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } } }
  admin:
    principal_arn: arn:aws:iam::111122223333:role/admin
    user_name: admin:{{SessionName}}
    policy_associations: { admin: *admin }
  dev:
    principal_arn: arn:aws:iam::111122223333:role/dev
    user_name: dev:{{SessionName}}
    kubernetes_groups: [developers]
  node: { principal_arn: arn:aws:iam::111122223333:role/node, type: EC2_LINUX }
aws_auth:
  aws_auth_roles:
    - { rolearn: arn:aws:iam::111122223333:role/admin, username: "admin:{{SessionName}}", groups: [system:masters] }
    - { rolearn: arn:aws:iam::111122223333:role/dev, username: "dev:{{SessionName}}", groups: [developers] }
    - rolearn: arn:aws:iam::111122223333:role/node
      username: system:node:{{EC2PrivateDNSName}}
      groups: [system:bootstrappers, system:nodes]
terraform: { account_id: "111122223333", region: ap-northeast-2, protect: true }
${more}`;
}

/** The review of a plan. */
export function reviewed(plan: TerraformPlan, ...files: readonly ClusterFile[]): PlanReview {
  return reviewStack(understandPlan(plan, "plan.json"), { files, today: "2026-11-22" });
}

/** Every finding of a review. */
export function findingsOf({ clusters, findings }: PlanReview): ReviewFinding[] {
  return [...findings, ...clusters.flatMap((cluster) => cluster.findings)];
}

/** The verdict, and each finding but notes: `code path`. */
export function told(plan: TerraformPlan, ...files: readonly ClusterFile[]): readonly string[] {
  const review = reviewed(plan, ...files);
  const found = findingsOf(review).filter(({ severity }) => severity !== "note");
  return [review.verdict, ...found.map(({ code, path }) => `${code} ${path}`)];
}

/** A cluster file by its definition. */
export function fileOf(definition: ClusterDefinition): ClusterFile {
  const file = "clusters/demo.yaml";
  return {
    file,
    stack: "demo",
    around: {},
    staged: new StagedCluster(definition),
    locate: (finding) => ({ ...finding, file }),
  };
}
