import { AWS_AUTH } from "../../../lib/guards/live";
import { role } from "../../support/definitions/arns";
import { api, both, checkCases, CLUSTER as SHOP } from "../../support/reviews/case-reviews";
import {
  adminRow,
  awsAuth,
  creates,
  deletes,
  devRow,
  entry,
  keeps,
  policy,
  teamPlan,
  updates,
  cluster,
} from "../../support/plans/case-plans";
import { acted, added, after, before, calling, edited, leftOver } from "../../support/plans/plan-edits";
import { demoFile } from "../../support/reviews/review-clusters";
import {
  ADMIN,
  ADMIN_OF_SSO,
  ADMIN_POLICY,
  BREAK_GLASS,
  BREAK_GLASS_POLICY,
  NODE,
  CLUSTER,
  DEV,
  drifted,
  making,
  nodeRow,
  ROWS,
  rowsAlways,
  adminRow as OUR_ADMIN,
  SSO,
  still,
  withoutBlock,
  WITHOUT_BREAK_GLASS,
} from "../../support/reviews/review-plans";

const A = "aws_eks_access_entry.a";
const OPS = "aws_eks_access_entry.ops";
const OPS_POLICY = "aws_eks_access_policy_association.ops";
const DATA = "kubernetes_config_map_v1_data.aws_auth";
const POLICY = policy("ops", "AmazonEKSClusterAdminPolicy");
const admin = [keeps(OPS, entry("ops")), keeps(OPS_POLICY, POLICY)];
const dev = entry("dev", { kubernetes_groups: ["developers"], user_name: "dev" });

describe("admins", () => {
  checkCases([
    [
      "the last one goes, somebody else stays",
      teamPlan([api, keeps(A, dev), deletes(OPS, entry("ops")), deletes(OPS_POLICY, POLICY)]),
      "danger",
      [`access-lost ${OPS}`, `admin-lost ${OPS}`],
    ],
    [
      "one of two goes",
      teamPlan([
        api,
        ...admin,
        deletes(A, entry("a")),
        deletes("aws_eks_access_policy_association.a", policy("a", "AmazonEKSClusterAdminPolicy")),
      ]),
      "danger",
      [`access-lost ${A}`],
    ],
    [
      "one of IAM Identity Center is left",
      edited("stage-api", ...ADMIN_OF_SSO, ...WITHOUT_BREAK_GLASS),
      "danger",
      [
        "access-lost aws_eks_access_entry.break_glass",
        "admin-unstable aws_eks_access_entry.break_glass",
        `mode-irreversible ${CLUSTER}`,
      ],
    ],
    [
      "the entry of one leaves a group",
      still(before(ADMIN, ["kubernetes_groups"], ["ops"]), after(ADMIN, ["kubernetes_groups"], [])),
      "safe",
      ["note plan-not-applyable", `note admin-group-left ${ADMIN}`, `note second-read-missing ${ADMIN}`],
    ],
    [
      "the entry of somebody else leaves a group",
      still(before(DEV, ["kubernetes_groups"], ["ops", "developers"]), after(DEV, ["kubernetes_groups"], ["ops"])),
      "danger",
      [`access-lost ${DEV}`],
    ],
    [
      "one whose row has system:masters gets an entry",
      teamPlan([
        both,
        keeps(DATA, awsAuth([adminRow])),
        creates(OPS, entry("ops", { user_name: "ops" })),
        creates(OPS_POLICY, POLICY),
      ]),
      "safe",
      [`masters-by-name ${OPS}`, `note gap-remains ${OPS}`],
    ],
    [
      "one who has an entry already gets another policy",
      teamPlan([
        both,
        keeps(DATA, awsAuth([adminRow])),
        ...admin,
        creates(A, dev),
        keeps("aws_eks_access_policy_association.v", policy("ops", "AmazonEKSViewPolicy")),
      ]),
      "safe",
      [`access-gained ${A}`],
    ],
  ]);
});

describe("entries that AWS refuses, or that give less than is meant", () => {
  const made = (arn: string, more: object = {}) =>
    teamPlan([api, ...admin, creates(A, entry("a", { kubernetes_groups: ["a"], ...more }, arn))]);
  const node = { type: "EC2_LINUX", kubernetes_groups: null, user_name: null };
  checkCases([
    ["a node of another account", made(role("a", "444455556666"), node), "refused", [`principal-foreign ${A}`]],
    [
      "a node with an empty list of groups",
      made(role("a"), { ...node, kubernetes_groups: [] }),
      "safe",
      [`entry-refused ${A}`],
    ],
    ["a node with a group", made(role("a"), { ...node, kubernetes_groups: ["a"] }), "refused", [`entry-refused ${A}`]],
    ["somebody of another account", made(role("a", "444455556666")), "safe", [`access-gained ${A}`]],
    [
      "somebody of another partition",
      made("arn:aws-cn:iam::111122223333:role/a"),
      "refused",
      [`principal-foreign ${A}`, `access-gained ${A}`],
    ],
    ["a permission set without its path", made(role(SSO)), "refused", [`role-path-missing ${A}`, `access-gained ${A}`]],
    [
      "a permission set with its path",
      made(role(`aws-reserved/sso.amazonaws.com/${SSO}`)),
      "safe",
      [`access-gained ${A}`],
    ],
    [
      "a service-linked role",
      made(role("aws-service-role/elasticmapreduce.amazonaws.com/AWSServiceRoleForAmazonEMRContainers")),
      "refused",
      [`service-linked-role ${A}`],
    ],
    [
      "a service role that is none of those",
      made(role("service-role/AmazonEMRContainers")),
      "safe",
      [`access-gained ${A}`],
    ],
    [
      "a node of Auto Mode without its policy",
      made(role("a"), { ...node, type: "EC2" }),
      "safe",
      [`entry-auto-node-policy ${A}`],
    ],
    [
      "a node of Auto Mode with its policy",
      teamPlan([
        api,
        ...admin,
        creates(A, entry("a", { ...node, type: "EC2" })),
        creates("aws_eks_access_policy_association.a", policy("a", "AmazonEKSAutoNodePolicy")),
      ]),
      "safe",
      [],
    ],
  ]);
});

describe("what is undone, or done beside", () => {
  const shared = keeps(DATA, awsAuth([adminRow, devRow]));
  checkCases([
    ["an entry goes whose row serves on", teamPlan([both, shared, deletes(A, dev)]), "safe", [`entry-removed ${A}`]],
    [
      "an entry goes whose row goes too",
      teamPlan([both, updates(DATA, awsAuth([adminRow, devRow]), awsAuth([adminRow])), deletes(A, dev)]),
      "danger",
      [`access-lost ${A}`, `row-removed ${DATA}`],
    ],
    [
      "groups that were given by hand are taken back",
      still(drifted("kubernetes_groups", ["developers", "admins"])),
      "safe",
      [`access-drift ${DEV}`],
    ],
    ["tags that were given by hand", still(drifted("tags", { a: "b" })), "safe", []],
    [
      "deletion protection is taken off",
      teamPlan([
        updates(SHOP, cluster("API", { deletion_protection: true }), cluster("API", { deletion_protection: false })),
      ]),
      "safe",
      [`protection-removed ${SHOP}`],
    ],
    [
      "deletion protection is put on",
      teamPlan([
        updates(SHOP, cluster("API", { deletion_protection: false }), cluster("API", { deletion_protection: true })),
      ]),
      "safe",
      [],
    ],
    ["an action that nobody knows", still(acted(DEV, "forget", "create")), "unknown", [`action-unknown ${DEV}`]],
    ["a left-over entry is destroyed", still(leftOver(DEV, "delete")), "danger", [`left-over-destroyed ${DEV}`]],
    ["a left-over entry is forgotten", still(leftOver(DEV, "forget")), "safe", []],
    [
      "a plan that Terraform would not apply",
      teamPlan([api, ...admin, creates(A, dev)], { applyable: false }),
      "safe",
      ["note plan-not-applyable", `access-gained ${A}`],
    ],
    ["the state says less than a data source", still(rowsAlways(OUR_ADMIN, nodeRow)), "danger", [`plan-stale ${ROWS}`]],
  ]);
});

describe("the module goes to v20", () => {
  const bumped = (version: string) => edited("module-v20-rows-kept", calling("terraform-aws-modules/eks/aws", version));
  const SWITCH = "mode-irreversible module.eks.aws_eks_cluster.this[0]";
  checkCases([
    ["and its rows move", bumped("20.37.2"), "irreversible", ["note module-bumped module.eks", SWITCH]],
    ["and nothing tells that it does", bumped("19.21.0"), "irreversible", [SWITCH]],
  ]);
});

describe("our own stacks", () => {
  const waived = "accept: [{ code: config-map-unread, reason: no way in, until: 2027-01-31 }]";
  const vpc = added("aws_vpc.main", { before: { id: "vpc-1" }, after: null });
  checkCases([
    ["something else is destroyed", still(vpc), "danger", ["destroyed-beside aws_vpc.main"]],
    ["something else is destroyed in somebody else's plan", teamPlan([both, deletes("aws_vpc.main", {})]), "safe", []],
    ["the plan of another stage", still(), "refused", ["stage-differs terraform_data.stage"], demoFile("retire")],
    ["the plan of the file's stage", still(), "safe", [], demoFile("entries")],
    [
      "without guards",
      still(withoutBlock("data.aws_partition.guards")),
      "refused",
      [`guard-missing ${CLUSTER}`],
      demoFile("entries"),
    ],
    [
      "without a second read",
      making(withoutBlock("terraform_data.stage")),
      "safe",
      [
        `masters-by-name ${ADMIN}`,
        `admin-gained ${BREAK_GLASS}`,
        ...[ADMIN, BREAK_GLASS, DEV, NODE, ADMIN_POLICY, BREAK_GLASS_POLICY].map(
          (address) => `note second-read-missing ${address}`,
        ),
      ],
    ],
    [
      "no guard reads aws-auth, and the file accepts it",
      still(withoutBlock(AWS_AUTH)),
      "safe",
      ["rows-unguarded data.aws_partition.guards"],
      demoFile("entries", waived),
    ],
  ]);
});
