import { MODULE_CALLS } from "../../lib/inventory/definition/cluster-addresses";
import { STAGES } from "../../lib/migration/stage";
import { role } from "../support/definitions/arns";
import { accepting, CLUSTER_ADMIN } from "../support/definitions/definitions";
import { fieldsOf } from "../support/terraform/provider-schema";
import { cluster, newCluster, withEntry } from "../support/definitions/sample-definitions";
import { jsonOf } from "../support/definitions/sample-stacks";
import { changedLines } from "./samples/line-diff";
import { addresses, refusalOf, resource, stackJson, waitsFor } from "./stack-json";

const ROWS = "kubernetes_config_map_v1_data.aws_auth";
const CONFIG_MAP = "kubernetes_config_map.aws_auth";
const BRIDGE = "kubernetes_cluster_role_binding_v1.bridge";
const ENTRIES_AND_POLICIES = [
  "aws_eks_access_entry.admin",
  "aws_eks_access_entry.break_glass",
  "aws_eks_access_entry.dev",
  "aws_eks_access_entry.node",
  "aws_eks_access_policy_association.admin_admin",
  "aws_eks_access_policy_association.break_glass_admin",
];
const FORGOTTEN = { lifecycle: { destroy: false } };
/** What `render: module` may have left in the state. */
const MODULES_FORGOTTEN = MODULE_CALLS.map((from) => ({ from, ...FORGOTTEN }));

/** The three sections of the ConfigMap that a stage writes. */
function sections(definition: Parameters<typeof stackJson>[0]): readonly unknown[] {
  const { mapRoles, mapUsers, mapAccounts } = fieldsOf(resource(stackJson(definition), ROWS).data);
  return [mapRoles, mapUsers, mapAccounts];
}

describe("ClusterAccess: entries", () => {
  test.each(["config-map", "dual"] as const)("are not rendered at %s", (stage) => {
    expect(jsonOf(cluster({ stage }))).not.toContain("aws_eks_access");
  });

  test("of the creator are not rendered before `entries` either", () => {
    const creator = { enableClusterCreatorAdminPermissions: true };
    expect(jsonOf(cluster({ stage: "dual" }, creator))).not.toContain("aws_eks_access");
    expect(addresses(stackJson(cluster({ stage: "entries" }, creator)))).toContain(
      "aws_eks_access_policy_association.cluster_creator_admin",
    );
  });

  test("lend their principal to their policies by reference", () => {
    const json = stackJson(cluster({ stage: "entries" }));
    expect(resource(json, "aws_eks_access_policy_association.admin_admin").principal_arn).toBe(
      "${aws_eks_access_entry.admin.principal_arn}",
    );
  });

  test("of cluster admins, and only they, wait for the bridge and carry its group", () => {
    const json = stackJson(cluster({ stage: "entries" }));
    const waiting = ["admin", "break_glass", "dev", "node"].map((key) => waitsFor(json, `aws_eks_access_entry.${key}`));
    expect(waiting).toEqual([[BRIDGE], [BRIDGE], [], []]);
    const groups = ["admin", "break_glass", "dev", "node"].map(
      (key) => resource(json, `aws_eks_access_entry.${key}`).kubernetes_groups,
    );
    expect(groups).toEqual([["access-bridge"], ["access-bridge"], ["developers"], undefined]);
  });

  test("lay the bridge's group down at `done`, when their policies serve", () => {
    const json = stackJson(cluster({ stage: "done" }));
    expect(resource(json, "aws_eks_access_entry.admin").kubernetes_groups).toEqual([]);
    expect(waitsFor(json, "aws_eks_access_entry.admin")).toEqual([]);
    expect(JSON.stringify(json)).not.toContain("access-bridge");
  });

  test("have tags of their own beside those of the cluster", () => {
    const tagged = withEntry(newCluster({ tags: { Team: "platform" } }), "dev", { tags: { Owner: "dev" } });
    expect(resource(stackJson(tagged), "aws_eks_access_entry.dev").tags).toEqual({ Team: "platform", Owner: "dev" });
  });

  test("whose keys become one name are refused", () => {
    const twins = { "dev.a": { principalArn: role("a") }, dev_a: { principalArn: role("b") } };
    const whole = newCluster();
    expect(refusalOf(() => jsonOf({ ...whole, accessEntries: { ...whole.accessEntries, ...twins } }))).toMatchObject({
      code: "resource-name-collision",
      path: "access_entries.dev_a",
      message:
        "access_entries.dev_a: two keys become one Terraform name, expected one key for `dev_a`, got `dev.a` and `dev_a`",
    });
  });

  test("whose policies become one name are refused", () => {
    const policies = { admin_admin: CLUSTER_ADMIN.admin };
    const twins = {
      ops: { principalArn: role("a"), policyAssociations: policies },
      ops_admin: { principalArn: role("b"), policyAssociations: CLUSTER_ADMIN },
    };
    const whole = newCluster();
    expect(refusalOf(() => jsonOf({ ...whole, accessEntries: { ...whole.accessEntries, ...twins } }))).toMatchObject({
      code: "resource-name-collision",
    });
  });
});

describe("ClusterAccess: rows", () => {
  test.each(["config-map", "dual", "entries"] as const)("stand as declared at %s and wait for nothing", (stage) => {
    const json = stackJson(cluster({ stage }));
    expect(String(fieldsOf(resource(json, ROWS).data).mapRoles)).toContain(role("dev"));
    expect(waitsFor(json, ROWS)).toEqual([]);
  });

  test.each(["retire", "api"] as const)("are emptied at %s, after every entry and policy", (stage) => {
    expect(sections(cluster({ stage }))).toEqual(["[]\n", "[]\n", "[]\n"]);
    expect(waitsFor(stackJson(cluster({ stage })), ROWS)).toEqual(ENTRIES_AND_POLICIES);
  });

  test("leave no resource at `done`", () => {
    const all = addresses(stackJson(cluster({ stage: "done" })));
    expect(all).not.toContain(ROWS);
    expect(all).not.toContain(CONFIG_MAP);
    expect(stackJson(cluster({ stage: "done" })).removed).toEqual(MODULES_FORGOTTEN);
  });

  test("stand in a ConfigMap of our own where the file says so", () => {
    const { awsAuth } = cluster();
    if (awsAuth === undefined) throw new Error("no rows");
    const own = { awsAuth: { ...awsAuth, createAwsAuthConfigmap: true } };
    expect(waitsFor(stackJson(cluster({ stage: "dual" }, own)), ROWS)).toEqual([CONFIG_MAP]);
    expect(waitsFor(stackJson(cluster({ stage: "retire" }, own)), ROWS)).toEqual([...ENTRIES_AND_POLICIES, CONFIG_MAP]);
    expect(addresses(stackJson(cluster({ stage: "done" }))).join()).not.toContain("config_map");
  });

  test.each(STAGES)("of somebody else are never written, at %s", (stage) => {
    const { awsAuth } = cluster();
    if (awsAuth === undefined) throw new Error("no rows");
    const foreign = cluster({ stage }, { awsAuth: { ...awsAuth, manageAwsAuthConfigmap: false } });
    expect(addresses(stackJson(foreign)).join()).not.toContain("config_map");
  });

  test.each(["config-map", "dual", "entries"] as const)(
    "given to somebody else at %s leave state and stay",
    (stage) => {
      const { awsAuth } = cluster();
      if (awsAuth === undefined) throw new Error("no rows");
      const given = { awsAuth: { ...awsAuth, manageAwsAuthConfigmap: false } };
      expect(stackJson(cluster({ stage }, given)).removed).toEqual([
        { from: CONFIG_MAP, ...FORGOTTEN },
        { from: ROWS, ...FORGOTTEN },
        ...MODULES_FORGOTTEN,
      ]);
    },
  );

  test.each(["retire", "api", "done"] as const)("that are forgotten leave state at %s and stay alive", (stage) => {
    const json = stackJson(cluster({ stage, retire: "forget" }));
    expect(json.removed).toEqual([
      { from: CONFIG_MAP, ...FORGOTTEN },
      { from: ROWS, ...FORGOTTEN },
      ...MODULES_FORGOTTEN,
    ]);
    expect(JSON.stringify(json.resource)).not.toContain("config_map");
  });

  test("that are forgotten leave the module's state, and their own address where the adopting plan has moved them there", () => {
    const adopt = { module: "module.eks", awsAuthModule: "module.aws_auth" };
    const accept = [accepting("masters-by-name"), accepting("adopt-whole-state")];
    const json = stackJson(cluster({ stage: "retire", retire: "forget" }, { adopt, accept }));
    expect(json.removed).toEqual([
      { from: CONFIG_MAP, ...FORGOTTEN },
      { from: `module.aws_auth.${CONFIG_MAP}`, ...FORGOTTEN },
      { from: ROWS, ...FORGOTTEN },
      { from: `module.aws_auth.${ROWS}`, ...FORGOTTEN },
      { from: "module.eks", ...FORGOTTEN },
      { from: "module.aws_auth", ...FORGOTTEN },
    ]);
    expect(JSON.stringify(json.moved)).not.toContain("config_map");
  });
});

describe("ClusterAccess: texts", () => {
  test("show `${` and `%{` as they stand", () => {
    const username = "dev:${local.a}%{ if true }:{{SessionName}}";
    const whole = cluster({ stage: "entries" });
    const roles = (whole.awsAuth?.awsAuthRoles ?? []).map((row) =>
      row.rolearn === role("dev") ? { ...row, username } : row,
    );
    const awsAuth = { awsAuthRoles: roles, awsAuthUsers: [], awsAuthAccounts: [] };
    const json = stackJson(withEntry({ ...whole, awsAuth }, "dev", { userName: username, tags: { "${a}": "%{b}" } }));
    const escaped = "dev:$${local.a}%%{ if true }:{{SessionName}}";
    expect(resource(json, "aws_eks_access_entry.dev").user_name).toBe(escaped);
    expect(resource(json, "aws_eks_access_entry.dev").tags).toEqual({ "$${a}": "%%{b}" });
    expect(fieldsOf(resource(json, ROWS).data).mapRoles).toContain(`"username": "${escaped}"`);
  });
});

describe("ClusterAccess: bindings", () => {
  test("of a key `bridge` and the bridge's own would be one resource, and are refused", () => {
    const rbacBindings = { bridge: { group: "viewers", clusterRole: "view" } };
    expect(refusalOf(() => jsonOf(cluster({ stage: "dual" }, { rbacBindings })))).toMatchObject({
      code: "address-shared",
      path: "rbac_bindings.bridge",
    });
  });

  test("come with the bridge group at `dual`, and go with it at `done`", () => {
    const added = changedLines(jsonOf(cluster({ stage: "config-map" })), jsonOf(cluster({ stage: "dual" })));
    expect(added.filter((line) => line.includes("kubernetes_cluster_role_binding_v1"))).toHaveLength(1);
    expect(addresses(stackJson(cluster({ stage: "done" })))).not.toContain(BRIDGE);
  });
});
