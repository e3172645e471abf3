import {
  caseNamed,
  deletes,
  entry,
  keeps,
  nodeEntry,
  policy,
  replaces,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { api, checkCases } from "../../support/reviews/case-reviews";

describe("updates that AWS refuses", () => {
  const NODE = "aws_eks_access_entry.node";
  checkCases([
    [
      "groups of an EC2_LINUX entry",
      caseNamed("aws6-region-ec2-groups"),
      "refused",
      ["entry-refused module.eks.module.karpenter.aws_eks_access_entry.node[0]"],
    ],
    [
      "the username of a FARGATE_LINUX entry",
      teamPlan([
        api,
        updates(NODE, nodeEntry("f", "FARGATE_LINUX"), { ...nodeEntry("f", "FARGATE_LINUX"), user_name: "x" }),
      ]),
      "refused",
      [`entry-refused ${NODE}`],
    ],
    [
      "tags of an EC2_LINUX entry are updated",
      teamPlan([api, updates(NODE, nodeEntry("n"), { ...nodeEntry("n"), tags: { a: "b" } })]),
      "safe",
      [],
    ],
    [
      "a reserved group on a STANDARD entry",
      teamPlan([
        api,
        updates(
          NODE,
          entry("a", { kubernetes_groups: ["a"] }),
          entry("a", { kubernetes_groups: ["a", "system:masters"] }),
        ),
      ]),
      "refused",
      [`entry-refused ${NODE}`],
    ],
    [
      "another group on a STANDARD entry",
      teamPlan([
        api,
        updates(NODE, entry("a", { kubernetes_groups: ["a"] }), entry("a", { kubernetes_groups: ["a", "b"] })),
      ]),
      "safe",
      [`access-gained ${NODE}`],
    ],
  ]);
});

describe("instances of one count or for_each", () => {
  const LIST = "module.eks_cluster.aws_eks_access_policy_association.list";
  const one = (name: string) => policy(name, "AmazonEKSViewPolicy");
  const entries = ["a", "b", "c"].map((name) =>
    keeps(`aws_eks_access_entry.x["${name}"]`, entry(name, { kubernetes_groups: ["g"] })),
  );
  const at = (i: number, from: string, to: string) =>
    replaces(`aws_eks_access_policy_association.x[${i}]`, [one(from), one(to)], "principal_arn");
  checkCases([
    [
      "swap a policy",
      caseNamed("association-list-reordered"),
      "danger",
      [`association-replaced ${LIST}[0]`, `association-replaced ${LIST}[1]`],
    ],
    [
      "move up by one",
      teamPlan([api, ...entries, at(0, "a", "b"), deletes("aws_eks_access_policy_association.x[1]", one("b"))]),
      "danger",
      ['access-lost aws_eks_access_entry.x["a"]', "association-replaced aws_eks_access_policy_association.x[0]"],
    ],
    [
      "get another scope",
      teamPlan([
        api,
        ...entries,
        replaces(
          "aws_eks_access_policy_association.x[0]",
          [policy("a", "AmazonEKSViewPolicy", ["x"]), one("a")],
          "access_scope",
        ),
      ]),
      "safe",
      ['access-gained aws_eks_access_entry.x["a"]', "association-replaced aws_eks_access_policy_association.x[0]"],
    ],
  ]);
});
