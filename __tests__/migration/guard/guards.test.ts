import { AUTHENTICATION_MODES } from "../../../lib/access/access-entry/authentication-mode";
import { awsAuthOf, EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { guardsOf } from "../../../lib/migration/guard/guards";
import { guardRefusals } from "../../support/guards/guard-refusals";
import type { LiveCluster } from "../../../lib/migration/guard/live-cluster";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role } from "../../support/definitions/arns";
import {
  accepting,
  ADMIN_ROW,
  CREATOR,
  definition,
  DEV_ROW,
  NODE_ROW,
  unreadOf,
} from "../../support/definitions/definitions";
import { LIVE_ADMIN, LIVE_DEV, LIVE_NODE, liveCluster, liveEntry } from "../../support/live/live-clusters";

const STRANGER = { rolearn: role("stranger"), username: "stranger", groups: ["a"] };

/** The live cluster on which the plan of a stage, made before and made again, passes. */
const HAPPY: Readonly<Record<Stage, readonly LiveCluster[]>> = {
  "config-map": [liveCluster({ mode: "CONFIG_MAP", entries: [] })],
  dual: [liveCluster({ mode: "CONFIG_MAP", entries: [] })],
  entries: [liveCluster({ entries: [] }), liveCluster()],
  retire: [liveCluster(), liveCluster({ configMap: EMPTY_AWS_AUTH })],
  api: [liveCluster({ configMap: EMPTY_AWS_AUTH }), liveCluster({ mode: "API", configMap: EMPTY_AWS_AUTH })],
  done: [liveCluster({ mode: "API" }), liveCluster({ mode: "API", configMap: "absent" })],
};
const codes = (base: AccessDefinition, live: LiveCluster): string[] => [
  ...new Set(guardRefusals(new StagedCluster(base), live).map(({ code }) => code)),
];
/** The stages at which a guard refuses, whatever the others say. */
const stagesOf = (code: string, change: Partial<LiveCluster>, rest: Partial<AccessDefinition> = {}): Stage[] =>
  STAGES.filter((stage) => {
    const [live] = HAPPY[stage];
    return live !== undefined && codes(definition({ stage }, rest), { ...live, ...change }).includes(code);
  });
const { migration: _, ...SETTLED } = definition();

describe("guardRefusals", () => {
  test.each(STAGES.flatMap((stage) => HAPPY[stage].map((live, i) => [stage, i, live] as const)))(
    "lets the plan of %s pass, run %j",
    (stage, _i, live) => {
      expect(guardRefusals(new StagedCluster(definition({ stage })), live)).toEqual([]);
    },
  );

  const accepted: Readonly<Record<Stage, readonly boolean[]>> = {
    "config-map": [true, false, false],
    dual: [true, true, false],
    entries: [false, true, false],
    retire: [false, true, false],
    api: [false, true, true],
    done: [false, false, true],
  };
  const table = STAGES.flatMap((stage) =>
    AUTHENTICATION_MODES.map((mode, i) => ({ stage, mode, passes: accepted[stage][i] === true })),
  );

  test.each(table.filter(({ passes }) => passes))("R35 accepts: $stage on a cluster in $mode", ({ stage, mode }) => {
    expect(codes(definition({ stage }), liveCluster({ mode }))).not.toContain("live-mode");
  });

  test.each(table.filter(({ passes }) => !passes))("R35 refuses: $stage on a cluster in $mode", ({ stage, mode }) => {
    expect(guardRefusals(new StagedCluster(definition({ stage })), liveCluster({ mode }))).toContainEqual({
      code: "live-mode",
      about: mode,
    });
  });

  test("R35 accepts: without a migration the file's own mode", () => {
    for (const authenticationMode of AUTHENTICATION_MODES) {
      expect(
        guardRefusals(new StagedCluster({ ...SETTLED, authenticationMode }), liveCluster({ mode: authenticationMode })),
      ).toEqual([]);
    }
    expect(guardRefusals(new StagedCluster(SETTLED), liveCluster())).toEqual([]);
  });

  test("R35 refuses: without a migration any other mode, so that no switch goes unguarded", () => {
    expect(guardRefusals(new StagedCluster({ ...SETTLED, authenticationMode: "API" }), liveCluster())).toEqual([
      { code: "live-mode", about: "API_AND_CONFIG_MAP" },
    ]);
    expect(guardRefusals(new StagedCluster(SETTLED), liveCluster({ mode: "API" }))).toEqual([
      { code: "live-mode", about: "API" },
    ]);
  });

  test("identity-mismatch: no stage takes another cluster", () => {
    expect(stagesOf("identity-mismatch", { isTheFilesCluster: false })).toEqual(STAGES);
    expect(stagesOf("identity-mismatch", {})).toEqual([]);
    expect(guardRefusals(new StagedCluster(definition()), liveCluster({ isTheFilesCluster: false }))).toEqual([
      { code: "identity-mismatch", about: "cluster" },
    ]);
  });

  test("config-map-unread: up to `api` somebody has to read the ConfigMap, or accept that nobody does", () => {
    const unread = { configMap: "unread" } as const;
    expect(stagesOf("config-map-unread", unread)).toEqual(["config-map", "dual", "entries", "retire", "api"]);
    expect(stagesOf("config-map-unread", unread, { accept: [accepting("config-map-unread")] })).toEqual([]);
    expect(stagesOf("config-map-unread", { configMap: "absent" })).toEqual([]);
  });

  test("config-map-unread: a file without aws_auth does not know who is served either", () => {
    const { awsAuth: __, ...bare } = definition({ stage: "api" });
    expect(guardRefusals(new StagedCluster(bare), liveCluster({ configMap: "unread" }))).toEqual([
      { code: "config-map-unread", about: "aws-auth" },
    ]);
    expect(guardRefusals(new StagedCluster(bare), liveCluster({ configMap: "absent" }))).toEqual([]);
  });

  test("section-unreadable: unreadable is never `nobody`, unless the mode does not read it", () => {
    const unreadable = { configMap: { ...EMPTY_AWS_AUTH, unreadable: ["mapUsers"] } } as const;
    expect(stagesOf("section-unreadable", unreadable)).toEqual(["config-map", "dual", "entries", "retire", "api"]);
    expect(stagesOf("section-unreadable", {})).toEqual([]);
    const api = definition({ stage: "api" });
    expect(guardRefusals(new StagedCluster(api), liveCluster(unreadable))).toEqual([
      { code: "section-unreadable", about: "mapUsers" },
    ]);
    expect(guardRefusals(new StagedCluster(api), liveCluster({ ...unreadable, mode: "API" }))).toEqual([]);
  });

  test("config-map-absent: up to `entries` it exists, unless we create it or the file has none", () => {
    const absent = { configMap: "absent" } as const;
    const awsAuth = { createAwsAuthConfigmap: true, awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };
    expect(stagesOf("config-map-absent", absent)).toEqual(["config-map", "dual", "entries"]);
    expect(stagesOf("config-map-absent", absent, { awsAuth })).toEqual([]);
    const { awsAuth: __, ...bare } = definition();
    expect(codes(bare, liveCluster(absent))).toEqual([]);
    expect(codes(definition(), liveCluster({ ...absent, mode: "API" }))).toEqual(["live-mode"]);
  });

  test("row-unknown: no stage that writes the rows writes over a stranger's", () => {
    const configMap = awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW, STRANGER]);
    expect(stagesOf("row-unknown", { configMap })).toEqual(["config-map", "dual", "entries", "retire"]);
    expect(stagesOf("row-unknown", { configMap }, { leaving: [role("stranger")] })).toEqual([]);
    expect(guardRefusals(new StagedCluster(definition()), liveCluster({ configMap }))).toEqual([
      { code: "row-unknown", about: role("stranger") },
    ]);
  });

  test("row-changed: no stage that writes the rows writes over an edit, unless it is accepted", () => {
    const configMap = awsAuthOf([ADMIN_ROW, { ...DEV_ROW, groups: ["on-call"] }, NODE_ROW]);
    expect(stagesOf("row-changed", { configMap })).toEqual(["config-map", "dual", "entries", "retire"]);
    expect(stagesOf("row-changed", { configMap }, { accept: [accepting("row-changed")] })).toEqual([]);
  });

  test("row-not-live: whoever's entry is taken away falls back on a live row", () => {
    const live = liveCluster({ configMap: EMPTY_AWS_AUTH });
    expect(guardRefusals(new StagedCluster(definition({ wave: 2 })), live)).toEqual([
      { code: "row-not-live", about: role("node") },
    ]);
    expect(codes(definition({ stage: "dual" }), live)).toEqual(["row-not-live"]);
    expect(codes(definition(), live)).toEqual([]);
  });

  test("entry-not-live: at `retire`, and at `api` for forgotten rows, every row has its live entry", () => {
    const rows = { configMap: awsAuthOf([DEV_ROW]), entries: [] };
    expect(stagesOf("entry-not-live", rows)).toEqual(["retire", "api"]);
    expect(stagesOf("entry-not-live", { ...rows, entries: [LIVE_DEV] })).toEqual(["api"]);
    expect(stagesOf("entry-not-live", { ...rows, entries: liveCluster().entries })).toEqual([]);
    const forgotten = definition({ stage: "api", retire: "forget" });
    const entries = liveCluster().entries.filter((entry) => entry !== LIVE_DEV);
    expect(guardRefusals(new StagedCluster(forgotten), liveCluster({ entries }))).toEqual([
      { code: "entry-not-live", about: role("dev") },
    ]);
    expect(guardRefusals(new StagedCluster(forgotten), liveCluster())).toEqual([]);
  });

  describe("where nobody reads aws-auth, by the file alone:", () => {
    const EKS_MADE = liveEntry(CREATOR);
    const UNBRIDGED = { ...LIVE_ADMIN, groups: [] };
    const ALL = [liveEntry(role("break-glass")), UNBRIDGED, LIVE_DEV, LIVE_NODE, EKS_MADE];
    const refusing = (base: AccessDefinition, change: Partial<LiveCluster>) =>
      guardRefusals(new StagedCluster(base), liveCluster({ configMap: "unread", entries: ALL, ...change })).map(
        ({ code, about }) => `${code} ${about}`,
      );
    const without = (...gone: readonly string[]) => ({
      entries: ALL.filter(({ principalArn }) => !gone.includes(principalArn)),
    });
    const rows = { awsAuthRoles: [ADMIN_ROW, DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [] };

    test.each(["retire", "api"] as const)("%s without rows in the file asks for every entry of it", (stage) => {
      expect(refusing(unreadOf(stage), {})).toEqual([]);
      expect(refusing(unreadOf(stage), { entries: [] })).toEqual(
        ["break-glass", "admin", "dev", "node", "cluster-creator"].map((name) => `entry-not-live ${role(name)}`),
      );
      expect(refusing(unreadOf(stage), without(role("dev")))).toEqual([`entry-not-live ${role("dev")}`]);
      expect(refusing(unreadOf(stage), { entries: [...ALL.slice(1), liveEntry(role("dev"))] })).toEqual([
        `entry-not-live ${role("break-glass")}`,
      ]);
      const other = [...without(role("dev")).entries, { ...LIVE_DEV, groups: ["owners"] }];
      expect(refusing(unreadOf(stage), { entries: other })).toEqual([`entry-not-live ${role("dev")}`]);
    });

    test.each(["retire", "api"] as const)(
      "%s asks whether EKS has made the entries of expected principals",
      (stage) => {
        expect(refusing(unreadOf(stage), without(CREATOR))).toEqual([`entry-not-live ${CREATOR}`]);
        const windows = liveEntry(CREATOR, { type: "EC2_WINDOWS", userName: "system:node:{{EC2PrivateDNSName}}" });
        expect(refusing(unreadOf(stage), { entries: [...ALL.slice(0, -1), windows] })).toEqual([]);
      },
    );

    test("retire with rows in the file asks for those, api for everybody", () => {
      const base = { ...unreadOf("retire"), awsAuth: rows };
      expect(refusing({ ...unreadOf("api"), awsAuth: rows }, without(role("node")))).toEqual([
        `entry-not-live ${role("node")}`,
      ]);
      expect(refusing(base, without(role("break-glass"), role("node"), CREATOR))).toEqual([]);
      expect(refusing(base, without(role("dev")))).toEqual([`entry-not-live ${role("dev")}`]);
      expect(refusing({ ...base, leaving: [role("dev")] }, without(role("dev")))).toEqual([]);
    });

    test.each(["retire", "api"] as const)("%s asks whether roles were made after their entries", (stage) => {
      const old = [...without(role("dev")).entries, { ...LIVE_DEV, isOlderThanRole: true }];
      expect(refusing(unreadOf(stage), { entries: old })).toEqual([`entry-outdated ${role("dev")}`]);
    });

    test("somebody new passes by name, and only where nobody reads the rows", () => {
      const newcomer = { ...accepting("entry-not-live"), principal: role("dev") };
      const accept = [...(unreadOf("retire").accept ?? []), newcomer];
      expect(refusing({ ...unreadOf("retire"), accept }, without(role("dev")))).toEqual([]);
      expect(refusing({ ...unreadOf("retire"), accept }, without(role("admin")))).toEqual([
        `entry-not-live ${role("admin")}`,
      ]);
      const read = definition({ stage: "retire" }, { accept: [newcomer] });
      expect(guardRefusals(new StagedCluster(read), liveCluster({ entries: [LIVE_ADMIN, LIVE_NODE] }))).toEqual([
        { code: "entry-not-live", about: role("dev") },
      ]);
    });

    test("nothing is asked up to `entries`, nor once the mode is API", () => {
      for (const stage of ["dual", "entries"] as const) expect(refusing(unreadOf(stage), { entries: [] })).toEqual([]);
      for (const stage of ["api", "done"] as const)
        expect(refusing(unreadOf(stage), { entries: [], mode: "API" })).toEqual([]);
    });

    test("no guard reads anything in Kubernetes", () => {
      const reads = STAGES.flatMap((stage) =>
        guardsOf(new StagedCluster(unreadOf(stage))).flatMap((guard) => guard.reads),
      );
      expect([...new Set(reads)].sort()).toEqual([
        "IAM lists",
        "IAM roles",
        "access entries",
        "cluster",
        "clusters",
        "node groups",
      ]);
    });
  });

  test("entry-outdated: a role that was made anew is not served by its old entry", () => {
    const entries = [
      ...liveCluster().entries.filter((entry) => entry !== LIVE_DEV),
      { ...LIVE_DEV, isOlderThanRole: true },
    ];
    expect(guardRefusals(new StagedCluster(definition({ stage: "retire" })), liveCluster({ entries }))).toEqual([
      { code: "entry-outdated", about: role("dev") },
    ]);
    expect(stagesOf("entry-outdated", { entries })).toEqual(["retire", "api"]);
    expect(codes(definition({ stage: "api", retire: "forget" }), liveCluster({ entries }))).toEqual(["entry-outdated"]);
  });

  test("row-left: whoever skipped `retire` does not get past `api`", () => {
    expect(guardRefusals(new StagedCluster(definition({ stage: "api" })), liveCluster())).toEqual([
      { code: "row-left", about: role("admin") },
      { code: "row-left", about: role("dev") },
      { code: "row-left", about: role("node") },
    ]);
    expect(codes(definition({ stage: "retire" }), liveCluster())).toEqual([]);
  });

  test("entry-conflict: from the first entry on, none for a managed node group's role", () => {
    const nodeGroupRoles = [role("node")];
    expect(stagesOf("entry-conflict", { nodeGroupRoles })).toEqual(["entries", "retire", "api", "done"]);
    expect(stagesOf("entry-conflict", { nodeGroupRoles }, { imported: ["node"] })).toEqual([]);
    expect(guardRefusals(new StagedCluster(definition()), liveCluster({ nodeGroupRoles }))).toEqual([
      { code: "entry-conflict", about: role("node") },
    ]);
  });

  test("reports all that is wrong at once, in the order of the guards", () => {
    const live = liveCluster({ isTheFilesCluster: false, mode: "CONFIG_MAP", configMap: awsAuthOf([STRANGER]) });
    expect(codes(definition({ stage: "retire" }), live)).toEqual([
      "identity-mismatch",
      "live-mode",
      "row-unknown",
      "entry-not-live",
    ]);
  });
});
