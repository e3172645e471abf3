import { role } from "../../../support/definitions/arns";
import { cluster, teamPlan, updates } from "../../../support/plans/case-plans";
import { CLUSTER } from "../../../support/reviews/case-reviews";
import { findingsOf, readFile, reviewed } from "../../../support/reviews/review-clusters";

/** A cluster file whose rows somebody else writes. */
const text = (migration: string) => `cluster_name: demo
render: access
migration: { ${migration} }
access_entries:
  ops:
    principal_arn: ${role("ops")}
    policy_associations: { admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } } }
  nodes: { principal_arn: ${role("nodes")}, type: EC2_LINUX }
aws_auth:
  manage_aws_auth_configmap: false
  aws_auth_roles:
    - { rolearn: ${role("ops")}, username: ops, groups: [system:masters] }
    - { rolearn: ${role("nodes")}, username: "system:node:{{EC2PrivateDNSName}}", groups: [system:bootstrappers, system:nodes] }
terraform: { account_id: "111122223333", region: eu-west-1 }
`;

describe("a team's own plan switches to API, beside a cluster file whose rows somebody else writes", () => {
  const plan = teamPlan([updates(CLUSTER, cluster("API_AND_CONFIG_MAP", {}, "demo"), cluster("API", {}, "demo"))]);
  const half = "stage: entries, waves: [[ops], [nodes]], wave: 1";

  test.each([
    ["stage: dual", ["danger", "access-lost", "node-access-lost"]],
    [half, ["danger", "node-access-lost"]],
    ["stage: entries", ["irreversible"]],
    ["stage: retire", ["irreversible"]],
  ])("%s", (migration, expected) => {
    const review = reviewed(plan, readFile(text(migration)));
    const losses = findingsOf(review).filter(({ code }) => code.endsWith("access-lost"));
    expect([review.verdict, ...losses.map(({ code }) => code)]).toEqual(expected);
  });
});
