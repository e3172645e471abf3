import {
  adminRow,
  awsAuth,
  caseNamed,
  cluster,
  creates,
  deletes,
  devRow,
  entry,
  forgets,
  keeps,
  nodeRow,
  replaces,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { CLUSTER, both, checkCases, summariesOf } from "../../support/reviews/case-reviews";
import { user } from "../../support/definitions/arns";

describe("sections that nobody touches (R44)", () => {
  const DATA = "kubernetes_config_map_v1_data.aws_auth";
  const live = (more: Readonly<Record<string, string>>) =>
    keeps("data.kubernetes_config_map_v1.live", awsAuth([devRow], more));
  const DEV = "aws_eks_access_entry.dev";
  const userRow = { rolearn: user("alice"), username: "alice", groups: ["a"] };
  checkCases([
    ["keys that Terraform lets go of", caseNamed("forget-of-keys"), "safe", [`config-map-lost ${DATA}`]],
    ["keys that go leave mapAccounts", caseNamed("key-map-accounts-kept-on-data-delete"), "safe", []],
    [
      "keys that go, whose rows alone serve",
      teamPlan([both, live({ mapUsers: "[]\n" }), deletes(DATA, awsAuth([devRow]))]),
      "danger",
      [`config-map-lost ${DATA}`],
    ],
    [
      "a row that is added",
      teamPlan([both, updates(DATA, awsAuth([devRow]), awsAuth([devRow, nodeRow()]))]),
      "safe",
      [],
    ],
    [
      "a row that goes",
      teamPlan([both, updates(DATA, awsAuth([devRow, adminRow]), awsAuth([adminRow]))]),
      "danger",
      [`access-lost ${DATA}`],
    ],
    [
      "a user's row in mapRoles",
      teamPlan([both, updates(DATA, awsAuth([devRow]), awsAuth([devRow, userRow]))]),
      "unknown",
      [`access-unknown ${DATA}`, `access-gained ${DATA}`],
    ],
    [
      "the mode that goes to API",
      teamPlan([updates(CLUSTER, cluster("API_AND_CONFIG_MAP"), cluster("API")), keeps(DATA, awsAuth([]))]),
      "unknown",
      [`access-unknown ${CLUSTER}`, `mode-irreversible ${CLUSTER}`],
    ],
    [
      "the whole ConfigMap that Terraform lets go of",
      teamPlan([both, forgets("kubernetes_config_map.aws_auth", awsAuth([devRow]))]),
      "safe",
      ["config-map-lost kubernetes_config_map.aws_auth"],
    ],
    [
      "keys that Terraform lets go of, and entries that give less than their rows",
      teamPlan([both, forgets(DATA, awsAuth([devRow])), creates(DEV, entry("dev", { kubernetes_groups: ["other"] }))]),
      "danger",
      [`entry-weaker ${DEV}`, `username-changed ${DEV}`, `access-gained ${DEV}`, `config-map-lost ${DATA}`],
    ],
    [
      "keys that Terraform lets go of, and entries that give the same",
      teamPlan([
        both,
        forgets(DATA, awsAuth([devRow])),
        creates(DEV, entry("dev", { kubernetes_groups: devRow.groups, user_name: devRow.username })),
      ]),
      "safe",
      [`config-map-lost ${DATA}`],
    ],
    [
      "the whole ConfigMap that goes",
      teamPlan([both, deletes("kubernetes_config_map.aws_auth", awsAuth([devRow]))]),
      "danger",
      ["config-map-lost kubernetes_config_map.aws_auth"],
    ],
  ]);
});

describe("several clusters", () => {
  const MODE_BOTH = cluster("API_AND_CONFIG_MAP", {}, "b");
  const two = [
    keeps("aws_eks_cluster.a", cluster("API_AND_CONFIG_MAP", {}, "a")),
    keeps("aws_eks_cluster.b", MODE_BOTH),
  ] as const;
  const apiOf = (name: string) => keeps(`aws_eks_cluster.${name}`, cluster("API", {}, name));
  const DATA = "kubernetes_config_map_v1_data.aws_auth";
  checkCases([
    [
      "aws-auth of one of them goes",
      caseNamed("two-clusters-aws-auth-dropped"),
      "danger",
      [`access-unattributed ${DATA}`],
    ],
    [
      "a row of one of them goes",
      teamPlan([...two, updates(DATA, awsAuth([adminRow, devRow]), awsAuth([adminRow]))]),
      "danger",
      [`access-unattributed ${DATA}`],
    ],
    [
      "a row is added to one of them",
      teamPlan([...two, updates(DATA, awsAuth([adminRow]), awsAuth([adminRow, devRow]))]),
      "unknown",
      [`access-unattributed ${DATA}`],
    ],
    [
      "Terraform lets go of one",
      teamPlan([...two, forgets(DATA, awsAuth([adminRow]))]),
      "safe",
      [`access-unattributed ${DATA}`],
    ],
    ["nothing changes", teamPlan([...two, keeps(DATA, awsAuth([adminRow]))]), "safe", []],
    [
      "it goes, and all are in mode API",
      teamPlan([apiOf("a"), apiOf("b"), deletes(DATA, awsAuth([adminRow]))]),
      "safe",
      [],
    ],
    [
      "it goes, and one of them still reads it",
      teamPlan([apiOf("a"), two[1], deletes(DATA, awsAuth([adminRow]))]),
      "danger",
      [`access-unattributed ${DATA}`],
    ],
    [
      "it goes, and one goes too, the other is in mode API",
      teamPlan([apiOf("a"), deletes("aws_eks_cluster.b", MODE_BOTH), deletes(DATA, awsAuth([adminRow]))]),
      "danger",
      ["cluster-destroyed aws_eks_cluster.b"],
    ],
    [
      "it goes, and one is made anew",
      teamPlan([
        apiOf("a"),
        replaces("aws_eks_cluster.b", [MODE_BOTH, MODE_BOTH], "name"),
        deletes(DATA, awsAuth([adminRow])),
      ]),
      "danger",
      [`access-unattributed ${DATA}`, "cluster-replaced aws_eks_cluster.b"],
    ],
  ]);

  test("nobody says that no access changes", () => {
    expect(summariesOf(caseNamed("two-clusters-aws-auth-dropped"))).not.toMatch(/nobody's access/);
  });
});
