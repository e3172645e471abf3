import { role, user } from "../../../support/definitions/arns";
import { api, both, checkCases, CLUSTER } from "../../../support/reviews/case-reviews";
import {
  adminRow,
  awsAuth,
  cluster,
  creates,
  deletes,
  devRow,
  entry,
  keeps,
  nodeEntry,
  nodeRow,
  policy,
  replaces,
  rootBlocks,
  teamPlan,
  updates,
} from "../../../support/plans/case-plans";

const A = "aws_eks_access_entry.a";
const DATA = "kubernetes_config_map_v1_data.aws_auth";
const a = entry("a", { kubernetes_groups: ["a"] });
const group = { cluster_name: "shop", node_role_arn: role("nodes") };
const reader = keeps("data.aws_eks_cluster.shop", cluster("API_AND_CONFIG_MAP"));

describe("clusters that the plan does not manage", () => {
  checkCases([
    ["an entry is added, nobody shows the mode", teamPlan([creates(A, a)]), "safe", [`row-unseen ${A}`]],
    ["an entry is added, a data source shows the mode", teamPlan([reader, creates(A, a)]), "safe", [`row-unseen ${A}`]],
    [
      "an admin is added",
      teamPlan([
        reader,
        creates(A, entry("a")),
        creates("aws_eks_access_policy_association.a", policy("a", "AmazonEKSClusterAdminPolicy")),
      ]),
      "safe",
      [`admin-gained ${A}`],
    ],
    [
      "an entry is forgotten",
      teamPlan([reader, { ...deletes(A, a), change: { actions: ["forget"], before: a, after: null } }]),
      "safe",
      [`entry-forgotten ${A}`],
    ],
    ["an entry goes", teamPlan([reader, deletes(A, a)]), "unknown", [`access-unknown ${A}`]],
    [
      "a policy is added to an entry that is there",
      teamPlan([
        api,
        keeps(A, a),
        creates("aws_eks_access_policy_association.a", policy("a", "AmazonEKSClusterAdminPolicy")),
      ]),
      "safe",
      [`admin-gained ${A}`],
    ],
    [
      "a policy goes",
      teamPlan([api, keeps(A, a), deletes("aws_eks_access_policy_association.a", policy("a", "AmazonEKSViewPolicy"))]),
      "danger",
      [`access-lost ${A}`],
    ],
    [
      "a row of an admin is added",
      teamPlan([both, updates(DATA, awsAuth([devRow]), awsAuth([devRow, adminRow]))]),
      "safe",
      [`admin-gained ${DATA}`],
    ],
  ]);
});

describe("types that change", () => {
  const std = entry("n", { kubernetes_groups: ["g"] });
  const twice = (from: object, to: object) => teamPlan([api, replaces(A, [{ ...from }, { ...to }], "type")]);
  checkCases([
    [
      "a node becomes somebody",
      twice(nodeEntry("n"), std),
      "danger",
      [`entry-replaced ${A}`, `node-access-lost ${A}`, `access-gained ${A}`],
    ],
    [
      "Linux becomes Windows",
      twice({ ...nodeEntry("n") }, { cluster_name: "shop", principal_arn: role("n"), type: "EC2_WINDOWS" }),
      "danger",
      [`entry-replaced ${A}`],
    ],
    [
      "an entry is tainted",
      teamPlan([api, { ...replaces(A, [a, a]), action_reason: "replace_because_tainted" }]),
      "danger",
      [`entry-replaced ${A}`],
    ],
  ]);
});

describe("node groups that go", () => {
  const iam = deletes("aws_iam_role.nodes", { name: "nodes", path: "/", arn: role("nodes") });
  const gone = deletes("aws_eks_node_group.x", group);
  checkCases([
    [
      "with their row and role",
      teamPlan([both, gone, iam, updates(DATA, awsAuth([adminRow, nodeRow()]), awsAuth([adminRow]))]),
      "safe",
      [],
    ],
    ["whose row stays", teamPlan([both, gone, iam, keeps(DATA, awsAuth([adminRow, nodeRow()]))]), "safe", []],
    [
      "one of two of one role",
      teamPlan([both, gone, keeps("aws_eks_node_group.y", group), keeps(DATA, awsAuth([adminRow, nodeRow()]))]),
      "safe",
      [],
    ],
    [
      "role goes, nodes stay",
      teamPlan([both, iam, keeps("aws_eks_node_group.x", group), keeps(DATA, awsAuth([adminRow, nodeRow()]))]),
      "danger",
      ["principal-replaced aws_iam_role.nodes"],
    ],
    [
      "a data source shows the node group of a row that goes",
      teamPlan([
        both,
        keeps("data.aws_eks_node_group.x", group),
        updates(DATA, awsAuth([adminRow, nodeRow()]), awsAuth([adminRow])),
      ]),
      "unknown",
      [`eks-entry-unseen ${DATA}`],
    ],
  ]);
});

describe("commands of other resources", () => {
  const block = {
    address: "aws_eks_addon.x",
    expressions: {},
    provisioners: [
      { type: "local-exec", expressions: { command: { constant_value: "kubectl apply -f aws-auth.yaml" } } },
    ],
  };
  checkCases([
    [
      "run when it is made",
      teamPlan([both, creates("aws_eks_addon.x", {})], rootBlocks(block)),
      "unknown",
      ["other-writer aws_eks_addon.x"],
    ],
    [
      "and not when it is changed",
      teamPlan([both, updates("aws_eks_addon.x", {}, { a: 1 })], rootBlocks(block)),
      "safe",
      [],
    ],
  ]);
});

describe("the mode goes to API", () => {
  const toApi = updates(CLUSTER, cluster("API_AND_CONFIG_MAP"), cluster("API"));
  const nodes = keeps("aws_eks_node_group.x", group);
  const live = keeps(
    "data.kubernetes_config_map_v1.live",
    awsAuth([nodeRow()], { mapUsers: "[]\n", mapAccounts: "[]\n" }),
  );
  const alice = keeps(
    "data.kubernetes_config_map_v1.live",
    awsAuth([], { mapUsers: `- userarn: ${user("alice")}\n  username: alice\n  groups: [a]\n` }),
  );
  checkCases([
    [
      "and a managed node group has a row",
      teamPlan([
        toApi,
        nodes,
        live,
        keeps(A, entry("ops")),
        keeps("aws_eks_access_policy_association.a", policy("ops", "AmazonEKSClusterAdminPolicy")),
      ]),
      "unknown",
      [`eks-entry-unseen ${CLUSTER}`, `mode-irreversible ${CLUSTER}`],
    ],
    [
      "and self-managed nodes have one",
      teamPlan([toApi, live]),
      "danger",
      [`node-access-lost ${CLUSTER}`, `mode-irreversible ${CLUSTER}`],
    ],
    [
      "and a user has one",
      teamPlan([toApi, alice]),
      "danger",
      [`access-lost ${CLUSTER}`, `mode-irreversible ${CLUSTER}`],
    ],
    [
      "and nobody has one",
      teamPlan([toApi, keeps("data.kubernetes_config_map_v1.live", awsAuth([]))]),
      "irreversible",
      [`mode-irreversible ${CLUSTER}`],
    ],
  ]);
});
