import { compareAccess } from "../../lib/access/effective/comparison";
import { parseArn } from "../../lib/access/principal/arn";
import type { PlannedCluster } from "../../lib/plan/cluster/planned-cluster";
import { understandPlan } from "../../lib/plan/understand-plan";
import { planNamed, planNames } from "../support/plans/plan-fixtures";

/** The only cluster of a plan that Terraform made. */
function clusterOf(name: string): PlannedCluster {
  const { clusters, unattributed } = understandPlan(planNamed(name), name);
  expect(unattributed).toEqual([]);
  expect(clusters).toHaveLength(1);
  const [cluster] = clusters;
  if (cluster === undefined) throw new Error(`${name}: no cluster`);
  return cluster;
}

/** `lost: dev, node; gained: ops`: who by name. */
function verdictOf({ access }: PlannedCluster): string {
  const compared = compareAccess(access.before.state, access.after.state);
  const parts = (["lost", "gained", "changed", "unknown"] as const).flatMap((what) => {
    const names = compared[what].map(({ principal }) => nameOf(principal));
    return names.length === 0 ? [] : [`${what}: ${names.join(", ")}`];
  });
  return parts.join("; ");
}

function nameOf(arn: string): string {
  const parsed = parseArn(arn);
  return "arn" in parsed ? parsed.arn.name : arn;
}

const NOTHING = "";
const ALL = "lost: admin, dev, node";

describe("understandPlan", () => {
  test.each([
    ["stage-config-map", "CONFIG_MAP", "CONFIG_MAP", NOTHING],
    ["stage-dual", "CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["stage-entries-wave-1", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "gained: break-glass"],
    ["stage-entries", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: admin; gained: admin, break-glass"],
    ["stage-retire", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["back-to-entries", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["stage-api", "API_AND_CONFIG_MAP", "API", NOTHING],
    ["stage-done", "API", "API", "lost: admin, break-glass"],
    ["again-entries", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["entry-without-row", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "gained: auditor"],
    ["access-stack-entries", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: admin; gained: admin, break-glass"],
    ["bare-again", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["bare-config-map-destroyed", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: node"],
    ["bare-config-map-forgotten", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["bare-rows-emptied", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: node"],
    ["bare-rows-unknown", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "unknown: node"],
    ["bare-rows-sensitive", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["bare-mode-api", "API_AND_CONFIG_MAP", "API", "lost: node"],
    ["bare-bootstrap-flag", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", ALL],
    ["bare-cluster-renamed", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: node"],
    ["bare-entry-removed", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: dev"],
    ["bare-entry-forgotten", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["bare-entry-renamed", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["bare-entry-moved", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["bare-entry-added", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["bare-entry-of-new-role", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "gained: ops"],
    ["bare-groups-changed", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: dev; gained: dev"],
    ["bare-username-changed", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "changed: dev"],
    ["bare-scope-changed", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "gained: dev"],
    ["bare-policy-raised", "API_AND_CONFIG_MAP", "API_AND_CONFIG_MAP", "gained: dev"],
    ["legacy-again", "CONFIG_MAP", "CONFIG_MAP", NOTHING],
    ["legacy-mode-both", "CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
    ["legacy-mode-skipped", "CONFIG_MAP", "API", ALL],
    ["legacy-mode-and-entries", "CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: admin; gained: dev"],
    ["module-v19-again", "CONFIG_MAP", "CONFIG_MAP", NOTHING],
    ["module-v20-config-map-destroyed", "CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: admin, dev, system, workers"],
    ["module-v20-node-rows-lost", "CONFIG_MAP", "API_AND_CONFIG_MAP", "lost: system, workers"],
    ["module-v20-rows-kept", "CONFIG_MAP", "API_AND_CONFIG_MAP", NOTHING],
  ])("%s: %s -> %s, %s", (...[name, before, after, verdict]) => {
    const cluster = clusterOf(name);
    expect(cluster.mode).toEqual({ before, after });
    expect(verdictOf(cluster)).toBe(verdict);
  });

  test.each(planNames().filter((name) => /-again$|^again-/.test(name)))("%s: no changes of interest", (name) => {
    const { clusters, changes } = understandPlan(planNamed(name), name);
    expect(changes).toEqual([]);
    for (const { changes: own, drift, access, stale } of clusters) {
      expect({ own, drift, stale }).toEqual({ own: [], drift: [], stale: [] });
      expect(access.after).toEqual(access.before);
    }
  });
});

describe("what a plan does not tell", () => {
  test.each([
    [
      "bare-rows-unknown",
      ["mapRoles", "mapUsers", "mapAccounts"].map((section) => `${section} of aws-auth is known after apply`),
    ],
    [
      "bare-entry-principal-unknown",
      [
        "the principal of aws_eks_access_entry.dev is known after apply",
        "principal_arn of aws_eks_access_policy_association.dev is known after apply",
      ],
    ],
    ["bare-entry-of-new-role", []],
    ["stage-entries", []],
  ])("%s", (name, sentences) => {
    const { access } = clusterOf(name);
    expect(access.before.unknowns).toEqual([]);
    expect(access.after.unknowns.map(({ sentence }) => sentence)).toEqual(sentences);
  });

  test("rows that become sensitive are told on neither side, where the same value stands", () => {
    const { access, awsAuth, awsAuthHolders, changes } = clusterOf("bare-rows-sensitive");
    for (const { unknowns } of [access.before, access.after]) {
      expect(unknowns.map(({ sentence }) => sentence)).toEqual(["mapRoles of aws-auth is a sensitive value"]);
    }
    const text = JSON.stringify({ awsAuth, awsAuthHolders, changes });
    expect(text).toContain("(sensitive value)");
    expect(text).not.toContain("developers");
  });

  test("rows that no resource of the plan shows are unseen, not absent", () => {
    const plan = planNamed("bare-again");
    const isConfigMap = ({ type }: { type: string }): boolean => type === "kubernetes_config_map";
    const root = plan.prior_state?.values?.root_module;
    const without = {
      ...plan,
      resource_changes: plan.resource_changes?.filter((change) => !isConfigMap(change)) ?? [],
      prior_state: {
        values: { root_module: { resources: root?.resources?.filter((resource) => !isConfigMap(resource)) ?? [] } },
      },
    };
    const [cluster] = understandPlan(without, "plan").clusters;
    expect(cluster?.awsAuth).toEqual({ before: { kind: "unseen" }, after: { kind: "unseen" } });
    expect(cluster?.access.before.state.awsAuth.unreadable).toEqual(["mapRoles", "mapUsers", "mapAccounts"]);
    expect(cluster?.access.before.unknowns).toEqual([
      { about: "rows", why: "unseen", sentence: "no resource of the plan shows the rows of aws-auth" },
    ]);
  });
});

describe("what a plan says of itself", () => {
  test("a refused plan is errored, and names the guard", () => {
    const { facts } = understandPlan(planNamed("refused-stranger-at-retire"), "plan");
    expect(facts.errored).toBe(true);
    expect(facts.checks.filter(({ status }) => status === "fail").map(({ address }) => address)).toEqual([
      "data.aws_partition.rows",
    ]);
  });

  test("a plan with -target is not complete", () => {
    expect(understandPlan(planNamed("targeted-retire"), "plan").facts.complete).toBe(false);
    expect(understandPlan(planNamed("stage-retire"), "plan").facts.complete).toBe(true);
  });
});

describe("guards of our stacks", () => {
  test("stand in every stage, and say which", () => {
    const { guards } = clusterOf("stage-retire");
    expect(guards).toMatchObject({ present: true, read: true, readsConfigMap: true, unguarded: [] });
    expect(guards.stage).toEqual({ before: "entries", after: "retire" });
  });

  test("stand in no other configuration", () => {
    expect(clusterOf("bare-again").guards).toMatchObject({ present: false, read: false, unguarded: [] });
  });
});

describe("entries", () => {
  test("a role that the plan makes is known by its name and path", () => {
    const ops = clusterOf("bare-entry-of-new-role").entries.find(({ address }) => address.endsWith(".ops"));
    expect(ops?.after?.principal).toEqual({ kind: "value", value: "arn:aws:iam::111122223333:role/team/ops" });
    expect(ops?.principalResource).toBe("aws_iam_role.ops");
  });

  test("a moved entry keeps its principal, and says where it stood", () => {
    const { entries } = clusterOf("bare-entry-moved");
    expect(entries.map(({ address, change }) => [address, change?.action, change?.previousAddress])).toEqual([
      ["aws_eks_access_entry.admin", "no-op", undefined],
      ["aws_eks_access_entry.developers", "no-op", "aws_eks_access_entry.dev"],
    ]);
  });

  test("the argument that forces a replacement is told", () => {
    expect(clusterOf("bare-bootstrap-flag").change?.replacePaths).toEqual([
      "access_config[0].bootstrap_cluster_creator_admin_permissions",
    ]);
    expect(clusterOf("bare-scope-changed").associations.map(({ change }) => change?.replacePaths)).toEqual([
      [],
      ["access_scope[0].namespaces"],
    ]);
  });
});

describe("clusters of one plan", () => {
  test.each([
    ["nested-create", "gained: admin, dev, developers", "gained: admin, developers"],
    ["nested-again", NOTHING, NOTHING],
    ["nested-groups-changed", "lost: developers; gained: developers", "lost: developers; gained: developers"],
    ["nested-targeted", "lost: developers; gained: developers", NOTHING],
    ["nested-row-removed", "lost: dev", NOTHING],
    ["nested-mode-api", "lost: dev", NOTHING],
  ])("%s: %s | %s", (name, a, b) => {
    const { clusters, unattributed } = understandPlan(planNamed(name), name);
    expect(unattributed).toEqual([]);
    const judged = clusters.map((cluster) => `${cluster.name ?? "?"}: ${verdictOf(cluster)}`);
    expect(judged).toEqual([`shop-a: ${a}`, `shop-b: ${b}`]);
  });

  test("rows go with the cluster that their provider is configured from; the other's are unseen", () => {
    const [a, b] = understandPlan(planNamed("nested-row-removed"), "plan").clusters;
    expect(a?.awsAuthHolders.map(({ address, holds }) => [address, holds])).toEqual([
      ["kubernetes_manifest.aws_auth", "whole"],
    ]);
    expect(b?.awsAuth).toEqual({ before: { kind: "unseen" }, after: { kind: "unseen" } });
  });
});
