import {
  adminRow,
  awsAuth,
  caseNamed,
  cluster,
  creates,
  deletes,
  entry,
  keeps,
  replaces,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { CLUSTER, both, api, checkCases } from "../../support/reviews/case-reviews";
import { role, user } from "../../support/definitions/arns";

describe("other doors (R46)", () => {
  const OIDC = { cluster_name: "shop", oidc: [{ identity_provider_config_name: "okta" }] };
  const vpc = (open: boolean, ranges: readonly string[], inside = true) =>
    cluster("API", {
      vpc_config: [{ endpoint_public_access: open, endpoint_private_access: inside, public_access_cidrs: ranges }],
    });
  const endpoint = (before: Parameters<typeof vpc>, after: Parameters<typeof vpc>) =>
    teamPlan([updates(CLUSTER, vpc(...before), vpc(...after))]);
  const ROWS = keeps("kubernetes_config_map_v1_data.aws_auth", awsAuth([adminRow]));
  const ops = { name: "ops", path: "/", arn: role("ops") };
  checkCases([
    [
      "an identity provider goes",
      caseNamed("oidc-identity-provider-deleted"),
      "danger",
      ["identity-provider-changed aws_eks_identity_provider_config.okta"],
    ],
    [
      "an identity provider is made anew",
      teamPlan([api, replaces("aws_eks_identity_provider_config.x", [OIDC, OIDC], "oidc")]),
      "danger",
      ["identity-provider-changed aws_eks_identity_provider_config.x"],
    ],
    [
      "an identity provider comes",
      teamPlan([api, creates("aws_eks_identity_provider_config.x", OIDC)]),
      "safe",
      ["identity-provider-changed aws_eks_identity_provider_config.x"],
    ],
    [
      "an identity provider gets tags",
      teamPlan([api, updates("aws_eks_identity_provider_config.x", OIDC, { ...OIDC, tags: { a: "b" } })]),
      "safe",
      [],
    ],
    [
      "the public endpoint is closed",
      endpoint([true, ["0.0.0.0/0"]], [false, ["0.0.0.0/0"]]),
      "danger",
      [`endpoint-narrowed ${CLUSTER}`],
    ],
    [
      "the private endpoint is closed",
      endpoint([true, ["0.0.0.0/0"]], [true, ["0.0.0.0/0"], false]),
      "danger",
      [`endpoint-narrowed ${CLUSTER}`],
    ],
    [
      "ranges are taken off",
      endpoint([true, ["198.51.100.0/24", "203.0.113.0/24"]], [true, ["203.0.113.0/24"]]),
      "danger",
      [`endpoint-narrowed ${CLUSTER}`],
    ],
    [
      "a range gets smaller",
      endpoint([true, ["0.0.0.0/0"]], [true, ["203.0.113.0/24"]]),
      "danger",
      [`endpoint-narrowed ${CLUSTER}`],
    ],
    [
      "ranges are summed up",
      endpoint([true, ["203.0.113.0/25", "203.0.113.128/25"]], [true, ["203.0.113.0/24"]]),
      "safe",
      [],
    ],
    ["the endpoint is opened", endpoint([false, []], [true, ["0.0.0.0/0"]]), "safe", []],
    [
      "the role of the only admin's row goes",
      caseNamed("iam-role-of-row-deleted"),
      "danger",
      ["principal-replaced aws_iam_role.ops[0]"],
    ],
    [
      "the user of an entry goes",
      teamPlan([
        api,
        keeps("aws_eks_access_entry.x", entry("alice", { kubernetes_groups: ["a"] }, user("alice"))),
        deletes("aws_iam_user.x", { name: "alice", path: "/", arn: user("alice") }),
      ]),
      "danger",
      ["principal-replaced aws_iam_user.x"],
    ],
    [
      "a role with a path, whose row has none, goes",
      teamPlan([both, ROWS, deletes("aws_iam_role.x", { ...ops, path: "/team/", arn: role("team/ops") })]),
      "danger",
      ["principal-replaced aws_iam_role.x"],
    ],
    [
      "a role gets another name",
      teamPlan([both, ROWS, replaces("aws_iam_role.x", [ops, { ...ops, name: "ops2", arn: role("ops2") }], "name")]),
      "danger",
      ["principal-replaced aws_iam_role.x"],
    ],
    [
      "a role of the same name serves its row",
      teamPlan([both, ROWS, replaces("aws_iam_role.x", [ops, ops], "path")]),
      "safe",
      [],
    ],
    [
      "a role that nothing names goes",
      teamPlan([both, ROWS, deletes("aws_iam_role.x", { ...ops, name: "else", arn: role("else") })]),
      "safe",
      [],
    ],
    ["rows count for nothing in mode API", teamPlan([api, ROWS, deletes("aws_iam_role.x", ops)]), "safe", []],
  ]);
});
