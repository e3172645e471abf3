import { verify } from "../../lib/app/verify/verify";
import { clusterFileOf } from "../../lib/app/check/check";
import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import { role, user } from "../support/definitions/arns";
import { LiveModel } from "../support/live/live-model";
import { clusterText } from "./cluster-text";

/** `code subject` of what is found where `change` was made to the live cluster of a file. */
function said(text: string, change: (live: LiveModel) => void): string[] {
  const { cluster, findings } = parseClusterFile("demo.yaml", text);
  if (cluster === undefined) throw new Error(JSON.stringify(findings));
  const live = new LiveModel(cluster.staged.definition);
  change(live);
  const texts = [{ name: "live.json", text: live.text }];
  const one = verify({ source: clusterFileOf("demo.yaml", text), texts, today: "2026-11-22" });
  if ("problem" in one) throw new Error(one.problem);
  return one.findings.map(({ code, principal }) => (principal === undefined ? code : `${code} ${principal}`)).sort();
}

const DEV = role("dev");
const ADMIN = role("admin");
const OPS = role("ops");

describe("deviations, of neighbours of the seeded kinds", () => {
  test.each<[string, (live: LiveModel) => void, string[]]>([
    [
      "groups in another order, one of them twice",
      (live) => (live.entry(DEV).groups = ["developers", "developers"]),
      [],
    ],
    [
      "a group in other case",
      (live) => (live.entry(DEV).groups = ["Developers"]),
      [`verify-entry-groups-differ ${DEV}`],
    ],
    [
      "a username in other case",
      (live) => (live.entry(DEV).username = "Dev:{{SessionName}}"),
      [`verify-entry-username-differs ${DEV}`],
    ],
    [
      "a username of nobody's session",
      (live) => (live.entry(DEV).username = "dev"),
      [`verify-entry-username-differs ${DEV}`],
    ],
    [
      "namespaces in another order",
      (live) => live.entry(DEV).policies.set("AmazonEKSEditPolicy", ["ledger", "shop"]),
      [],
    ],
    [
      "a policy for the whole cluster narrowed to every namespace",
      (live) => live.entry(ADMIN).policies.set("AmazonEKSClusterAdminPolicy", ["*"]),
      [`verify-scope-differs ${ADMIN}`],
    ],
    [
      "scope, groups and username of one entry",
      (live) => {
        live.entry(DEV).policies.set("AmazonEKSEditPolicy", []);
        Object.assign(live.entry(DEV), { groups: [], username: "x" });
      },
      [`verify-entry-groups-differ ${DEV}`, `verify-entry-username-differs ${DEV}`, `verify-scope-differs ${DEV}`],
    ],
    [
      "a type that has neither groups nor policies",
      (live) => live.addEntry(ADMIN, { type: "HYBRID_LINUX" }),
      [`verify-entry-type-differs ${ADMIN}`],
    ],
    ["a row twice", (live) => live.rows.push(...live.rows.filter(({ rolearn }) => rolearn === DEV)), []],
    [
      "a second row of the same role that counts",
      (live) => live.rows.push({ rolearn: DEV, username: "dev:{{SessionName}}", groups: ["system:masters"] }),
      [`verify-row-differs ${DEV}`],
    ],
    [
      "a second row of the same role that is shadowed",
      (live) => live.rows.unshift({ rolearn: DEV, username: "x", groups: ["system:masters"] }),
      [],
    ],
    [
      "a row whose ARN is in capitals",
      (live) =>
        (live.rows = live.rows.map((row) =>
          row.rolearn === DEV ? { ...row, rolearn: DEV.replace("role/dev", "role/DEV") } : row,
        )),
      [],
    ],
    [
      "a row that got the path of its role",
      (live) =>
        (live.rows = live.rows.map((row) => (row.rolearn === DEV ? { ...row, rolearn: role("team/dev") } : row))),
      ["verify-row-dead", `verify-row-missing ${DEV}`],
    ],
    [
      "a row of a user in mapRoles",
      (live) => live.rows.push({ rolearn: user("eve"), username: "eve", groups: [] }),
      [`verify-row-unnamed ${user("eve")}`],
    ],
    [
      "two accounts, one of them twice",
      (live) => live.accounts.push("444455556666", "444455556666", "777788889999"),
      ["verify-row-unnamed", "verify-row-unnamed"],
    ],
    ["what is no account", (live) => live.accounts.push("1234"), []],
    [
      "a binding of the same name in a namespace",
      (live) =>
        live.bindings.push({
          name: "developers",
          namespace: "shop",
          role: { kind: "ClusterRole", name: "view" },
          group: "developers",
        }),
      [],
    ],
    [
      "a binding that moved into a namespace",
      (live) =>
        (live.bindings = live.bindings.map((one) => (one.name === "developers" ? { ...one, namespace: "shop" } : one))),
      ["verify-binding-missing"],
    ],
    [
      "another binding of a group of the file",
      (live) =>
        live.bindings.push({
          name: "grown",
          namespace: "x",
          role: { kind: "ClusterRole", name: "edit" },
          group: "developers",
        }),
      ["verify-binding-unnamed"],
    ],
    [
      "bindings of groups of which the file has no binding",
      (live) => live.bindings.push({ name: "grown", role: { kind: "ClusterRole", name: "edit" }, group: "others" }),
      [],
    ],
    [
      "a row of the sso matcher",
      (live) =>
        live.rows.push({
          sso: { permissionSetName: "Ops", accountID: "111122223333" },
          username: "x",
          groups: [],
        }),
      ["verify-row-dead"],
    ],
    [
      "Fargate profiles that the caller may not list",
      (live) => live.unread.push({ action: "eks:ListFargateProfiles", reason: "no" }),
      ["verify-unknown"],
    ],
    [
      "two node groups that nothing serves, of one role",
      (live) => {
        for (const name of ["green", "lime"])
          live.nodeGroups.set(name, { role: role("green-nodes"), amiType: "AL2023_x86_64_STANDARD" });
      },
      [`verify-node-unserved ${role("green-nodes")}`],
    ],
    ["a node group that is gone", (live) => live.nodeGroups.clear(), []],
  ])("names %s at entries", (...[, change, expected]) => {
    expect(said(clusterText("entries"), change)).toEqual(expected);
  });

  test("knows a row of the sso matcher by what it looks for", () => {
    const sso = (name: string) => ({ sso: { permissionSetName: name, accountID: "111122223333" }, username: "x" });
    const text = clusterText("entries").replace(
      "  aws_auth_roles:\n",
      `  aws_auth_roles:\n    - ${JSON.stringify({ ...sso("Dev"), groups: [] })}\n`,
    );
    expect(said(text, () => undefined)).toEqual([]);
    expect(said(text, (live) => live.rows.push({ ...sso("Ops"), groups: [] }))).toEqual(["verify-row-dead"]);
  });

  const WAVES = clusterText("entries").replace(
    "  bridge_group:",
    "  waves: [[admin, node], [dev, ops, ann]]\n  wave: 1\n  bridge_group:",
  );

  test.each<[string, (live: LiveModel) => void, string[]]>([
    ["nothing", () => undefined, []],
    ["an entry of the next wave", (live) => live.addEntry(DEV), [`verify-entry-early ${DEV}`]],
    [
      "an entry of the next wave of another type",
      (live) => live.addEntry(OPS, { type: "EC2_LINUX" }),
      [`verify-entry-early ${OPS}`],
    ],
    ["an entry of this wave that is gone", (live) => live.entries.delete(ADMIN), [`verify-entry-missing ${ADMIN}`]],
    [
      "the row of the next wave that is gone",
      (live) => (live.rows = live.rows.filter(({ rolearn }) => rolearn !== DEV)),
      [`verify-row-missing ${DEV}`],
    ],
    ["a role of the next wave made anew", (live) => live.roles.set(OPS, "2026-02-01T00:00:00Z"), []],
  ])("names %s in the first of two waves", (...[, change, expected]) => {
    expect(said(WAVES, change)).toEqual(expected);
  });
});
