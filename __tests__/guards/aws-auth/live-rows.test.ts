import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { ACCOUNT, role, user } from "../../support/definitions/arns";
import { cluster } from "../../support/definitions/sample-definitions";
import { guardsAlone } from "../../support/guards/compiled-guards";
import { valueWith } from "../../support/guards/read-guards";
import { fieldsOf } from "../../support/terraform/provider-schema";

const ROWS = "data.kubernetes_config_map_v1.config_map_unread_grant_get_or_accept";
const json = guardsAlone(new StagedCluster(cluster({ stage: "dual" })));

/** A local of the guards, with these sections in the live ConfigMap. */
function live(name: string, data: Readonly<Record<string, unknown>> | null, mode = "API_AND_CONFIG_MAP"): unknown {
  return valueWith(json, fieldsOf(json.locals)[name], {
    "data.aws_eks_cluster.this": { access_config: [{ authentication_mode: mode }] },
    [ROWS]: { data, metadata: data === null ? [] : [{ uid: "5f1c" }] },
  });
}

/** `[arn, username, groups]` of each row that counts, of rows that are written as JSON, which is YAML too. */
function counting(roles: readonly unknown[], users: readonly unknown[] = []): readonly unknown[] {
  const rows = live("live_rows", { mapRoles: JSON.stringify(roles), mapUsers: JSON.stringify(users) });
  return (Array.isArray(rows) ? rows : []).map(fieldsOf).map(({ name, given }) => {
    const read: unknown = JSON.parse(String(given));
    const gives: readonly unknown[] = Array.isArray(read) ? read : [];
    return [name, ...gives];
  });
}

describe("live rows", () => {
  test.each([
    ["a role", role("dev")],
    ["a role in capitals", role("Dev").toUpperCase().replace("ARN:AWS:IAM", "arn:aws:iam")],
    ["a role of China", role("dev").replace("arn:aws:", "arn:aws-cn:")],
  ])("count for %s", (_, rolearn) => {
    expect(counting([{ rolearn }])).toEqual([[rolearn, "", []]]);
    expect(live("live_rows", { mapRoles: JSON.stringify([{ rolearn }]) })).toMatchObject([
      { arn: rolearn.toLowerCase() },
    ]);
  });

  test.each([
    ["a user with a path", user("team/ann")],
    ["root", `arn:aws:iam::${ACCOUNT}:root`],
    ["a federated user", `arn:aws:sts::${ACCOUNT}:federated-user/ann`],
  ])("count for %s", (_, userarn) => {
    expect(counting([], [{ userarn, username: "ann" }])).toEqual([[userarn, "ann", []]]);
  });

  test.each([
    ["a role with a path", role("team/dev")],
    ["an account of eleven digits", `arn:aws:iam::${ACCOUNT.slice(1)}:role/dev`],
    ["an account of thirteen digits", `arn:aws:iam::${ACCOUNT}3:role/dev`],
    ["a federated user of eleven digits", `arn:aws:sts::${ACCOUNT.slice(1)}:federated-user/ann`],
    ["a federated user of thirteen digits", `arn:aws:sts::${ACCOUNT}3:federated-user/ann`],
    ["something behind root", `arn:aws:iam::${ACCOUNT}:root/a`],
    ["a session", `arn:aws:sts::${ACCOUNT}:assumed-role/dev/ann`],
    ["something in front", ` ${role("dev")}`],
    ["a number", 12],
  ])("count for nobody with %s", (_, arn) => {
    expect(counting([{ rolearn: arn }], [{ userarn: arn }])).toEqual([]);
  });

  test("are read by keys in any case, the one in lower case last, and by Go's folding", () => {
    expect(counting([{ RoleARN: role("a"), USERNAME: "x", Groups: ["g"] }])).toEqual([[role("a"), "x", ["g"]]]);
    expect(counting([{ rolearn: role("b"), ROLEARN: role("a"), username: "y", UserName: "x" }])).toEqual([
      [role("b"), "y", []],
    ]);
    expect(counting([{ rolearn: role("a"), ["u\u017fername"]: "folded" }])).toEqual([[role("a"), "folded", []]]);
  });

  test("ignore what has the wrong type", () => {
    expect(counting([{ rolearn: role("a"), username: 3, groups: "admins" }, "no row", null])).toEqual([
      [role("a"), "", []],
    ]);
    expect(counting([{ rolearn: role("a"), groups: ["b", 1, "b", "a"] }])).toEqual([[role("a"), "", ["", "a", "b"]]]);
    expect(counting([{ rolearn: role("a"), Groups: ["x"], groups: null }])).toEqual([[role("a"), "", []]]);
    expect(counting([{ rolearn: role("a"), Groups: ["x"], groups: 3 }])).toEqual([[role("a"), "", ["x"]]]);
  });

  test("of a role with an SSO matcher are for nobody; an empty one is none, and users have none", () => {
    expect(counting([{ rolearn: role("a"), sso: { permissionSetName: "x" } }])).toEqual([]);
    expect(counting([{ rolearn: role("a"), SSO: {} }])).toEqual([]);
    expect(counting([{ rolearn: role("a"), sso: null }])).toEqual([[role("a"), "", []]]);
    expect(counting([], [{ userarn: user("ann"), sso: {} }])).toEqual([[user("ann"), "", []]]);
  });

  test("of one role, in any case, are the last; of a user each spelling's last", () => {
    const named = (rolearn: string, username: string) => ({ rolearn, username });
    expect(counting([named(role("dev"), "one"), named(role("DEV"), "two"), named(role("ops"), "three")])).toEqual([
      [role("DEV"), "two", []],
      [role("ops"), "three", []],
    ]);
    const users = [
      { userarn: user("ann"), username: "one" },
      { userarn: user("ann"), username: "two" },
      { userarn: user("Ann"), username: "three" },
    ];
    expect(counting([], users)).toEqual([
      [user("Ann"), "three", []],
      [user("ann"), "two", []],
    ]);
  });

  test("of users for the ARN of a role row, in any case of either, are shadowed", () => {
    const shadowed = [
      { userarn: role("dev"), username: "user" },
      { userarn: user("ann"), username: "ann" },
    ];
    expect(counting([{ rolearn: role("DEV") }], shadowed)).toEqual([
      [role("DEV"), "", []],
      [user("ann"), "ann", []],
    ]);
    expect(counting([{ rolearn: role("dev") }], [{ userarn: role("Dev"), username: "user" }])).toEqual([
      [role("dev"), "", []],
    ]);
  });
});

describe("sections of the live ConfigMap", () => {
  test.each(["", "  \n", "``", '""', "''", "null", "~", "# only\n  # comments"])(
    "that hold %j are empty",
    (mapRoles) => {
      expect(live("live_sections", { mapRoles })).toEqual({ mapRoles: "[]", mapUsers: "[]", mapAccounts: "[]" });
      expect(live("live_sections_unreadable", { mapRoles })).toEqual([]);
    },
  );

  test("are empty once the mode is API, and where there is no ConfigMap", () => {
    const mapRoles = JSON.stringify([{ rolearn: role("dev") }]);
    expect(live("live_rows", { mapRoles }, "API")).toEqual([]);
    expect(live("live_rows", null)).toEqual([]);
    expect(live("live_config_map_exists", null)).toBe(false);
    expect(live("live_config_map_exists", null, "API")).toBe(true);
    expect(live("live_config_map_exists", {})).toBe(true);
  });

  test.each([
    ["no YAML", "- a: ["],
    ["a text", "just words"],
    ["a map", "rolearn: x"],
    ["an explicit key", "- ? groups\n  : x"],
    ["a tag", "- !!str a"],
    ["a flow key without a value", "- {a: }"],
    ["a bare carriage return", "- a\r- b"],
    ["one at the end", "- a\r"],
  ])("that are %s cannot be read, and serve nobody", (_, mapUsers) => {
    expect(live("live_sections_unreadable", { mapRoles: "[]", mapUsers })).toEqual(["mapUsers"]);
    expect(live("live_rows", { mapUsers })).toEqual([]);
  });

  test.each(["- a: b # no tag!", "# - !!str a\n- b", "- a\r\n- b\r\n", "- a!b", "- a: [b, c]"])(
    "%j can be read",
    (mapRoles) => {
      expect(live("live_sections_unreadable", { mapRoles })).toEqual([]);
    },
  );

  test("name accounts of twelve digits, each once, whatever stands in comments", () => {
    const mapAccounts = `- "${ACCOUNT}"\n- 012345678901\n- ${ACCOUNT} # 222233334444\n# - 333344445555\n- 12345\n- 1234567890123`;
    expect(live("live_accounts", { mapAccounts })).toEqual([ACCOUNT, "012345678901"]);
    expect(live("live_accounts", { mapRoles: `- ${ACCOUNT}` })).toEqual([]);
  });
});
