import { awsAuthOf, EMPTY_AWS_AUTH } from "../../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../../lib/migration/definition";
import { entryNotLive } from "../../../../lib/migration/guard/entries/entry-not-live";
import type { LiveCluster, LiveEntry } from "../../../../lib/migration/guard/live-cluster";
import { StagedCluster } from "../../../../lib/migration/staged-cluster";
import { ACCOUNT, role, user } from "../../../support/definitions/arns";
import { ADMIN_ROW, CREATOR, definition, DEV_ROW, NODE_ROW } from "../../../support/definitions/definitions";
import { LIVE_ADMIN, LIVE_DEV, LIVE_NODE, liveCluster, liveEntry } from "../../../support/live/live-clusters";

const retire = (rest: Partial<AccessDefinition> = {}) => definition({ stage: "retire" }, rest);
const withLive = (...entries: LiveEntry[]) => liveCluster({ entries });
const { node: _, ...PEOPLE } = definition().accessEntries;
const entriesNotLive = (base: AccessDefinition, cluster: LiveCluster): readonly string[] =>
  entryNotLive.refuses(new StagedCluster(base), cluster);

describe("entry-not-live", () => {
  test("R39 accepts: for every row a live entry as the file declares it", () => {
    expect(entriesNotLive(retire(), liveCluster())).toEqual([]);
    const shuffled = liveEntry(role("dev"), { groups: ["developers", "developers"], userName: "dev:{{SessionName}}" });
    expect(entriesNotLive(retire(), withLive(LIVE_ADMIN, shuffled, LIVE_NODE))).toEqual([]);
  });

  test("R39 refuses: a row without a live entry", () => {
    expect(entriesNotLive(retire(), withLive(LIVE_ADMIN, LIVE_NODE))).toEqual([role("dev")]);
    expect(entriesNotLive(retire(), withLive())).toEqual([role("admin"), role("dev"), role("node")]);
  });

  test.each([
    ["another group", { ...LIVE_DEV, groups: ["viewers"] }],
    ["a group more", { ...LIVE_DEV, groups: ["developers", "viewers"] }],
    ["another username", { ...LIVE_DEV, userName: "developer:{{SessionName}}" }],
    ["another type", { ...LIVE_DEV, type: "EC2_LINUX" as const }],
  ])("R39 refuses: a live entry with %s", (_title, entry) => {
    expect(entriesNotLive(retire(), withLive(LIVE_ADMIN, entry, LIVE_NODE))).toEqual([role("dev")]);
  });

  test("R39 refuses: a cluster admin's live entry that lacks the bridge group of the file", () => {
    const unbridged = { ...LIVE_ADMIN, groups: [] };
    expect(entriesNotLive(retire(), withLive(unbridged, LIVE_DEV, LIVE_NODE))).toEqual([role("admin")]);
  });

  test("the default username is that of the entry as declared, whatever the row's case", () => {
    const entry = { principalArn: user("team/Bob"), kubernetesGroups: ["developers"] };
    const row = { userarn: user("team/bob"), username: "bob", groups: ["developers"] };
    const base = retire({ accessEntries: { bob: entry } });
    const cluster = liveCluster({ configMap: awsAuthOf([], [row]) });
    const live = liveEntry(user("team/Bob"), { groups: ["developers"], userName: user("team/Bob") });
    expect(entriesNotLive(base, { ...cluster, entries: [live] })).toEqual([]);
    expect(entriesNotLive(base, { ...cluster, entries: [{ ...live, userName: "bob" }] })).toEqual([user("team/bob")]);
  });

  test("of node types EKS decides on groups and username", () => {
    const odd = { ...LIVE_NODE, groups: ["system:nodes"], userName: "" };
    expect(entriesNotLive(retire(), withLive(LIVE_ADMIN, LIVE_DEV, odd))).toEqual([]);
  });

  test("does not ask for those who leave, nor once the mode is API", () => {
    const { dev: __, ...others } = definition().accessEntries;
    const leaving = retire({ accessEntries: others, leaving: [role("dev")] });
    expect(entriesNotLive(leaving, withLive(LIVE_ADMIN, LIVE_NODE))).toEqual([]);
    expect(entriesNotLive(retire(), liveCluster({ mode: "API", entries: [] }))).toEqual([]);
    expect(entriesNotLive(retire(), liveCluster({ configMap: EMPTY_AWS_AUTH, entries: [] }))).toEqual([]);
  });

  describe("for expected principals", () => {
    const expecting = (rest: Partial<AccessDefinition> = {}): AccessDefinition =>
      definition({ stage: "retire", expected: [CREATOR, role("node")] }, { accessEntries: PEOPLE, ...rest });

    test("R37 accepts: EKS's entry, of the type that the row translates to", () => {
      expect(entriesNotLive(expecting(), liveCluster())).toEqual([]);
    });

    test("R37 accepts: an expected principal without a row, which is not asked for", () => {
      expect(entriesNotLive(expecting(), withLive(LIVE_ADMIN, LIVE_DEV, LIVE_NODE))).toEqual([]);
    });

    test.each([
      ["none", []],
      ["one of another type", [{ ...LIVE_NODE, type: "EC2_WINDOWS" as const }]],
      ["a STANDARD one", [liveEntry(role("node"))]],
    ])("R37 refuses: %s in place of EKS's entry", (_title, entries) => {
      expect(entriesNotLive(expecting(), withLive(LIVE_ADMIN, LIVE_DEV, ...entries))).toEqual([role("node")]);
    });

    test.each([
      ["no username", {}, true],
      [
        "the default username",
        { username: `arn:aws:sts::${ACCOUNT}:assumed-role/cluster-creator/{{SessionName}}` },
        true,
      ],
      ["a username of its own", { username: "root-of-all" }, false],
    ])("the creator with %s in its row is served by EKS's entry: %j, %j", (_title, rest, isServed) => {
      const row = { rolearn: CREATOR, groups: ["system:masters"], ...rest };
      const awsAuth = { awsAuthRoles: [row], awsAuthUsers: [], awsAuthAccounts: [] };
      const live = liveCluster({ configMap: awsAuthOf([row]), entries: [liveEntry(CREATOR)] });
      expect(entriesNotLive(expecting({ awsAuth }), live)).toEqual(isServed ? [] : [CREATOR]);
    });

    test("R37 refuses: a live entry without the row's groups", () => {
      const row = { rolearn: CREATOR, groups: ["system:masters", "on-call"] };
      const awsAuth = { awsAuthRoles: [row], awsAuthUsers: [], awsAuthAccounts: [] };
      const live = (groups: string[]) =>
        liveCluster({ configMap: awsAuthOf([row]), entries: [liveEntry(CREATOR, { groups })] });
      expect(entriesNotLive(expecting({ awsAuth }), live([]))).toEqual([CREATOR]);
      expect(entriesNotLive(expecting({ awsAuth }), live(["on-call"]))).toEqual([]);
    });

    test("R37 refuses: a live row of which the file has none, or one that cannot be translated", () => {
      const awsAuth = { awsAuthRoles: [ADMIN_ROW, DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [] };
      expect(entriesNotLive(expecting({ awsAuth }), liveCluster())).toEqual([role("node")]);
      const odd = { ...NODE_ROW, groups: [...(NODE_ROW.groups ?? []), "on-call"] };
      const untranslatable = { awsAuthRoles: [ADMIN_ROW, DEV_ROW, odd], awsAuthUsers: [], awsAuthAccounts: [] };
      expect(entriesNotLive(expecting({ awsAuth: untranslatable }), liveCluster())).toEqual([role("node")]);
    });

    test("R37 refuses: Fargate's entry while nobody says that it is expected", () => {
      const row = {
        rolearn: role("pods"),
        username: "system:node:{{SessionName}}",
        groups: ["system:nodes", "system:node-proxier"],
      };
      const awsAuth = { awsAuthRoles: [row], awsAuthUsers: [], awsAuthAccounts: [] };
      const live = liveCluster({
        configMap: awsAuthOf([row]),
        entries: [liveEntry(role("pods"), { type: "FARGATE_LINUX" })],
      });
      expect(entriesNotLive(retire({ awsAuth }), live)).toEqual([role("pods")]);
      const { migration, ...rest } = retire({ awsAuth });
      const { expected: __, ...none } = migration ?? { stage: "retire" };
      expect(entriesNotLive({ ...rest, migration: none }, live)).toEqual([role("pods")]);
      expect(entriesNotLive(definition({ expected: [role("pods")] }, { awsAuth }), live)).toEqual([]);
    });
  });
});
