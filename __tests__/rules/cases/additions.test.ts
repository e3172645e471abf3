import {
  awsAuth,
  caseNamed,
  creates,
  deletes,
  devRow,
  entry,
  keeps,
  nodeEntry,
  policy,
  replaces,
  rootBlocks,
  teamPlan,
} from "../../support/plans/case-plans";
import { both, api, checkCases, peopleOf, summariesOf } from "../../support/reviews/case-reviews";
import { role, user } from "../../support/definitions/arns";

const unknownArn = { principal_arn: true, kubernetes_groups: true, user_name: true };
const noArn = { cluster_name: "shop", type: "STANDARD" };

describe("an entry that is added, aws-auth not in the plan (R45)", () => {
  const DEV2 = 'module.eks.aws_eks_access_entry.this["dev2"]';
  checkCases([
    ["by the module", caseNamed("entry-added-aws-auth-not-in-plan"), "safe", [`row-unseen ${DEV2}`]],
    [
      "of an admin, by the module",
      caseNamed("admin-added-aws-auth-not-in-plan"),
      "safe",
      ['admin-gained module.eks.aws_eks_access_entry.this["bg"]'],
    ],
    [
      "of an admin, provider 5",
      caseNamed("admin-entry-added"),
      "safe",
      ['admin-gained module.eks.aws_eks_access_entry.this["devops"]'],
    ],
    [
      "of a user",
      teamPlan([both, creates("aws_eks_access_entry.alice", entry("alice", {}, user("alice")))]),
      "safe",
      ["entry-without-rights aws_eks_access_entry.alice", "row-unseen aws_eks_access_entry.alice"],
    ],
    [
      "two of them, said once",
      teamPlan([
        both,
        creates('aws_eks_access_entry.x["a"]', entry("a", { kubernetes_groups: ["a"] })),
        creates('aws_eks_access_entry.x["b"]', entry("b", { kubernetes_groups: ["b"] })),
      ]),
      "safe",
      ['row-unseen aws_eks_access_entry.x["a"]'],
    ],
    [
      "of a node, in mode API_AND_CONFIG_MAP",
      teamPlan([both, creates("aws_eks_access_entry.node", nodeEntry("karp"))]),
      "refused",
      [
        "entry-refused aws_eks_access_entry.node",
        "entry-refused aws_eks_access_entry.node",
        "row-unseen aws_eks_access_entry.node",
      ],
    ],
    [
      "in mode API there are no rows",
      teamPlan([api, creates("aws_eks_access_entry.a", entry("a", { kubernetes_groups: ["a"] }))]),
      "safe",
      ["access-gained aws_eks_access_entry.a"],
    ],
    [
      "one that goes may leave a row, or nothing",
      teamPlan([both, deletes("aws_eks_access_entry.a", entry("a", { kubernetes_groups: ["a"] }))]),
      "unknown",
      ["access-unknown aws_eks_access_entry.a"],
    ],
    [
      "rows that are shown are compared",
      teamPlan([
        both,
        keeps("kubernetes_config_map_v1_data.aws_auth", awsAuth([devRow])),
        creates("aws_eks_access_entry.dev", entry("dev", { user_name: "dev" })),
      ]),
      "danger",
      ["entry-weaker aws_eks_access_entry.dev", "entry-without-rights aws_eks_access_entry.dev"],
    ],
  ]);

  test("who becomes admin stands in the headline, and nobody loses", () => {
    for (const name of ["admin-entry-added", "admin-added-aws-auth-not-in-plan"]) {
      const plan = caseNamed(name);
      expect(summariesOf(plan)).toMatch(/^`role \w+` becomes cluster admin$/);
      expect(peopleOf(plan).map(([, effect]) => effect)).toEqual(["gains"]);
    }
  });
});

describe("a principal that the plan makes", () => {
  const block = {
    address: "aws_eks_access_entry.team",
    expressions: { principal_arn: { references: ["aws_iam_role.team.arn", "aws_iam_role.team"] } },
  };
  const made = creates("aws_eks_access_entry.team", noArn, unknownArn);
  const prefixed = creates("aws_iam_role.team", { name_prefix: "team-", path: "/" }, { arn: true, name: true });
  const replaced = replaces(
    "aws_iam_role.team",
    [
      { name: "old", arn: role("old"), path: "/" },
      { name_prefix: "team-", path: "/" },
    ],
    "name",
  );
  const rows = keeps("kubernetes_config_map_v1_data.aws_auth", awsAuth([devRow]));
  const ofLocal = { ...block, expressions: { principal_arn: { references: ["local.arn"] } } };
  const read = keeps("data.aws_iam_role.x", {});
  const putOff = { ...read, change: { actions: ["read"], before: null, after: {}, after_unknown: { arn: true } } };
  checkCases([
    [
      "by the module, in mode API",
      caseNamed("entry-with-role-of-same-plan-module"),
      "safe",
      ['access-gained module.eks.aws_eks_access_entry.this["team"]'],
    ],
    ["whose name is not known either", teamPlan([both, rows, prefixed, made], rootBlocks(block)), "safe", []],
    [
      "with the policy of an admin",
      teamPlan(
        [
          both,
          rows,
          prefixed,
          made,
          creates(
            "aws_eks_access_policy_association.team",
            {
              cluster_name: "shop",
              policy_arn: policy("team", "AmazonEKSClusterAdminPolicy").policy_arn,
              access_scope: [{ type: "cluster", namespaces: null }],
            },
            { principal_arn: true },
          ),
        ],
        rootBlocks(block, { address: "aws_eks_access_policy_association.team", expressions: block.expressions }),
      ),
      "safe",
      ["admin-gained aws_eks_access_policy_association.team"],
    ],
    [
      "one that nobody tells where it comes from, beside rows",
      teamPlan([both, rows, made], rootBlocks(ofLocal)),
      "unknown",
      ["access-unknown aws_eks_access_entry.team"],
    ],
    ["the same in mode API takes nothing", teamPlan([api, made], rootBlocks(ofLocal)), "safe", []],
    [
      "the same where nobody shows rows",
      teamPlan([both, made], rootBlocks(ofLocal)),
      "safe",
      ["row-unseen aws_eks_access_entry.team"],
    ],
    [
      "one that is made in the place of another may have a row",
      teamPlan([both, rows, replaced, made], rootBlocks(block)),
      "unknown",
      ["access-unknown aws_eks_access_entry.team"],
    ],
    ["by way of a local value", teamPlan([both, rows, prefixed, made], rootBlocks(ofLocal)), "safe", []],
    [
      "by way of a local value, where one is made in the place of another",
      teamPlan(
        [both, rows, prefixed, { ...replaced, address: "aws_iam_role.other", name: "other" }, made],
        rootBlocks(ofLocal),
      ),
      "unknown",
      ["access-unknown aws_eks_access_entry.team"],
    ],
    [
      "by way of a local value, where a data source is put off",
      teamPlan([both, rows, prefixed, putOff, made], rootBlocks(ofLocal)),
      "unknown",
      ["access-unknown aws_eks_access_entry.team"],
    ],
    [
      "by way of a local value, where a stack of CloudFormation tells more",
      teamPlan(
        [both, rows, prefixed, creates("aws_cloudformation_stack.x", { name: "x" }, { outputs: true }), made],
        rootBlocks(ofLocal),
      ),
      "unknown",
      ["access-unknown aws_eks_access_entry.team"],
    ],
  ]);
});
