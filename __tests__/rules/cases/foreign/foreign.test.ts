import type { ClusterFile } from "../../../../lib/inventory/cluster-file/parse-cluster-file";
import { parseClusterFile } from "../../../../lib/inventory/cluster-file/parse-cluster-file";
import type { TerraformPlan } from "../../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../../lib/plan/understand-plan";
import { reviewStack } from "../../../../lib/rules/judge";
import { exitCodeOfVerdict } from "../../../../lib/rules/review/verdict";
import { role } from "../../../support/definitions/arns";
import { api, both, checkCases, CLUSTER, configMap, peopleOf } from "../../../support/reviews/case-reviews";
import {
  adminRow,
  awsAuth,
  cluster,
  creates,
  deletes,
  devRow,
  entry,
  keeps,
  teamPlan,
  updates,
} from "../../../support/plans/case-plans";
import { findingsOf, reviewed } from "../../../support/reviews/review-clusters";
import { destroyed, edited } from "../../../support/plans/plan-edits";
import { planNamed } from "../../../support/plans/plan-fixtures";

describe("the mode switch together with entries, in a plan of others (R36)", () => {
  const toBoth = updates(CLUSTER, cluster("CONFIG_MAP"), cluster("API_AND_CONFIG_MAP"));
  const A = "aws_eks_access_entry.a";
  const made = creates(A, entry("a", { kubernetes_groups: ["a"] }));
  const node = creates(A, { cluster_name: "shop", principal_arn: role("nodes"), type: "EC2_LINUX" });
  const group = keeps("aws_eks_node_group.x", { cluster_name: "shop", node_role_arn: role("nodes") });
  const rows = keeps("kubernetes_config_map_v1_data.aws_auth", awsAuth([adminRow]));
  checkCases([
    [
      "is irreversible, with a warning",
      teamPlan([toBoth, rows, made]),
      "irreversible",
      [`mode-irreversible ${CLUSTER}`, `access-gained ${A}`, `mode-with-entries ${A}`],
    ],
    [
      "is refused where EKS makes one of the entries",
      teamPlan([toBoth, rows, node, group]),
      "refused",
      [`create-conflict ${A}`, `mode-with-entries ${A}`, `mode-irreversible ${CLUSTER}`],
    ],
    [
      "without a switch AWS refuses the entries",
      teamPlan([configMap, rows, made]),
      "refused",
      [`mode-with-entries ${A}`],
    ],
    ["the switch alone", teamPlan([toBoth, rows]), "irreversible", [`mode-irreversible ${CLUSTER}`]],
  ]);
});

describe("bindings", () => {
  const B = "kubernetes_cluster_role_binding_v1.x";
  const binding = (name: string, groups: readonly string[], kind = "Group") => ({
    metadata: [{ name: "x" }],
    role_ref: [{ kind: "ClusterRole", name, api_group: "rbac.authorization.k8s.io" }],
    subject: groups.map((one) => ({ kind, name: one })),
  });
  const dev = keeps("aws_eks_access_entry.dev", entry("dev", { kubernetes_groups: ["developers"] }));
  checkCases([
    [
      "one that is added",
      teamPlan([api, dev, creates(B, binding("edit", ["developers"]))]),
      "safe",
      [`binding-gained ${B}`],
    ],
    [
      "one that gets a group",
      teamPlan([api, dev, updates(B, binding("edit", ["a"]), binding("edit", ["a", "developers"]))]),
      "safe",
      [`binding-gained ${B}`],
    ],
    [
      "one that gets labels",
      teamPlan([
        api,
        dev,
        updates(B, binding("edit", ["developers"]), { ...binding("edit", ["developers"]), labels: {} }),
      ]),
      "safe",
      [],
    ],
    [
      "one for service accounts",
      teamPlan([api, dev, creates(B, binding("edit", ["x"], "ServiceAccount"))]),
      "safe",
      [],
    ],
    [
      "one that goes",
      teamPlan([api, dev, deletes(B, binding("edit", ["developers"]))]),
      "danger",
      [`binding-removed ${B}`],
    ],
  ]);

  test("names who reaches the cluster by it", () => {
    const [said] = findingsOf(reviewed(teamPlan([api, dev, creates(B, binding("cluster-admin", ["developers"]))])));
    expect(said?.message).toBe(
      "`ClusterRole cluster-admin` is bound to `developers`, and role dev reaches the cluster by that name",
    );
  });
});

describe("access that comes back", () => {
  const DATA = "kubernetes_config_map_v1_data.aws_auth";
  const back = updates(DATA, awsAuth([adminRow]), awsAuth([adminRow, devRow]));
  const drift = updates(DATA, awsAuth([adminRow, devRow]), awsAuth([adminRow]));
  const said = (plan: TerraformPlan) =>
    findingsOf(reviewed(plan))
      .filter(({ code }) => code === "access-gained")
      .map(({ message }) => message);

  test.each([
    [
      "a row that was removed by hand",
      { resource_drift: [drift] },
      "role dev gets back what was taken away outside Terraform: authentication, group developers",
    ],
    ["a row that is new", {}, "role dev gains authentication, group developers"],
  ])("%s", (_, more, message) => {
    expect(said(teamPlan([both, back], more))).toEqual([message]);
  });

  test("an entry that was deleted by hand", () => {
    const a = entry("a", { kubernetes_groups: ["a"] });
    const plan = teamPlan([api, creates("aws_eks_access_entry.a", a)], {
      resource_drift: [deletes("aws_eks_access_entry.a", a)],
    });
    expect(said(plan)).toEqual(["role a gets back what was taken away outside Terraform: authentication, group a"]);
  });
});

describe("rows that only stand elsewhere", () => {
  test("are not told one by one when a row is added above them", () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({ ...devRow, rolearn: role(`dev-${i}`) }));
    const plan = teamPlan([
      both,
      updates("kubernetes_config_map_v1_data.aws_auth", awsAuth(rows), awsAuth([adminRow, ...rows])),
    ]);
    expect(peopleOf(plan).map(([name, effect]) => [name, effect])).toEqual([["role ops", "gains"]]);
  });
});

describe("what goes that is not ours", () => {
  const vpc = deletes("aws_vpc.main", {});
  const stage = planNamed("stage-entries");
  const withVpc = (plan: TerraformPlan): TerraformPlan => ({
    ...plan,
    resource_changes: [...(plan.resource_changes ?? []), vpc],
  });
  const found = (plan: TerraformPlan) =>
    findingsOf(reviewed(plan))
      .filter(({ code }) => code === "destroyed-beside")
      .map(({ code, severity, path }) => [code, severity, path]);
  const danger = [["destroyed-beside", "danger", "aws_vpc.main"]];

  test("is a danger in a plan of our stack", () => {
    expect(found(withVpc(stage))).toEqual(danger);
    expect(reviewed(withVpc(stage)).verdict).toBe("danger");
    expect(found(withVpc(planNamed("access-stack-entries")))).toEqual(danger);
  });

  /** Our stack with a call of a module in it, as `render: module` makes them, and this destroyed. */
  const calling = (...gone: readonly ReturnType<typeof deletes>[]): TerraformPlan => ({
    ...stage,
    configuration: {
      ...stage.configuration,
      root_module: {
        ...stage.configuration?.root_module,
        module_calls: { eks: { source: "terraform-aws-modules/eks/aws", module: {} } },
      },
    },
    resource_changes: [...(stage.resource_changes ?? []), ...gone],
  });
  const subnets = deletes("module.vpc.aws_subnet.private[0]", {});

  test("is a danger beside the calls of a stack that calls the module", () => {
    expect(found(calling(vpc))).toEqual(danger);
    expect(found(calling(subnets))).toEqual([["destroyed-beside", "danger", "module.vpc.aws_subnet.private[0]"]]);
    const old = deletes("module.eks_old.aws_iam_role.this[0]", {});
    expect(found(calling(old))).toEqual([["destroyed-beside", "danger", "module.eks_old.aws_iam_role.this[0]"]]);
  });

  test.each([
    ["aws_iam_role.payments"],
    ["aws_security_group.database"],
    ["aws_kms_key.database"],
    ["aws_eks_node_group.workers"],
    ["kubernetes_namespace.payments"],
    ["terraform_data.migration"],
  ])("is a danger in each rendering, of a type that a cluster has too: %s", (address) => {
    const [expected, gone] = [["destroyed-beside", "danger", address], deletes(address, {})];
    for (const plan of [stage, planNamed("access-stack-entries"), calling()]) {
      const beside = { ...plan, resource_changes: [...(plan.resource_changes ?? []), gone] };
      expect(found(beside)).toEqual([expected]);
      expect(reviewed(beside).verdict).toBe("danger");
    }
  });

  test.each([
    ["in a root of others", teamPlan([both, vpc])],
    ["within a module that is called", calling(deletes("module.eks.aws_iam_role.this[0]", {}))],
    ["within an instance of it, and below", calling(deletes('module.eks["a"].module.x.aws_sqs_queue.this[0]', {}))],
    ["where what goes is ours", stage],
    [
      "where the role of a service account goes that left the file",
      calling(deletes("aws_iam_role.service_account_x", {})),
    ],
    ["where what goes is forgotten", calling({ ...vpc, change: { ...vpc.change, actions: ["forget"] } })],
    [
      "where the ConfigMap goes that the stack makes",
      edited("stage-entries", destroyed("kubernetes_config_map_v1_data.aws_auth")),
    ],
  ])("is none %s", (_, plan) => {
    expect(found(plan)).toEqual([]);
  });
});

describe("a team's own plan beside the stack of a cluster file", () => {
  const text = (stage: string, render: string) => `cluster_name: shop
render: ${render}
migration: { stage: ${stage} }
access_entries:
  ops:
    principal_arn: ${role("ops")}
    policy_associations: { admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } } }
  nodes: { principal_arn: ${role("nodes")}, type: EC2_LINUX }
aws_auth:
  aws_auth_roles:
    - { rolearn: ${role("ops")}, username: ops, groups: [system:masters] }
    - { rolearn: ${role("nodes")}, username: "system:node:{{EC2PrivateDNSName}}", groups: [system:bootstrappers, system:nodes] }
terraform: { account_id: "111122223333", region: eu-west-1 }
`;
  const file = (stage: string, edit = (text: string): string => text): ClusterFile => {
    const { cluster: read, findings } = parseClusterFile("clusters/shop.yaml", edit(text(stage, "access")));
    if (read === undefined) throw new Error(findings.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    return read;
  };
  const toApi = teamPlan([updates(CLUSTER, cluster("API_AND_CONFIG_MAP"), cluster("API"))]);
  const open = (plan: TerraformPlan, of: ClusterFile) => {
    const review = reviewed(plan, of);
    return [
      review.verdict,
      ...findingsOf(review)
        .filter(({ severity }) => severity !== "note")
        .map(({ code }) => code),
    ];
  };

  test("is not judged as the stack's", () => {
    expect(open(teamPlan([both]), file("entries"))).toEqual(["safe"]);
  });

  test("may switch to API where the file's entries cover everybody", () => {
    expect(open(toApi, file("retire"))).toEqual(["irreversible", "mode-irreversible"]);
  });

  test("does not tell of the entry that the file expects of EKS, and takes access where the file expects none", () => {
    const expects = (of: string): string =>
      of.replace(/ {2}nodes: .*\n/, "").replace("stage: entries }", `stage: entries, expected: ["${role("nodes")}"] }`);
    const dropped = (of: string): string => of.replace(/ {2}nodes: .*\n/, "");
    expect(open(toApi, file("entries", expects))).toEqual(["unknown", "eks-entry-unseen", "mode-irreversible"]);
    expect(open(toApi, file("entries", dropped))).toEqual(["danger", "node-access-lost", "mode-irreversible"]);
  });

  test("may not where entries are not made yet", () => {
    expect(open(toApi, file("dual"))).toEqual(expect.arrayContaining(["danger", "access-lost", "node-access-lost"]));
  });
});

describe("--allow destroy=CLUSTER", () => {
  const gone = (name: string, address: string) => deletes(address, cluster("API", {}, name));
  const plan = teamPlan([gone("a", "aws_eks_cluster.a"), gone("b", "aws_eks_cluster.b")]);
  const verdicts = (of: TerraformPlan, ...allowed: `destroy=${string}`[]) => {
    const review = reviewStack(understandPlan(of, "plan.json"), { files: [], today: "2026-11-22", allowed });
    return [review.verdict, ...review.clusters.map(({ cluster: name, verdict }) => `${name} ${verdict}`)];
  };

  test("opens that cluster's findings and no other's", () => {
    expect(verdicts(plan)).toEqual(["danger", "a danger", "b danger"]);
    expect(verdicts(plan, "destroy=a")).toEqual(["danger", "a safe", "b danger"]);
    expect(verdicts(plan, "destroy=a", "destroy=b")).toEqual(["safe", "a safe", "b safe"]);
  });

  test("opens nothing where the cluster stays", () => {
    const lost = teamPlan([both, deletes("kubernetes_config_map_v1_data.aws_auth", awsAuth([devRow]))]);
    expect(verdicts(lost, "destroy=shop")).toEqual(["danger", "shop danger"]);
    expect(exitCodeOfVerdict("danger", ["destroy=shop"])).toBe(1);
  });
});
