import { peopleOf } from "../../../lib/rules/review/people";
import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { comparedCluster } from "../../../lib/rules/compared/compared-cluster";
import { api, both, CLUSTER } from "../../support/reviews/case-reviews";
import {
  adminRow,
  awsAuth,
  cluster,
  creates,
  deletes,
  devRow,
  entry,
  forgets,
  keeps,
  nodeRow,
  policy,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { role, user } from "../../support/definitions/arns";

const E = "aws_eks_access_entry.dev";
const MAP = "kubernetes_config_map_v1.aws_auth";
const dev = entry("dev", { user_name: "dev", kubernetes_groups: ["developers"] });
const inX = entry("dev", { kubernetes_groups: ["x"] });
const admin = keeps("aws_eks_access_policy_association.a", policy("dev", "AmazonEKSClusterAdminPolicy"));
const goes = deletes("aws_eks_access_policy_association.a", policy("dev", "AmazonEKSClusterAdminPolicy"));
const workers = keeps("aws_eks_node_group.a", { cluster_name: "shop", node_role_arn: role("nodes") });
const toApi = (from: string) => updates(CLUSTER, cluster(from), cluster("API"));
const BY_ROW = "group `developers`, by aws-auth `mapRoles[0]`";
const BY_ENTRY = "group `developers`, by access entry";
const PLAIN = "may log in, and nothing else by itself, by access entry";

function listed(changes: readonly ResourceChange[]): readonly (readonly string[])[] {
  const stack = understandPlan(teamPlan(changes), "plan.json");
  const people = stack.clusters.flatMap((one) => peopleOf(comparedCluster(stack, one)));
  return people.map(({ name, effect, before, after }) => [name, effect, before, after]);
}

describe(peopleOf, () => {
  test.each<[string, readonly ResourceChange[], readonly string[]]>([
    [
      "whose ConfigMap goes before the entry is there",
      [both, deletes(MAP, awsAuth([devRow])), creates(E, dev)],
      ["loses", BY_ROW, `no access until this is made: ${BY_ENTRY}`],
    ],
    [
      "whose ConfigMap Terraform lets go of",
      [both, forgets(MAP, awsAuth([devRow])), creates(E, dev)],
      ["moves", BY_ROW, BY_ENTRY],
    ],
    ["whose row goes, and nothing comes", [both, deletes(MAP, awsAuth([devRow]))], ["loses", BY_ROW, "no access"]],
    [
      "who is served by rows until the mode is API",
      [toApi("CONFIG_MAP"), keeps(MAP, awsAuth([devRow])), creates(E, dev)],
      ["loses", BY_ROW, `no access until this is made: ${BY_ENTRY}`],
    ],
    [
      "whose entry takes the place of the row",
      [both, keeps(MAP, awsAuth([devRow])), creates(E, dev)],
      ["moves", BY_ROW, BY_ENTRY],
    ],
    [
      "whose row takes the place of the entry",
      [both, keeps(MAP, awsAuth([devRow])), deletes(E, dev)],
      ["moves", BY_ENTRY, BY_ROW],
    ],
    [
      "whose row stands elsewhere afterwards",
      [both, updates(MAP, awsAuth([devRow]), awsAuth([{ ...devRow, rolearn: role("x") }, devRow]))],
      ["keeps", BY_ROW, BY_ROW.replace("0", "1")],
    ],
    ["who gets an entry, and may have a row", [both, creates(E, dev)], ["gains", "not known from the plan", BY_ENTRY]],
    [
      "whom the plan makes with the entry",
      [both, creates("aws_iam_role.dev", { name: "dev", arn: role("dev") }), creates(E, dev)],
      ["gains", "no access: the plan makes it", BY_ENTRY],
    ],
    [
      "whose role the plan makes anew, beside an entry that stays",
      [api, creates("aws_iam_role.dev", { name: "dev", arn: role("dev") }), keeps(E, dev)],
      ["keeps", BY_ENTRY, BY_ENTRY],
    ],
    [
      "whose entry goes, and who may have a row",
      [both, deletes(E, dev)],
      ["unknown", BY_ENTRY, "not known from the plan"],
    ],
    [
      "whom nobody shows, before and after",
      [both, deletes("aws_eks_access_entry.b", entry("b")), keeps(E, dev)],
      ["keeps", BY_ENTRY, BY_ENTRY],
    ],
    ["who loses a group", [api, updates(E, dev, { ...dev, kubernetes_groups: [] })], ["loses", BY_ENTRY, PLAIN]],
    [
      "an admin who loses a group",
      [api, admin, updates(E, inX, entry("dev"))],
      ["moves", "cluster admin, group `x`, by access entry", "cluster admin, by access entry"],
    ],
    [
      "an admin who gains a group",
      [api, admin, updates(E, entry("dev"), inX)],
      ["moves", "cluster admin, by access entry", "cluster admin, group `x`, by access entry"],
    ],
    ["who gains a group", [api, updates(E, entry("dev"), inX)], ["gains", PLAIN, "group `x`, by access entry"]],
    [
      "who gains a group, and a policy",
      [
        api,
        updates(E, entry("dev"), inX),
        creates("aws_eks_access_policy_association.b", policy("dev", "AmazonEKSViewPolicy")),
      ],
      ["gains", PLAIN, "group `x`, `AmazonEKSViewPolicy`, by access entry"],
    ],
    [
      "an admin who loses the entry and keeps the name of admins and a group by a row",
      [
        both,
        keeps(MAP, awsAuth([{ ...devRow, groups: ["system:masters", "oncall"] }])),
        deletes(E, entry("dev")),
        goes,
      ],
      ["gains", "cluster admin, by access entry", "cluster admin, group `oncall`, by aws-auth `mapRoles[0]`"],
    ],
    ["who gets another username", [api, updates(E, dev, { ...dev, user_name: "d" })], ["changes", BY_ENTRY, BY_ENTRY]],
  ])("tells of one %s", (_, changes, told) => {
    expect(listed(changes).filter(([name]) => name === "role dev")).toEqual([["role dev", ...told]]);
  });

  test("does not know the entry that EKS made for nodes whose row goes", () => {
    const byRow = "node, by aws-auth `mapRoles[0]`";
    const told = [["role nodes", "unknown", byRow, "by the entry that EKS makes, not known from the plan"]];
    expect(listed([both, workers, updates(MAP, awsAuth([nodeRow()]), awsAuth([]))])).toEqual(told);
    expect(listed([toApi("API_AND_CONFIG_MAP"), workers, keeps(MAP, awsAuth([nodeRow()]))])).toEqual(told);
    expect(listed([toApi("API_AND_CONFIG_MAP"), keeps(MAP, awsAuth([nodeRow()]))])).toEqual([
      ["role nodes", "loses", byRow, "no access"],
    ]);
  });

  test("takes a group of any name for none of the places of its row", () => {
    const row = { ...devRow, groups: ["team[0]"] };
    const other = { ...devRow, rolearn: role("x") };
    const people = listed([both, updates(MAP, awsAuth([row]), awsAuth([other, row]))]);
    expect(people.map(([name, effect]) => [name, effect])).toEqual([
      ["role x", "gains"],
      ["role dev", "keeps"],
    ]);
  });

  test("keeps what nobody knows on either side, and does not know what becomes of it in mode API", () => {
    const data = { mapUsers: JSON.stringify([{ userarn: user("ann"), username: "ann", groups: ["a"] }]) };
    const part = keeps(MAP.replace("_v1", "_v1_data"), {
      metadata: [{ name: "aws-auth", namespace: "kube-system" }],
      data,
    });
    const open = "not known from the plan";
    expect(listed([both, part])).toEqual([["user ann", "keeps", open, open]]);
    expect(listed([toApi("API_AND_CONFIG_MAP"), part])).toEqual([["user ann", "unknown", open, "no access"]]);
  });

  test("puts those first who lose, then by ARN, and those last who keep", () => {
    const others = [
      keeps(E, dev),
      creates("aws_eks_access_entry.c", entry("c")),
      updates("aws_eks_access_entry.y", entry("y"), entry("y", { user_name: "y" })),
      deletes("aws_eks_access_entry.a", entry("z")),
      deletes("aws_eks_access_entry.z", entry("b")),
    ];
    expect(listed([api, ...others]).map(([name, effect]) => [name, effect])).toEqual([
      ["role b", "loses"],
      ["role z", "loses"],
      ["role y", "changes"],
      ["role c", "gains"],
      ["role dev", "keeps"],
    ]);
    const moved = listed([
      both,
      keeps(MAP, awsAuth([devRow, adminRow])),
      creates(E, dev),
      deletes("aws_eks_access_entry.z", entry("z")),
      creates("aws_eks_access_entry.x", { ...entry("x"), cluster_name: "shop" }),
    ]);
    expect(moved.map(([name, effect]) => [name, effect])).toEqual([
      ["role z", "loses"],
      ["role x", "gains"],
      ["role dev", "moves"],
      ["role ops", "keeps"],
    ]);
    expect(
      listed([both, deletes("aws_eks_access_entry.z", entry("z")), creates(E, dev)]).map(([, effect]) => effect),
    ).toEqual(["unknown", "gains"]);
  });

  test("tells of nodes of a node group what the row says, as far as a row says anything", () => {
    const byRow = "node, by aws-auth `mapRoles[0]`";
    const rows = keeps(MAP, awsAuth([nodeRow()]));
    expect(listed([both, workers, rows])).toEqual([["role nodes", "keeps", byRow, byRow]]);
    expect(listed([api, workers, rows])).toEqual([["role nodes", "keeps", "no access", "no access"]]);
    const later = { ...rows, change: { ...rows.change, actions: ["update"], after_unknown: { data: true } } };
    expect(listed([both, workers, later])).toEqual([["role nodes", "unknown", byRow, "not known from the plan"]]);
  });

  test("puts principals of one effect in the order of their ARNs, paths and all", () => {
    const made = [creates(E, entry("a", {}, role("x/a"))), creates("aws_eks_access_entry.b", entry("b"))];
    expect(listed([api, ...made]).map(([name]) => name)).toEqual(["role b", "role a"]);
  });

  test("puts those who lose before those of whom nobody knows", () => {
    const rows = updates(MAP, awsAuth([devRow, nodeRow()]), awsAuth([]));
    expect(listed([both, workers, rows]).map(([name, effect]) => [name, effect])).toEqual([
      ["role dev", "loses"],
      ["role nodes", "unknown"],
    ]);
    const other = { ...devRow, rolearn: role("team") };
    const more = updates(MAP, awsAuth([other, nodeRow()]), awsAuth([]));
    expect(listed([both, workers, more]).map(([name]) => name)).toEqual(["role team", "role nodes"]);
  });

  test("cuts names and words of any length", () => {
    const long = role(`${"p/".repeat(300)}x`);
    const [told = []] = listed([api, creates(E, entry("x", { kubernetes_groups: ["g".repeat(3000)] }, long))]);
    expect(told.every((text) => text.length <= 2000)).toBe(true);
  });
});
