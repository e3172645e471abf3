import { Testing, TerraformStack } from "cdktf";
import { adopt } from "../../lib/eks/address/adopt";
import { BridgeBinding, RbacBindings, type RbacBinding } from "../../lib/eks/rbac-bindings";
import { synth } from "./synth";

const API = "rbac.authorization.k8s.io";
/** @see CASES 4 */
const RESTRICTED = "eks-console-dashboard-restricted-access";
const FULL = "eks-console-dashboard-full-access";

function rendered(rbacBindings: Readonly<Record<string, RbacBinding>>) {
  return synth((stack) => new RbacBindings(stack, "rbac_bindings", { rbacBindings }));
}

describe("RbacBindings", () => {
  test("binds a group to a ClusterRole everywhere", () => {
    const json = rendered({
      viewers: { group: `${FULL}-group`, clusterRole: `${FULL}-clusterrole`, name: `${FULL}-binding` },
    });
    expect(json.resource).toEqual({
      kubernetes_cluster_role_binding_v1: {
        viewers: {
          metadata: { name: `${FULL}-binding` },
          role_ref: { api_group: API, kind: "ClusterRole", name: `${FULL}-clusterrole` },
          subject: [{ api_group: API, kind: "Group", name: `${FULL}-group` }],
        },
      },
    });
  });

  test("binds a group to a Role, or a ClusterRole, in one namespace", () => {
    const json = rendered({
      restricted: { group: `${RESTRICTED}-group`, role: `${RESTRICTED}-role`, namespace: "default" },
      editors: { group: "editors", clusterRole: "edit", namespace: "checkout" },
    });
    expect(json.resource).toEqual({
      kubernetes_role_binding_v1: {
        restricted: {
          metadata: { name: "restricted", namespace: "default" },
          role_ref: { api_group: API, kind: "Role", name: `${RESTRICTED}-role` },
          subject: [{ api_group: API, kind: "Group", name: `${RESTRICTED}-group` }],
        },
        editors: {
          metadata: { name: "editors", namespace: "checkout" },
          role_ref: { api_group: API, kind: "ClusterRole", name: "edit" },
          subject: [{ api_group: API, kind: "Group", name: "editors" }],
        },
      },
    });
  });

  test.each([
    ["neither role", { group: "x" }],
    ["both roles", { group: "x", role: "a", clusterRole: "b", namespace: "c" }],
    ["a role without its namespace", { group: "x", role: "a" }],
  ])("refuses %s", (_, binding) => {
    const stack = new TerraformStack(Testing.app(), "demo");
    expect(() => new RbacBindings(stack, "rbac", { rbacBindings: { x: binding } })).toThrow(
      expect.objectContaining({
        code: "rbac-binding-role",
        message: expect.stringContaining(
          "rbac_bindings.x: expected `cluster_role`, or `role` with `namespace`, got neither or both",
        ),
      }),
    );
  });

  test("imports bindings by name, in a namespace by both", () => {
    const json = synth((stack) => {
      const { adoptables } = new RbacBindings(stack, "rbac", {
        rbacBindings: { a: { group: "x", clusterRole: "view" }, b: { group: "x", role: "r", namespace: "ns" } },
      });
      adopt(stack, { import: true }, adoptables);
    });
    expect(json.import).toEqual([
      { to: "kubernetes_cluster_role_binding_v1.a", id: "a" },
      { to: "kubernetes_role_binding_v1.b", id: "ns/b" },
    ]);
  });
});

describe("BridgeBinding", () => {
  test("makes the bridge's group cluster admin", () => {
    const json = synth((stack) => new BridgeBinding(stack, "bridge", { bridgeGroup: "access-bridge" }));
    expect(json.resource).toEqual({
      kubernetes_cluster_role_binding_v1: {
        bridge: {
          metadata: { name: "access-bridge" },
          role_ref: { api_group: API, kind: "ClusterRole", name: "cluster-admin" },
          subject: [{ api_group: API, kind: "Group", name: "access-bridge" }],
        },
      },
    });
  });
});
