import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";
import { principalReplaced } from "../../../lib/rules/judgements/entries/principal/principal-replaced";
import { rolePathMissing } from "../../../lib/rules/judgements/entries/principal/role-path-missing";
import { role, user } from "../../support/definitions/arns";
import {
  awsAuth,
  cluster,
  creates,
  deletes,
  devRow,
  entry,
  keeps,
  nodeRow,
  policy,
  replaces,
  updates,
} from "../../support/plans/case-plans";
import { api, both, CLUSTER } from "../../support/reviews/case-reviews";
import { seenIn } from "../../support/reviews/seen-by";

const ROLE = "aws_iam_role.dev";
const USER = "aws_iam_user.ann";
const E = "aws_eks_access_entry.dev";
const P = "aws_eks_access_policy_association.dev";
const ROWS = "kubernetes_config_map_v1_data.aws_auth";
const iam = { name: "dev", arn: role("dev") };
const dev = entry("dev", { kubernetes_groups: ["developers"], user_name: "dev" });
const gone = deletes(ROLE, iam);
const rows = keeps(ROWS, awsAuth([devRow]));
const BY_ROW = "group `developers`, by aws-auth `mapRoles[0]`";
const about = { address: ROLE, principal: role("dev") };

const said = (...changes: readonly ResourceChange[]) => seenIn(principalReplaced, changes);

describe("principal-replaced: an entry that stays", () => {
  test.each<[string, readonly ResourceChange[], string]>([
    ["of a role that goes", [gone, keeps(E, dev)], `destroyed, and its entry \`${E}\` stays`],
    [
      "of one that is made anew",
      [replaces(ROLE, [iam, iam]), keeps(E, dev)],
      `destroyed and made anew, and its entry \`${E}\` stays`,
    ],
    ["and changes", [gone, updates(E, dev, { ...dev, tags: {} })], `destroyed, and its entry \`${E}\` stays`],
    [
      "as a policy alone, whose entry goes",
      [gone, deletes(E, dev), keeps(P, policy("dev", "AmazonEKSViewPolicy"))],
      `destroyed, and its access policy \`${P}\` stays`,
    ],
  ])("%s", (_, changes, what) => {
    expect(said(api, ...changes)).toEqual([{ ...about, message: `role dev is ${what}` }]);
  });

  const { principal_arn: _open, ...open } = dev;

  test.each<[string, readonly ResourceChange[]]>([
    ["the entry goes too", [gone, deletes(E, dev)]],
    ["the entry is made anew", [replaces(ROLE, [iam, iam]), replaces(E, [dev, dev])]],
    ["the entry is made", [replaces(ROLE, [iam, iam]), creates(E, dev)]],
    ["the entry is somebody else's", [gone, keeps(E, entry("ops"))]],
    ["the plan does not tell whose it is", [gone, keeps(E, { ...open, principal_arn: null })]],
    ["the role stays", [keeps(ROLE, iam), keeps(E, dev)]],
    ["the role is made", [creates(ROLE, iam), keeps(E, dev)]],
    ["the role is tagged", [updates(ROLE, iam, { ...iam, tags: { a: "b" } }), keeps(E, dev)]],
  ])("is nothing where %s", (_name, changes) => {
    expect(said(api, ...changes)).toEqual([]);
  });

  test("is nothing where the cluster goes too", () => {
    expect(said(deletes(CLUSTER, cluster("API")), gone, keeps(E, dev))).toEqual([]);
  });
});

describe("principal-replaced: a row that stays", () => {
  const message = "role dev is destroyed, and its row `mapRoles[0]` of aws-auth stays: nobody can use it any more";

  test("serves nobody once its role is gone", () => {
    const why = "a row serves whoever bears its ARN, and nobody bears it any more";
    const help = "keep the role or user; or give its people another principal first, and take the row out";
    const told = { ...about, before: BY_ROW, after: "no access", message, why, help };
    expect(said(both, rows, gone)).toEqual([told]);
    const other = { name: "other", arn: role("other") };
    expect(said(both, rows, replaces(ROLE, [iam, other]))).toEqual([told]);
  });

  test("serves the new one of the same name", () => {
    expect(said(both, rows, replaces(ROLE, [iam, iam]))).toEqual([
      {
        ...about,
        before: BY_ROW,
        message:
          "role dev is destroyed and made anew: its row `mapRoles[0]` of aws-auth serves the new one of the same name",
        severity: "note",
      },
    ]);
  });

  test("is a note where its nodes go too, and nothing where the row goes or nobody reads it", () => {
    const node = keeps(ROWS, awsAuth([nodeRow("dev")]));
    const group = deletes("aws_eks_node_group.a", { cluster_name: "shop", node_role_arn: role("dev") });
    expect(said(both, node, gone, group).map(({ severity }) => severity)).toEqual(["note"]);
    expect(said(both, node, gone).map(({ severity }) => severity)).toEqual([undefined]);
    expect(said(both, updates(ROWS, awsAuth([devRow]), awsAuth([])), gone)).toEqual([]);
    expect(said(api, rows, gone)).toEqual([]);
  });
});

describe("principal-replaced: a user that gets another ARN in place", () => {
  const ann = { name: "ann", arn: user("ann") };
  const moved = updates(USER, ann, { name: "ann", arn: user("team/ann") });
  const row = awsAuth([], { mapUsers: JSON.stringify([{ userarn: user("ann"), username: "ann", groups: ["a"] }]) });
  const told = {
    address: USER,
    principal: user("ann"),
    before: `\`${user("ann")}\``,
    after: `\`${user("team/ann")}\``,
  };

  test("has a row, or an entry, of the old one", () => {
    expect(said(both, keeps(ROWS, row), moved)).toEqual([
      {
        ...told,
        message: "user ann gets another ARN, and its row `mapUsers[0]` of aws-auth names the old one",
        help: "write the new ARN into the row, in the same plan",
      },
    ]);
    expect(said(api, keeps(E, entry("ann", { user_name: "ann" }, user("ann"))), moved)).toEqual([
      {
        ...told,
        message: "user ann gets another ARN, and its access entry names the old one",
        isUnknown: true,
        help: "make an entry of the new ARN in the same plan",
      },
    ]);
  });

  test("is nothing where nobody named it, or the ARN stays", () => {
    expect(said(both, rows, moved)).toEqual([]);
    expect(said(both, keeps(ROWS, row), updates(USER, ann, { ...ann, tags: { a: "b" } }))).toEqual([]);
    expect(said(api, keeps(ROWS, row), moved)).toEqual([]);
  });
});

describe("role-path-missing", () => {
  const SSO = "AWSReservedSSO_Admin_0123456789abcdef";

  test("says what is expected, and how to find it", () => {
    expect(seenIn(rolePathMissing, [api, creates(E, entry("x", {}, role(SSO)))])).toEqual([
      {
        address: E,
        principal: role(SSO),
        message: `a role of IAM Identity Center without its path, expected \`role/aws-reserved/sso.amazonaws.com/[<region>/]${SSO}\`, got \`${role(SSO)}\``,
        help: `write the whole ARN, which \`aws iam get-role --role-name ${SSO} --query Role.Arn --output text\` prints`,
      },
    ]);
    expect(seenIn(rolePathMissing, [api, creates(E, entry("x", {}, "nobody"))])).toEqual([]);
  });
});
