import { role, user } from "../../../support/definitions/arns";
import {
  awsAuth,
  cluster,
  creates,
  deletes,
  entry,
  keeps,
  replaces,
  policy,
  rootBlocks,
  teamPlan,
  updates,
} from "../../../support/plans/case-plans";
import { api, both, checkCases, CLUSTER } from "../../../support/reviews/case-reviews";

const E = "aws_eks_access_entry.a";

describe("a user that gets another name in place", () => {
  const renamed = (to: string) =>
    updates(
      "aws_iam_user.x",
      { name: "alice", path: "/", arn: user("alice") },
      { name: to, path: "/", arn: user(to), tags: { team: "a" } },
    );
  const row = keeps(
    "kubernetes_config_map_v1_data.aws_auth",
    awsAuth([], { mapUsers: `- userarn: ${user("alice")}\n  username: alice\n  groups: [a]\n` }),
  );
  const ofAlice = keeps(E, entry("alice", { kubernetes_groups: ["a"] }, user("alice")));
  checkCases([
    ["and has a row", teamPlan([both, row, renamed("alicia")]), "danger", ["principal-replaced aws_iam_user.x"]],
    ["and has an entry", teamPlan([api, ofAlice, renamed("alicia")]), "unknown", ["principal-replaced aws_iam_user.x"]],
    ["or tags", teamPlan([both, row, renamed("alice")]), "safe", []],
    ["and nothing names it", teamPlan([api, renamed("alicia")]), "safe", []],
  ]);
});

describe("a role that leaves iam_roles", () => {
  const admin = "aws_iam_role.iam_role_admin";
  const gone = deletes(admin, { name: "admin", path: "/", arn: role("admin") });
  const ofAdmin = entry("admin", { kubernetes_groups: ["a"] });
  checkCases([
    ["while its entry stays", teamPlan([api, keeps(E, ofAdmin), gone]), "danger", [`principal-replaced ${admin}`]],
    [
      "whose entry is another's",
      teamPlan([api, keeps(E, entry("dev", { kubernetes_groups: ["a"] })), gone]),
      "safe",
      [],
    ],
  ]);
});

describe("a role whose entry stands elsewhere", () => {
  const P = "aws_eks_access_policy_association.a";
  const live = keeps("data.aws_eks_cluster.shop", cluster("API"));
  const gone = (name: string) => deletes("aws_iam_role.a", { name, path: "/", arn: role(name) });
  checkCases([
    [
      "goes, and its policy stays",
      teamPlan([live, keeps(P, policy("a", "AmazonEKSViewPolicy")), gone("a")]),
      "danger",
      ["principal-replaced aws_iam_role.a"],
    ],
    ["is another one", teamPlan([live, keeps(P, policy("a", "AmazonEKSViewPolicy")), gone("b")]), "safe", []],
  ]);
});

describe("a permission set of IAM Identity Center", () => {
  const S = "aws_ssoadmin_permission_set.dev";
  const name = "AWSReservedSSO_Dev_0123456789abcdef";
  const arn = `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/${name}`;
  const live = [keeps("data.aws_eks_cluster.shop", cluster("API_AND_CONFIG_MAP")), keeps(E, entry("dev", {}, arn))];
  const byRow = keeps(
    "kubernetes_config_map_v1_data.aws_auth",
    awsAuth([{ rolearn: role(name), username: "dev", groups: ["dev"] }]),
  );
  const set = (of: string) => ({ name: of, instance_arn: "arn:aws:sso:::instance/ssoins-1111222233334444" });
  const told = [`principal-replaced ${S}`];
  checkCases([
    ["goes, and the entry of its role stays", teamPlan([...live, deletes(S, set("Dev"))]), "danger", told],
    ["is made anew", teamPlan([...live, replaces(S, [set("Dev"), set("Dev")])]), "danger", told],
    ["goes, and the row of its role stays", teamPlan([both, byRow, deletes(S, set("Dev"))]), "danger", told],
    ["is another one", teamPlan([...live, deletes(S, set("Devs"))]), "safe", []],
    [
      "gets longer sessions",
      teamPlan([...live, updates(S, set("Dev"), { ...set("Dev"), session_duration: "PT8H" })]),
      "safe",
      [],
    ],
    [
      "goes, and its entry with it",
      teamPlan([live[0] ?? both, deletes(E, entry("dev", {}, arn)), deletes(S, set("Dev"))]),
      "unknown",
      [`access-unknown ${E}`],
    ],
  ]);
});

describe("a role that the plan makes for a node group", () => {
  const refers = (address: string, argument: string, name: string) => ({
    address,
    expressions: { [argument]: { references: [`aws_iam_role.${name}.arn`, `aws_iam_role.${name}`] } },
  });
  const made = (name: string) =>
    teamPlan(
      [
        api,
        creates("aws_iam_role.n", { name_prefix: "n-", path: "/" }, { arn: true, name: true }),
        creates("aws_iam_role.m", { name_prefix: "m-", path: "/" }, { arn: true, name: true }),
        creates("aws_eks_node_group.x", { cluster_name: "shop" }, { node_role_arn: true }),
        creates(E, { cluster_name: "shop", type: "EC2_LINUX" }, { principal_arn: true, user_name: true }),
      ],
      rootBlocks(refers("aws_eks_node_group.x", "node_role_arn", "n"), refers(E, "principal_arn", name)),
    );
  checkCases([
    ["has its entry from EKS", made("n"), "refused", [`create-conflict ${E}`]],
    ["and one for something else", made("m"), "safe", []],
  ]);
});

describe("what EKS refuses", () => {
  const a = entry("a", { kubernetes_groups: ["a"] });
  checkCases([
    [
      "changes no username",
      teamPlan([api, updates(E, a, { ...a, user_name: "system:a" })]),
      "refused",
      [`entry-refused ${E}`],
    ],
    [
      "as a username that it takes does",
      teamPlan([api, updates(E, a, { ...a, user_name: "team:a" })]),
      "danger",
      [`username-changed ${E}`],
    ],
  ]);
});

describe("from where the API is reached", () => {
  const vpc = (ranges?: readonly string[]) =>
    cluster("API", {
      vpc_config: [{ endpoint_public_access: true, ...(ranges === undefined ? {} : { public_access_cidrs: ranges }) }],
    });
  const change = updates(CLUSTER, vpc(["203.0.113.0/24"]), vpc());
  const unknown = (attribute: string) =>
    teamPlan([{ ...change, change: { ...change.change, after_unknown: { vpc_config: [{ [attribute]: true }] } } }]);
  checkCases([
    ["is known after apply", unknown("public_access_cidrs"), "unknown", [`endpoint-narrowed ${CLUSTER}`]],
    ["is told, and its security group is not", unknown("cluster_security_group_id"), "safe", []],
  ]);
});
