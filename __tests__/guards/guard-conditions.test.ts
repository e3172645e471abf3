import { configMapAbsent } from "../../lib/guards/aws-auth/config-map-absent";
import { asksIdentity, usesKubernetes } from "../../lib/guards/aws-auth/config-map-unread";
import { textLiteral } from "../../lib/guards/expression";
import { wantedEntries } from "../../lib/guards/file-side";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { ACCOUNT } from "../support/definitions/arns";
import { unread } from "../support/guards/guard-cases";
import { cluster, newCluster } from "../support/definitions/sample-definitions";

describe(asksIdentity, () => {
  test("the API server proves who it is wherever anything is asked or written there, unless the file accepts that nobody reads", () => {
    const [asked, closed] = [new StagedCluster(cluster({ stage: "dual" })), new StagedCluster(unread("dual"))];
    expect([usesKubernetes(asked), asksIdentity(asked)]).toEqual([true, true]);
    expect([usesKubernetes(closed), asksIdentity(closed)]).toEqual([false, false]);
    const none = new StagedCluster(newCluster());
    expect([usesKubernetes(none), asksIdentity(none)]).toEqual([false, false]);
  });
});

describe(configMapAbsent, () => {
  const guarded = (rest: Partial<ClusterDefinition>): number => {
    const { awsAuth: _, ...without } = cluster({ stage: "dual" });
    return configMapAbsent(new StagedCluster({ ...without, ...rest })).length;
  };

  test("asks whether the ConfigMap is there where the file has rows and does not make it", () => {
    const awsAuth = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };
    expect(guarded({ awsAuth: { ...awsAuth, createAwsAuthConfigmap: false } })).toBe(1);
    expect(guarded({ awsAuth: { ...awsAuth, createAwsAuthConfigmap: true } })).toBe(0);
    expect(guarded({})).toBe(0);
  });
});

describe(textLiteral, () => {
  test("writes what Terraform would put together in ASCII, and all else as it is", () => {
    expect([textLiteral("caf\u00e9"), textLiteral("\u0600e\u00e9")]).toEqual(['"caf\u00e9"', '"\\u0600e\\u00e9"']);
  });
});

describe(wantedEntries, () => {
  test("knows the role of the cluster's account by its name, and nobody else", () => {
    const arns = ["role/ops", "user/alice"].map((name) => `arn:aws:iam::${ACCOUNT}:${name}`);
    const all = [...arns, "arn:aws:iam::444455556666:role/ops"];
    const entries = Object.fromEntries(all.map((principalArn, i) => [`k${i}`, { principalArn }]));
    const definition = cluster({ stage: "entries" });
    const staged = new StagedCluster({ ...definition, accessEntries: { ...definition.accessEntries, ...entries } });
    const wanted = wantedEntries(staged);
    expect(Object.keys(entries).map((key) => wanted[key]?.role)).toEqual(["ops", "", ""]);
  });
});
