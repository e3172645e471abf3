import { fileRows, leavingRows, wantedEntries } from "../../lib/guards/file-side";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { role, user } from "../support/definitions/arns";
import { CREATOR } from "../support/definitions/definitions";
import { cluster } from "../support/definitions/sample-definitions";
import { unread } from "../support/guards/guard-cases";

const staged = (definition: ClusterDefinition) => new StagedCluster(definition);

/** The entry of the node role is EKS's own, not the file's. */
function expecting(whole: ClusterDefinition, ...expected: readonly string[]): ClusterDefinition {
  const accessEntries = Object.fromEntries(Object.entries(whole.accessEntries).filter(([key]) => key !== "node"));
  const { migration } = whole;
  return { ...whole, accessEntries, ...(migration && { migration: { ...migration, expected: [...expected] } }) };
}

describe(fileRows, () => {
  test("are the rows that serve somebody, in order of their ARNs in lower case", () => {
    const awsAuthRoles = [
      { rolearn: role("team/Zoe"), username: "zoe" },
      { rolearn: role("Bea"), username: "bea", groups: ["a"] },
      { rolearn: role("ann"), username: "ann" },
    ];
    const awsAuth = { awsAuthRoles, awsAuthUsers: [{ userarn: user("bob"), username: "bob" }], awsAuthAccounts: [] };
    expect(Object.entries(fileRows(staged(cluster({ stage: "dual" }, { awsAuth }))))).toEqual([
      [role("ann"), { name: "role ann", username: "ann", groups: [] }],
      [role("bea"), { name: "role Bea", username: "bea", groups: ["a"] }],
      [user("bob"), { name: "user bob", username: "bob", groups: [] }],
    ]);
  });
});

describe(leavingRows, () => {
  test("are in lower case and in order; what is no principal is left out", () => {
    expect(leavingRows({ ...cluster(), leaving: [role("Zoe"), user("ann"), role("bob"), "no ARN"] })).toEqual([
      role("bob"),
      role("zoe"),
      user("ann"),
    ]);
    expect(leavingRows(cluster())).toEqual([]);
  });
});

describe(wantedEntries, () => {
  test("are in order of keys, whatever the order of the file", () => {
    const whole = cluster({ stage: "retire" });
    const turned = Object.fromEntries(Object.entries(whole.accessEntries).reverse());
    expect(Object.keys(wantedEntries(staged({ ...whole, accessEntries: turned })))).toEqual([
      "admin",
      "break_glass",
      "dev",
      "node",
    ]);
  });

  test("have, of a row whose entry EKS makes, what the row translates to", () => {
    const wanted = wantedEntries(staged(expecting(cluster({ stage: "retire" }), role("node"), CREATOR)));
    expect(Object.keys(wanted)).toEqual(["admin", role("node"), "break_glass", "dev"].sort());
    expect(wanted[role("node")]).toEqual({
      row: role("node"),
      principal_arn: role("node"),
      name: "role node",
      type: "EC2_LINUX",
      groups: [],
      user_name: "",
      role: "node",
    });
  });

  test("are at api everybody's, of any type where no row says it", () => {
    const wanted = wantedEntries(staged(expecting(cluster({ stage: "api" }), role("node"), CREATOR)));
    expect(Object.keys(wanted)).toEqual(["admin", role("node"), CREATOR, "break_glass", "dev"].sort());
    expect(wanted[CREATOR]).toEqual({
      row: CREATOR,
      principal_arn: CREATOR,
      name: "role cluster-creator",
      type: "",
      groups: [],
      user_name: "",
      role: "cluster-creator",
    });
  });

  test("have neither groups nor user name where the type has none", () => {
    const node = { principalArn: role("node"), type: "EC2_LINUX", kubernetesGroups: ["x"], userName: "x" } as const;
    const wanted = wantedEntries(staged(cluster({ stage: "retire" }, { accessEntries: { node } })));
    expect(wanted.node).toMatchObject({ type: "EC2_LINUX", groups: [], user_name: "" });
  });

  test("leave out at api who leaves", () => {
    const whole = cluster({ stage: "api" });
    expect(Object.keys(wantedEntries(staged({ ...whole, leaving: [role("dev")] })))).not.toContain("dev");
  });

  test("are, where nobody reads the rows of the file, those of whom they serve", () => {
    const whole = unread("retire");
    const { awsAuth } = cluster({ stage: "retire" });
    const rows = { awsAuthRoles: (awsAuth?.awsAuthRoles ?? []).filter(({ rolearn }) => rolearn === role("dev")) };
    const own = {
      ...whole,
      awsAuth: { ...rows, awsAuthUsers: [], awsAuthAccounts: [], manageAwsAuthConfigmap: false },
    };
    const forgotten = {
      ...own,
      ...(whole.migration && { migration: { ...whole.migration, retire: "forget" as const } }),
    };
    expect(Object.keys(wantedEntries(staged(forgotten)))).toEqual(["dev"]);
  });
});
