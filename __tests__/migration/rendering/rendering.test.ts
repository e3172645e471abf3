import { awsAuthOf, EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition, AwsAuthDefinition } from "../../../lib/migration/definition";
import { contextOf } from "../../../lib/migration/translation-context";
import { render } from "../../../lib/migration/rendering/rendering";
import { rowsOf } from "../../../lib/migration/file-rows";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { translateRows } from "../../../lib/migration/translation/translation";
import { ACCOUNT, role } from "../../support/definitions/arns";
import { ADMIN_ROW, BREAK_GLASS, CREATOR, definition, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";

const ROWS = awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW]);
const KEYS = ["break_glass", "admin", "dev", "node"];
const { migration: _, ...SETTLED } = definition();
const withAwsAuth = (stage: Stage, toggles: Partial<AwsAuthDefinition>, rest: object = {}): AccessDefinition => {
  const base = definition({ stage, ...rest });
  return { ...base, awsAuth: { awsAuthRoles: [DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [], ...toggles } };
};

const CONFIG_MAP = "kubernetes_config_map.aws_auth";
const DATA = "kubernetes_config_map_v1_data.aws_auth";

describe("render", () => {
  test.each([
    ["config-map", "CONFIG_MAP", []],
    ["dual", "API_AND_CONFIG_MAP", []],
    ["entries", "API_AND_CONFIG_MAP", KEYS],
    ["retire", "API_AND_CONFIG_MAP", KEYS],
    ["api", "API", KEYS],
    ["done", "API", KEYS],
  ] as const)("stage %s renders mode %s and the entries %j", (stage, mode, keys) => {
    const rendering = render(definition({ stage }));
    expect(rendering.mode).toBe(mode);
    expect(Object.keys(rendering.entries)).toEqual(keys);
  });

  test("R36 refuses: before `entries` no stage renders an entry, the caller's neither", () => {
    for (const stage of ["config-map", "dual"] as const) {
      const { entries, creatorAdmin } = render(definition({ stage }, { enableClusterCreatorAdminPermissions: true }));
      expect({ entries, creatorAdmin }).toEqual({ entries: {}, creatorAdmin: false });
    }
    const settled = { ...SETTLED, enableClusterCreatorAdminPermissions: true };
    expect(render({ ...settled, authenticationMode: "CONFIG_MAP" }).creatorAdmin).toBe(false);
  });

  test("R36 accepts: from `entries` on the caller gets an entry where the file asks for it", () => {
    for (const stage of ["entries", "retire", "api", "done"] as const) {
      const asked = { enableClusterCreatorAdminPermissions: true };
      expect(render(definition({ stage }, asked)).creatorAdmin).toBe(true);
      expect(render(definition({ stage })).creatorAdmin).toBe(false);
    }
    expect(render({ ...SETTLED, enableClusterCreatorAdminPermissions: true }).creatorAdmin).toBe(true);
  });

  test("at `entries` the waves that are in, later all, whatever the wave", () => {
    expect(Object.keys(render(definition({ wave: 1 })).entries)).toEqual(["break_glass"]);
    expect(Object.keys(render(definition({ wave: 1, stage: "retire" })).entries)).toEqual(KEYS);
  });

  test("without a migration the file's own mode, entries and rows; the module's mode where it names none", () => {
    expect(render({ ...SETTLED, authenticationMode: "API" })).toEqual({
      mode: "API",
      entries: SETTLED.accessEntries,
      awsAuth: { create: false, manage: true, forget: [CONFIG_MAP], rows: ROWS },
      creatorAdmin: false,
    });
    expect(render(SETTLED).mode).toBe("API_AND_CONFIG_MAP");
  });

  test.each([
    ["config-map", undefined],
    ["dual", []],
    ["entries", ["break_glass", "admin"]],
    ["retire", ["break_glass", "admin"]],
    ["api", ["break_glass", "admin"]],
    ["done", undefined],
  ] as const)("the bridge at %s: %j", (stage, entries) => {
    const bridge = entries && { group: "access-bridge", entries };
    expect(render(definition({ stage })).bridge).toEqual(bridge);
  });

  test("cluster admins carry the bridge group, once, others and later ones do not", () => {
    const carrying = { ...BREAK_GLASS, kubernetesGroups: ["access-bridge", "on-call"] };
    const base = definition();
    const { entries } = render({ ...base, accessEntries: { ...base.accessEntries, break_glass: carrying } });
    expect(entries.break_glass?.kubernetesGroups).toEqual(["on-call", "access-bridge"]);
    expect(entries.admin?.kubernetesGroups).toEqual(["access-bridge"]);
    expect(entries.dev?.kubernetesGroups).toEqual(["developers"]);
    expect(render(definition({ stage: "done" })).entries).toEqual(base.accessEntries);
    const { bridgeGroup: __, ...unbridged } = base.migration ?? { stage: "entries" };
    expect(render({ ...base, migration: unbridged })).not.toHaveProperty("bridge");
    expect(render({ ...base, migration: unbridged }).entries).toEqual(base.accessEntries);
  });

  const declared = { create: false, manage: true, forget: [CONFIG_MAP], rows: ROWS };
  const emptied = { ...declared, rows: EMPTY_AWS_AUTH };
  const nothing = { ...emptied, manage: false, forget: [] };
  const forgotten = { ...nothing, forget: [CONFIG_MAP, DATA] };
  test.each([
    ["config-map", declared, declared],
    ["dual", declared, declared],
    ["entries", declared, declared],
    ["retire", emptied, forgotten],
    ["api", emptied, forgotten],
    ["done", nothing, forgotten],
  ] as const)("R38 accepts: aws-auth at %s, emptied by an update or forgotten", (stage, empty, forget) => {
    expect(render(definition({ stage })).awsAuth).toEqual(empty);
    expect(render(definition({ stage, retire: "empty" })).awsAuth).toEqual(empty);
    expect(render(definition({ stage, retire: "forget" })).awsAuth).toEqual(forget);
  });

  test("R38 refuses: no stage writes or destroys rows that somebody else owns, whoever owned them before", () => {
    const manageAwsAuthConfigmap = false;
    for (const stage of ["config-map", "dual", "entries"] as const) {
      expect(render(withAwsAuth(stage, { manageAwsAuthConfigmap })).awsAuth).toEqual(forgotten);
    }
    for (const stage of STAGES)
      expect(render(withAwsAuth(stage, { manageAwsAuthConfigmap })).awsAuth.manage).toBe(false);
    const { migration: __, ...settled } = withAwsAuth("dual", { manageAwsAuthConfigmap });
    expect(render(settled).awsAuth).toEqual(forgotten);
  });

  test("a ConfigMap that we create is created up to `api`, and never forgotten while it is in the stack", () => {
    const createAwsAuthConfigmap = true;
    const rendered = STAGES.map((stage) => render(withAwsAuth(stage, { createAwsAuthConfigmap })).awsAuth);
    expect(rendered.map(({ create, forget }) => [create, forget])).toEqual([
      [true, []],
      [true, []],
      [true, []],
      [true, []],
      [true, []],
      [false, []],
    ]);
    const foreign = { createAwsAuthConfigmap, manageAwsAuthConfigmap: false };
    expect(render(withAwsAuth("dual", foreign)).awsAuth).toMatchObject({
      create: true,
      manage: false,
      forget: [DATA],
    });
  });

  test("without aws_auth there is no ConfigMap at any stage; one in the state is forgotten while the mode may read it", () => {
    const { awsAuth: __, ...bare } = definition();
    const rendered = STAGES.map((stage) => render({ ...bare, migration: { ...bare.migration, stage } }).awsAuth);
    expect(rendered).toEqual([forgotten, forgotten, forgotten, forgotten, forgotten, nothing]);
  });

  test("R38 refuses: taking migration and aws_auth out of a file at once destroys no rows that the mode still reads", () => {
    const { awsAuth: __, migration: ___, ...bare } = definition();
    expect(render({ ...bare, authenticationMode: "API_AND_CONFIG_MAP" }).awsAuth).toEqual(forgotten);
    expect(render(bare).awsAuth).toEqual(forgotten);
    expect(render({ ...bare, authenticationMode: "API" }).awsAuth).toEqual(nothing);
  });
});

describe("rowsOf", () => {
  test("are the file's rows, each at its place; none without aws_auth", () => {
    expect(rowsOf(definition())).toEqual(ROWS);
    const { awsAuth: __, ...bare } = definition();
    expect(rowsOf(bare)).toBe(EMPTY_AWS_AUTH);
  });
});

describe("contextOf", () => {
  test("tells what the file says beside its rows", () => {
    const rolePaths = { [role("dev")]: role("team/dev") };
    const context = contextOf(definition({ rolePaths }));
    expect(context).toMatchObject({
      accountId: ACCOUNT,
      partition: "aws",
      rolePaths,
      expected: [CREATOR],
      choices: {},
    });
    expect(context.pathOf?.({ section: "mapRoles", index: 1 })).toBe("aws_auth.aws_auth_roles[1]");
    expect(Object.keys(contextOf({ clusterName: "demo", accessEntries: {} })).sort()).toEqual([
      "choices",
      "expected",
      "pathOf",
      "rolePaths",
    ]);
  });

  test.each(["HYBRID_LINUX", "FARGATE_LINUX"] as const)(
    "R16 accepts: an entry of type %s is the choice for its role's session nodes",
    (type) => {
      const principalArn = role("team/edge");
      const base = definition(
        {},
        { accessEntries: { edge: { principalArn, type }, node: { principalArn: role("node") } } },
      );
      expect(contextOf(base).choices).toEqual({ [principalArn]: type });
      const row = { rolearn: role("edge"), username: "system:node:{{SessionName}}", groups: ["system:nodes"] };
      const [outcome] = translateRows(awsAuthOf([row]), contextOf(base)).outcomes;
      expect(outcome).toMatchObject({ kind: type === "HYBRID_LINUX" ? "entry" : "expected", entry: { type } });
    },
  );

  test("R16 refuses: another type chooses nothing for session nodes", () => {
    const base = definition({}, { accessEntries: { edge: { principalArn: role("edge"), type: "EC2_LINUX" } } });
    expect(contextOf(base).choices).toEqual({});
  });
});
