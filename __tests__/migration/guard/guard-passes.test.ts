import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { type AwsAuth, awsAuthOf, EMPTY_AWS_AUTH, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { guardRefusals } from "../../support/guards/guard-refusals";
import type { LiveCluster, LiveEntry } from "../../../lib/migration/guard/live-cluster";
import { type Stage, STAGE_FACTS, STAGES } from "../../../lib/migration/stage";
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
import {
  LIVE_ADMIN,
  LIVE_BREAK_GLASS,
  LIVE_CREATOR,
  LIVE_DEV,
  LIVE_NODE,
  liveCluster,
  liveEntry,
} from "../../support/live/live-clusters";

const ROWS = [ADMIN_ROW, DEV_ROW, NODE_ROW];
const NEW_ROW: RoleRow = { rolearn: role("new"), username: "new:{{SessionName}}", groups: ["developers"] };
const NEW_ENTRY: AccessEntry = {
  principalArn: role("new"),
  userName: "new:{{SessionName}}",
  kubernetesGroups: ["developers"],
};
/** Break-glass has an entry and no row: nobody falls back on one. The creator's entry is EKS's. */
const LIVE_ENTRIES: readonly LiveEntry[] = [LIVE_ADMIN, LIVE_DEV, LIVE_NODE, LIVE_BREAK_GLASS, LIVE_CREATOR];

/** The cluster after a stage was applied. */
function after(stage: Stage): LiveCluster {
  const { mode, entries, rows } = STAGE_FACTS[stage];
  const held: Readonly<Record<typeof rows, AwsAuth | "absent">> = {
    declared: awsAuthOf(ROWS),
    emptied: EMPTY_AWS_AUTH,
    gone: "absent",
  };
  return liveCluster({ mode, configMap: held[rows], entries: entries === "none" ? [] : LIVE_ENTRIES });
}

function at(stage: Stage, awsAuthRoles: readonly RoleRow[] = ROWS, rest: Partial<AccessDefinition> = {}) {
  return definition({ stage }, { awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] }, ...rest });
}

const { dev: _, ...WITHOUT_DEV } = definition().accessEntries;
const WITH_NEW = { ...definition().accessEntries, new: NEW_ENTRY };

describe("guards do not fire on", () => {
  test.each(STAGES)("%s planned again after it was applied", (stage) => {
    expect(guardRefusals(new StagedCluster(at(stage)), after(stage))).toEqual([]);
  });

  test.each(STAGES.slice(1).map((stage, i) => [STAGES[i] ?? stage, stage] as const))("%s -> %s", (from, to) => {
    expect(guardRefusals(new StagedCluster(at(to)), after(from))).toEqual([]);
  });

  test.each([
    ["entries", "dual"],
    ["retire", "entries"],
  ] as const)("%s -> %s, the way back", (from, to) => {
    expect(guardRefusals(new StagedCluster(at(to)), after(from))).toEqual([]);
  });

  test.each(STAGES)("somebody who leaves at %s", (stage) => {
    const leaving = [role("dev")];
    const { waves, ...migration } = definition().migration ?? { stage };
    const left = at(stage, [ADMIN_ROW, NODE_ROW], { accessEntries: WITHOUT_DEV, leaving });
    expect(guardRefusals(new StagedCluster({ ...left, migration: { ...migration, stage } }), after(stage))).toEqual([]);
  });

  test.each(["entries", "retire", "api", "done"] as const)("a row and its entry added together at %s", (stage) => {
    expect(
      guardRefusals(new StagedCluster(at(stage, [...ROWS, NEW_ROW], { accessEntries: WITH_NEW })), after(stage)),
    ).toEqual([]);
  });

  test.each(["config-map", "dual", "entries"] as const)("a row added at %s", (stage) => {
    expect(guardRefusals(new StagedCluster(at(stage, [...ROWS, NEW_ROW])), after(stage))).toEqual([]);
  });

  test("a row and its entry added together at config-map, before the mode knows entries", () => {
    const joined = at("config-map", [...ROWS, NEW_ROW], { accessEntries: WITH_NEW });
    expect(guardRefusals(new StagedCluster(joined), after("config-map"))).toEqual([]);
  });

  test("a row and an entry that is not rendered yet, added together at dual, where that is accepted", () => {
    const joined = (rest: Partial<AccessDefinition>) =>
      at("dual", [...ROWS, NEW_ROW], { accessEntries: WITH_NEW, ...rest });
    const accept = [{ ...accepting("row-not-live"), principal: role("new") }];
    expect(guardRefusals(new StagedCluster(joined({ accept })), after("dual"))).toEqual([]);
    expect(guardRefusals(new StagedCluster(joined({})), after("dual"))).toEqual([
      { code: "row-not-live", about: role("new") },
    ]);
  });

  test.each(["config-map", "dual", "entries"] as const)("an accepted change of a row at %s", (stage) => {
    const rows = [ADMIN_ROW, { ...DEV_ROW, groups: ["owners"] }, NODE_ROW];
    const accept = [{ ...accepting("row-changed"), principal: role("dev") }];
    expect(guardRefusals(new StagedCluster(at(stage, rows, { accept })), after(stage))).toEqual([]);
    expect(guardRefusals(new StagedCluster(at(stage, rows)), after(stage))).toEqual([
      { code: "row-changed", about: role("dev") },
    ]);
  });

  test.each(STAGES)("a ConfigMap that is gone, at %s of a file that declares none", (stage) => {
    const { awsAuth: __, ...bare } = at(stage);
    expect(guardRefusals(new StagedCluster(bare), { ...after(stage), configMap: "absent" })).toEqual([]);
  });

  test.each(STAGES)("rows that somebody else writes, at %s", (stage) => {
    const foreign = at(stage);
    const awsAuth = { awsAuthRoles: ROWS, awsAuthUsers: [], awsAuthAccounts: [], manageAwsAuthConfigmap: false };
    const live = { ...after(stage), configMap: awsAuthOf(ROWS) };
    expect(guardRefusals(new StagedCluster({ ...foreign, awsAuth }), live)).toEqual([]);
  });

  test("an entry that drifted away at entries, and rows written in another order", () => {
    const live = { ...after("entries"), entries: [LIVE_ADMIN], configMap: awsAuthOf([...ROWS].reverse()) };
    expect(guardRefusals(new StagedCluster(at("entries")), live)).toEqual([]);
  });

  test.each(STAGES)("whatever is unread at %s, where that is accepted", (stage) => {
    const accept = [accepting("config-map-unread")];
    expect(
      guardRefusals(new StagedCluster(at(stage, ROWS, { accept })), { ...after(stage), configMap: "unread" }),
    ).toEqual([]);
  });

  describe("a runner that reaches no Kubernetes API:", () => {
    const accept = [accepting("config-map-unread")];
    const newcomer = { ...accepting("entry-not-live"), principal: role("new") };
    const live = (stage: Stage): LiveCluster => {
      const all = [LIVE_ADMIN, LIVE_DEV, LIVE_NODE, liveEntry(role("break-glass")), liveEntry(CREATOR)];
      const entries = all.map((entry) => (entry.type === "STANDARD" ? { ...entry, groups: ownGroups(entry) } : entry));
      return { ...after(stage), configMap: "unread", entries: STAGE_FACTS[stage].entries === "none" ? [] : entries };
    };
    const ownGroups = ({ groups }: LiveEntry) => groups.filter((group) => group !== "access-bridge");
    const rows = { awsAuth: { awsAuthRoles: ROWS, awsAuthUsers: [], awsAuthAccounts: [] } };
    const steps = STAGES.slice(1).map((stage, i) => [STAGES[i] ?? stage, stage] as const);

    test.each(STAGES)("a file without rows at %s, planned again", (stage) => {
      expect(guardRefusals(new StagedCluster(unreadOf(stage)), live(stage))).toEqual([]);
    });

    test.each([...steps, ["entries", "dual"], ["retire", "entries"]] as const)("%s -> %s of it", (from, to) => {
      expect(guardRefusals(new StagedCluster(unreadOf(to)), live(from))).toEqual([]);
    });

    test.each(STAGES)("somebody new by an entry at %s of a file with rows", (stage) => {
      const joined = { ...unreadOf(stage), ...rows, accessEntries: WITH_NEW };
      expect(guardRefusals(new StagedCluster(joined), live(stage))).toEqual([]);
    });

    test.each(STAGES)("somebody new at %s of a file without rows, accepted by name where that is asked", (stage) => {
      const joined = { ...unreadOf(stage), accessEntries: WITH_NEW };
      expect(guardRefusals(new StagedCluster({ ...joined, accept: [...accept, newcomer] }), live(stage))).toEqual([]);
      const isAsked = stage === "retire";
      const refusals = isAsked ? [{ code: "entry-not-live", about: role("new") }] : [];
      expect(guardRefusals(new StagedCluster(joined), live(stage))).toEqual(refusals);
    });

    test.each(STAGES)("somebody who leaves at %s", (stage) => {
      const left = { ...unreadOf(stage), accessEntries: WITHOUT_DEV, leaving: [role("dev")] };
      expect(guardRefusals(new StagedCluster(left), live(stage))).toEqual([]);
    });
  });
});
