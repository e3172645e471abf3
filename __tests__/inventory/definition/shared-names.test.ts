import { sharedNames } from "../../../lib/inventory/definition/shared-names";
import { newCluster } from "../../support/definitions/sample-definitions";

const EC2 = { services: ["ec2.amazonaws.com"] };
const BINDING = { group: "viewers", clusterRole: "view" };
const ACCOUNT = { namespace: "shop", name: "agent" };

const said = (rest: Parameters<typeof newCluster>[0]): string[] =>
  sharedNames(newCluster(rest)).map(
    ({ code, path, message }) => `${code} ${path} ${message.replace(", expected each object once", "")}`,
  );

describe("sharedNames", () => {
  test.each<[string, Parameters<typeof newCluster>[0], readonly string[]]>([
    [
      "two role bindings",
      { rbacBindings: { x: BINDING, y: { ...BINDING, name: "x" } } },
      ["rbac_bindings.y ClusterRoleBinding `x` stands under `rbac_bindings.x` too"],
    ],
    [
      "two roles, by names that differ in case",
      { iamRoles: { a: { name: "audit", assumedBy: EC2 }, b: { name: "Audit", assumedBy: EC2 } } },
      ["iam_roles.b.name IAM role `Audit` stands under `iam_roles.a.name` too"],
    ],
    [
      "a role and that of the cluster",
      {
        createIamRole: true,
        iamRoleName: "audit",
        iamRoleUseNamePrefix: false,
        iamRoles: { a: { name: "audit", assumedBy: EC2 } },
      },
      ["iam_roles.a.name IAM role `audit` stands under `iam_role_name` too"],
    ],
    [
      "a role and that of a service account",
      {
        iamRoles: { a: { name: "demo-shop-agent", assumedBy: EC2 } },
        serviceAccounts: { agent: ACCOUNT },
      },
      ["service_accounts.agent.role_name IAM role `demo-shop-agent` stands under `iam_roles.a.name` too"],
    ],
    [
      "a role binding and that of the bridge",
      {
        migration: { stage: "dual", bridgeGroup: "access-bridge" },
        rbacBindings: { x: { ...BINDING, name: "access-bridge" } },
      },
      ["rbac_bindings.x ClusterRoleBinding `access-bridge` stands under `migration.bridge_group` too"],
    ],
    [
      "a role binding, by its key, and that of the bridge",
      { migration: { stage: "config-map", bridgeGroup: "ops" }, rbacBindings: { ops: BINDING } },
      ["rbac_bindings.ops ClusterRoleBinding `ops` stands under `migration.bridge_group` too"],
    ],
    [
      "two service accounts",
      { serviceAccounts: { one: ACCOUNT, two: { ...ACCOUNT, roleName: "other" } } },
      ["service_accounts.two service account `shop/agent` stands under `service_accounts.one` too"],
    ],
  ])("refuses %s that are one", (_, rest, expected) => {
    expect(said(rest)).toEqual(expected.map((text) => `name-shared ${text}`));
  });

  test.each<[string, Parameters<typeof newCluster>[0]]>([
    [
      "bindings of one name in two namespaces, and in the whole cluster",
      {
        rbacBindings: {
          x: BINDING,
          y: { ...BINDING, name: "x", namespace: "a" },
          z: { ...BINDING, name: "x", namespace: "b" },
        },
      },
    ],
    [
      "a binding of the bridge's name in a namespace, and one of its group by another name",
      {
        migration: { stage: "dual", bridgeGroup: "ops" },
        rbacBindings: { x: { ...BINDING, name: "ops", namespace: "a" }, y: { ...BINDING, group: "ops" } },
      },
    ],
    [
      "a role of the cluster with a generated suffix",
      { createIamRole: true, iamRoleName: "a", iamRoles: { a: { name: "a", assumedBy: EC2 } } },
    ],
    [
      "service accounts of one name in two namespaces",
      { serviceAccounts: { a: ACCOUNT, b: { ...ACCOUNT, namespace: "pay" } } },
    ],
  ])("takes %s", (_, rest) => {
    expect(said(rest)).toEqual([]);
  });
});
