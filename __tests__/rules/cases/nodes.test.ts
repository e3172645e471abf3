import {
  adminRow,
  awsAuth,
  caseNamed,
  creates,
  entry,
  keeps,
  nodeEntry,
  nodeRow,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { both, api, configMap, checkCases, peopleOf } from "../../support/reviews/case-reviews";
import { role } from "../../support/definitions/arns";
import { findingsOf, reviewed } from "../../support/reviews/review-clusters";

describe("nodes", () => {
  const KARPENTER = "module.karpenter.aws_eks_access_entry.node[0]";
  checkCases([
    ["Karpenter's entry goes", caseNamed("karpenter-entry-destroyed"), "danger", [`node-access-lost ${KARPENTER}`]],
    [
      "Karpenter's entry and role go",
      caseNamed("node-entry-removed-aws-auth-not-in-plan"),
      "danger",
      [`node-access-lost ${KARPENTER}`],
    ],
    [
      "an entry becomes a node's",
      caseNamed("entry-type-changed-standard-to-ec2linux"),
      "danger",
      ["access-lost aws_eks_access_entry.karpenter", "entry-replaced aws_eks_access_entry.karpenter"],
    ],
    ["a type that the provider of the plan takes", caseNamed("hyperpod-provider6"), "safe", []],
    [
      "a type that nobody knows",
      teamPlan([
        api,
        creates("aws_eks_access_entry.x", { cluster_name: "shop", principal_arn: role("x"), type: "EC2_BSD" }),
      ]),
      "unknown",
      [
        "access-unknown aws_eks_access_entry.x",
        "access-gained aws_eks_access_entry.x",
        "entry-without-rights aws_eks_access_entry.x",
      ],
    ],
    ["asked for by -replace", caseNamed("replace-flag"), "danger", ["entry-replaced aws_eks_access_entry.nodes"]],
  ]);

  test.each([
    ["karpenter-entry-destroyed", [["role Karpenter", "unknown", "node, by access entry", "not known from the plan"]]],
    [
      "node-entry-removed-aws-auth-not-in-plan",
      [["role karp-def", "unknown", "node, by access entry", "not known from the plan"]],
    ],
    [
      "entry-type-changed-standard-to-ec2linux",
      [["role karp", "loses", "group `admin`, by access entry", "node, by access entry"]],
    ],
    [
      "hyperpod-provider6",
      [["role hp", "gains", "no access", "node, group `(node of type HYPERPOD_LINUX)`, by access entry"]],
    ],
  ])("are called nodes: %s", (name, expected) => {
    expect(peopleOf(caseNamed(name))).toEqual(expected);
  });

  test("a replacement says why, as the plan gives it", () => {
    const said = (name: string) =>
      findingsOf(reviewed(caseNamed(name)))
        .filter(({ code }) => code === "entry-replaced")
        .map(({ message }) => message);
    expect(said("replace-flag")).toEqual(["the access entry is destroyed and made anew, asked for by `-replace`"]);
    expect(said("entry-type-changed-standard-to-ec2linux")).toEqual([
      "the access entry is destroyed and made anew, forced by `type`",
    ]);
  });
});

describe("managed node groups, Fargate, capabilities (R37, R41)", () => {
  const DATA = "kubernetes_config_map_v1_data.aws_auth";
  const group = { cluster_name: "shop", node_role_arn: role("nodes") };
  const fargate = { cluster_name: "shop", pod_execution_role_arn: role("nodes") };
  const capability = { cluster_name: "shop", role_arn: role("nodes"), type: "ARGOCD" };
  const rowGoes = updates(DATA, awsAuth([adminRow, nodeRow()]), awsAuth([adminRow]));
  checkCases([
    [
      "rows go, with the module",
      caseNamed("mng-retire"),
      "unknown",
      ["eks-entry-unseen module.aws_auth.kubernetes_config_map.aws_auth[0]"],
    ],
    [
      "the row of a node group",
      teamPlan([both, rowGoes, keeps("aws_eks_node_group.x", group)]),
      "unknown",
      [`eks-entry-unseen ${DATA}`],
    ],
    [
      "the row of a Fargate profile",
      teamPlan([both, rowGoes, keeps("aws_eks_fargate_profile.x", fargate)]),
      "unknown",
      [`eks-entry-unseen ${DATA}`],
    ],
    [
      "the row of a capability",
      teamPlan([both, rowGoes, keeps("aws_eks_capability.x", capability)]),
      "unknown",
      [`eks-entry-unseen ${DATA}`],
    ],
    [
      "a data source shows the entry",
      teamPlan([
        both,
        rowGoes,
        keeps("aws_eks_node_group.x", group),
        keeps("data.aws_eks_access_entry.x", nodeEntry("nodes")),
      ]),
      "safe",
      [],
    ],
    [
      "in mode CONFIG_MAP EKS has none",
      teamPlan([configMap, rowGoes, keeps("aws_eks_node_group.x", group)]),
      "danger",
      [`node-access-lost ${DATA}`],
    ],
    ["self-managed nodes have none", teamPlan([both, rowGoes]), "danger", [`node-access-lost ${DATA}`]],
    [
      "an entry for the role of a capability answers 409",
      teamPlan([
        api,
        keeps("aws_eks_capability.x", capability),
        creates("aws_eks_access_entry.x", entry("nodes", { kubernetes_groups: ["a"] })),
      ]),
      "refused",
      ["create-conflict aws_eks_access_entry.x", "access-gained aws_eks_access_entry.x"],
    ],
  ]);

  test("never asks to declare what EKS makes", () => {
    const found = findingsOf(reviewed(caseNamed("mng-retire")));
    expect(found.map(({ help }) => help).join("\n")).not.toMatch(/an access entry of type EC2_LINUX/);
    expect(found.find(({ code }) => code === "eks-entry-unseen")?.help).toMatch(/aws eks describe-access-entry/);
  });
});
