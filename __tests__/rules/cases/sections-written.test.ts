import { ACCOUNT, user } from "../../support/definitions/arns";
import {
  adminRow,
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
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { both, checkCases, CLUSTER } from "../../support/reviews/case-reviews";
import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";

const DATA = "kubernetes_config_map_v1_data.aws_auth";
const WHOLE = "kubernetes_config_map.aws_auth";
const account = `- "${ACCOUNT}"\n`;
const section = (...names: string[]) =>
  names.map((name) => `- userarn: ${user(name)}\n  username: ${name}\n  groups: [g]\n`).join("") || "[]\n";
const only = (data: Readonly<Record<string, string>>) => ({ ...awsAuth([]), data });
const adminEntry = [
  keeps("aws_eks_access_entry.ops", entry("ops", { user_name: "ops" })),
  keeps("aws_eks_access_policy_association.ops", policy("ops", "AmazonEKSClusterAdminPolicy")),
];

describe("keys that are written over live ones", () => {
  const reader = keeps("data.kubernetes_config_map_v1.live", awsAuth([adminRow, devRow]));
  checkCases([
    [
      "which nobody shows",
      teamPlan([both, creates(DATA, awsAuth([adminRow, devRow]))]),
      "unknown",
      [`access-unknown ${DATA}`],
    ],
    ["with nobody in them", teamPlan([both, creates(DATA, awsAuth([]))]), "unknown", [`access-unknown ${DATA}`]],
    [
      "beside others that the plan shows",
      teamPlan([both, updates(DATA, awsAuth([adminRow]), awsAuth([adminRow], { mapUsers: "[]\n" }))]),
      "unknown",
      [`access-unknown ${DATA}`],
    ],
    ["which a data source shows", teamPlan([both, reader, creates(DATA, awsAuth([devRow, adminRow]))]), "safe", []],
    [
      "which a data source shows, one row less",
      teamPlan([both, reader, creates(DATA, awsAuth([adminRow]))]),
      "danger",
      [`access-lost ${DATA}`],
    ],
    [
      "in a ConfigMap that the same plan makes",
      teamPlan([both, creates(WHOLE, awsAuth([])), creates(DATA, awsAuth([]))]),
      "safe",
      [],
    ],
    [
      "of a cluster that the same plan makes",
      teamPlan([creates(CLUSTER, cluster("API_AND_CONFIG_MAP")), creates(DATA, awsAuth([nodeRow()]))]),
      "safe",
      [],
    ],
  ]);
});

describe("a holder that is made anew with the same rows", () => {
  const again = (address: string, rows: Parameters<typeof awsAuth>) =>
    replaces(address, [awsAuth(...rows), awsAuth(...rows)], "metadata");
  checkCases([
    ["as keys", teamPlan([both, again(DATA, [[adminRow]])]), "danger", [`config-map-lost ${DATA}`]],
    ["as a whole", teamPlan([both, again(WHOLE, [[adminRow]])]), "danger", [`config-map-lost ${WHOLE}`]],
    ["of keys that serve nobody", teamPlan([both, again(DATA, [[]])]), "safe", []],
    ["whose row has an entry", teamPlan([both, ...adminEntry, again(DATA, [[adminRow]])]), "safe", []],
    [
      "whose users stand beside it",
      teamPlan([
        both,
        keeps("data.kubernetes_config_map_v1.live", only({ mapRoles: "[]\n", mapUsers: section("alice") })),
        again(DATA, [[]]),
      ]),
      "safe",
      [],
    ],
  ]);
});

describe("sections without mapRoles", () => {
  const users = (...names: string[]) => only({ mapUsers: section(...names) });
  checkCases([
    [
      "mapAccounts goes",
      teamPlan([both, deletes(DATA, only({ mapAccounts: account }))]),
      "danger",
      [`config-map-lost ${DATA}`],
    ],
    ["an empty mapAccounts goes", teamPlan([both, deletes(DATA, only({ mapAccounts: "[]\n" }))]), "safe", []],
    ["mapUsers goes", teamPlan([both, deletes(DATA, users("alice"))]), "danger", [`config-map-lost ${DATA}`]],
    [
      "a user goes",
      teamPlan([both, updates(DATA, users("alice", "bob"), users("bob"))]),
      "danger",
      [`row-removed ${DATA}`],
    ],
    ["users change places", teamPlan([both, updates(DATA, users("alice", "bob"), users("bob", "alice"))]), "safe", []],
  ]);
});

describe("rows that are sensitive", () => {
  const hidden = (one: ResourceChange): ResourceChange => ({
    ...one,
    change: { ...one.change, before_sensitive: { data: true }, after_sensitive: { data: true } },
  });
  checkCases([
    [
      "and change",
      teamPlan([both, hidden(updates(DATA, awsAuth([adminRow]), awsAuth([devRow])))]),
      "unknown",
      ["mapRoles", "mapUsers", "mapAccounts"].map(() => `access-unknown ${DATA}`),
    ],
    ["and stay", teamPlan([both, hidden(keeps(DATA, awsAuth([adminRow])))]), "safe", []],
  ]);
});
