import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";
import { createConflict } from "../../../lib/rules/judgements/entries/create-conflict";
import { role } from "../../support/definitions/arns";
import {
  cluster,
  creates,
  deletes,
  entry,
  keeps,
  nodeEntry,
  rootBlocks,
  teamPlan,
  updates,
} from "../../support/plans/case-plans";
import { api, CLUSTER } from "../../support/reviews/case-reviews";
import { seenBy, seenIn } from "../../support/reviews/seen-by";

const E = "aws_eks_access_entry.n";
const made = creates(E, nodeEntry("nodes"));
const group = { cluster_name: "shop", node_role_arn: role("nodes") };

describe("create-conflict: an entry that EKS makes", () => {
  const help = (arn: string): string =>
    `leave the entry to EKS: delete \`${E}\` from the configuration (of a cluster file its key under \`access_entries\`), and add \`${arn}\` to the list \`migration.expected\` of the cluster file; or, once the entry is live, import it: \`import { to = ${E}, id = "shop:${arn}" }\`, each argument on a line of its own`;

  test.each<[string, ResourceChange, boolean]>([
    ["a managed node group", keeps("aws_eks_node_group.a", group), true],
    ["a node group that goes", deletes("aws_eks_node_group.a", group), true],
    [
      "a Fargate profile",
      keeps("aws_eks_fargate_profile.a", { cluster_name: "shop", pod_execution_role_arn: role("nodes") }),
      true,
    ],
    ["a node group of another role", keeps("aws_eks_node_group.a", { ...group, node_role_arn: role("x") }), false],
    [
      "an instance profile, for which EKS makes none",
      keeps("aws_iam_instance_profile.a", { name: "a", role: "nodes" }),
      false,
    ],
  ])("%s", (_, node, isSeen) => {
    expect(seenIn(createConflict, [api, made, node])).toEqual(
      isSeen
        ? [
            {
              address: E,
              principal: role("nodes"),
              message: `creating the entry of role nodes will fail with 409: EKS makes it for \`${node.address}\``,
              help: help(role("nodes")),
            },
          ]
        : [],
    );
  });

  test("is found by the role that both refer to, where the plan makes it", () => {
    const { principal_arn: _, ...open } = nodeEntry("nodes");
    const refers = (address: string, attribute: string, to: string) => ({
      address,
      expressions: { [attribute]: { references: [`${to}.arn`, to] } },
    });
    const changes = [
      api,
      creates("aws_iam_role.nodes", { name: "nodes" }, { arn: true }),
      creates(E, open, { principal_arn: true }),
      creates("aws_eks_node_group.a", { cluster_name: "shop" }, { node_role_arn: true }),
    ];
    const plan = (to: string) =>
      teamPlan(
        changes,
        rootBlocks(
          { address: "aws_iam_role.nodes" },
          refers(E, "principal_arn", "aws_iam_role.nodes"),
          refers("aws_eks_node_group.a", "node_role_arn", to),
        ),
      );
    expect(seenBy(createConflict, plan("aws_iam_role.nodes"))).toEqual([
      {
        address: E,
        message:
          "creating the entry of `aws_iam_role.nodes` will fail with 409: EKS makes it for `aws_eks_node_group.a`",
        help: help("PRINCIPAL_ARN"),
      },
    ]);
    expect(seenBy(createConflict, plan("aws_iam_role.other"))).toEqual([]);
    expect(seenBy(createConflict, teamPlan(changes))).toEqual([]);
  });

  test("is none that is imported, stays or changes", () => {
    const node = keeps("aws_eks_node_group.a", group);
    const imported = { ...made, change: { ...made.change, importing: { id: "x" } } };
    const others = [
      imported,
      keeps(E, nodeEntry("nodes")),
      updates(E, nodeEntry("nodes"), { ...nodeEntry("nodes"), tags: {} }),
    ];
    expect(others.map((one) => seenIn(createConflict, [api, one, node]))).toEqual([[], [], []]);
  });
});

describe("create-conflict: two resources for one principal", () => {
  const dev = creates(E, entry("dev"));
  const other = "aws_eks_access_entry.other";

  test("are told with what to delete, unless the other one goes by the same plan", () => {
    expect(seenIn(createConflict, [api, dev, keeps(other, entry("dev", {}, role("dev")))])).toEqual([
      {
        address: E,
        principal: role("dev"),
        message: `creating the entry of role dev will fail with 409: \`${other}\` is for the same principal`,
        help: `delete one of the two, \`${E}\` or \`${other}\`, and give the other one the groups and policies of both`,
      },
    ]);
    expect(seenIn(createConflict, [api, dev, deletes(other, entry("dev"))])).toEqual([]);
    expect(seenIn(createConflict, [api, dev, keeps(other, entry("ops"))])).toEqual([]);
    expect(seenIn(createConflict, [api, dev])).toEqual([]);
  });
});

describe("create-conflict: whoever creates the cluster", () => {
  const caller = "data.aws_caller_identity.current";
  const own = creates(E, entry("ci"));
  const blocks = rootBlocks({
    address: E,
    expressions: { principal_arn: { references: [`${caller}.arn`, caller] } },
  });
  const config = (is: boolean | null) => ({
    access_config: [{ authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: is }],
  });
  const told = (one: ResourceChange) =>
    seenBy(createConflict, teamPlan([one, own], blocks)).map(({ message }) => message);
  const message =
    "creating the entry of role ci will fail with 409: EKS makes it for the creator of the cluster (`bootstrap_cluster_creator_admin_permissions`)";

  test("gets an entry of EKS with a new cluster, unless that says otherwise", () => {
    expect(told(creates(CLUSTER, cluster("API", config(null))))).toEqual([message]);
    expect(told(creates(CLUSTER, cluster("API", config(true))))).toEqual([message]);
    expect(told(creates(CLUSTER, cluster("API", config(false))))).toEqual([]);
    expect(told(keeps(CLUSTER, cluster("API", config(true))))).toEqual([]);
    expect(seenIn(createConflict, [creates(CLUSTER, cluster("API", config(true))), own])).toEqual([]);
  });
});
