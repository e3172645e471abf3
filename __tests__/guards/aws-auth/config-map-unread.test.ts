import { asksIdentity, asksKubernetes, usesKubernetes } from "../../../lib/guards/aws-auth/config-map-unread";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { cluster, newCluster } from "../../support/definitions/sample-definitions";
import { unread } from "../../support/guards/guard-cases";

const staged = (definition: ClusterDefinition) => new StagedCluster(definition);

describe(asksKubernetes, () => {
  test("is so where a guard needs rows, unless the file accepts that nobody reads them", () => {
    expect(asksKubernetes(staged(cluster({ stage: "retire" })))).toBe(true);
    expect(asksKubernetes(staged(unread("retire")))).toBe(false);
    expect(asksKubernetes(staged(newCluster()))).toBe(false);
  });
});

describe(usesKubernetes, () => {
  test("is so where guards ask, though the file renders nothing there", () => {
    const { awsAuth: _, migration, ...rest } = cluster({ stage: "dual" });
    const { bridgeGroup: __, ...bare } = migration ?? { stage: "dual" };
    expect(usesKubernetes(staged({ ...rest, migration: bare }))).toBe(true);
  });

  test.each<[string, Partial<ClusterDefinition>]>([
    ["rows", { awsAuth: { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] } }],
    ["a binding", { rbacBindings: { viewers: { group: "viewers", clusterRole: "view" } } }],
    ["a service account", { serviceAccounts: { agent: { namespace: "monitoring", name: "agent" } } }],
  ])("is so where the file renders there %s", (_, rest) => {
    expect(usesKubernetes(staged(newCluster(rest)))).toBe(true);
    expect(asksIdentity(staged(newCluster(rest)))).toBe(true);
    expect(usesKubernetes(staged(newCluster()))).toBe(false);
  });

  test("is so for the bridge alone, whose API server has to prove nothing where the file accepts that nobody reads", () => {
    const whole = unread("dual");
    const bridged = staged({ ...whole, migration: { stage: "dual", ...whole.migration, bridgeGroup: "bridge" } });
    expect([usesKubernetes(bridged), asksIdentity(bridged)]).toEqual([true, false]);
  });
});
