import { awsAuthOf, EMPTY_AWS_AUTH } from "../../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../../lib/migration/definition";
import { rowNotLive } from "../../../../lib/migration/guard/aws-auth/row-not-live";
import type { LiveCluster } from "../../../../lib/migration/guard/live-cluster";
import { StagedCluster } from "../../../../lib/migration/staged-cluster";
import { role } from "../../../support/definitions/arns";
import { accepting, ADMIN_ROW, BREAK_GLASS, definition, NODE_ROW } from "../../../support/definitions/definitions";
import { liveCluster } from "../../../support/live/live-clusters";

const STRANGER = { rolearn: role("stranger"), username: "stranger", groups: ["a"] };
const live = (...args: Parameters<typeof awsAuthOf>) => liveCluster({ configMap: awsAuthOf(...args) });
const rowsNotLive = (base: AccessDefinition, cluster: LiveCluster): readonly string[] =>
  rowNotLive.refuses(new StagedCluster(base), cluster);

describe("row-not-live", () => {
  test("R38 accepts: an entry that is taken away while its row is live", () => {
    expect(rowsNotLive(definition({ wave: 1 }), liveCluster())).toEqual([]);
  });

  test("R38 accepts: planning `dual` again with an entry in the file whose principal has no row", () => {
    expect(rowsNotLive(definition({ stage: "dual" }), liveCluster())).toEqual([]);
  });

  test("R38 refuses: an entry that is taken away after its row has left", () => {
    const emptied = liveCluster({ configMap: EMPTY_AWS_AUTH });
    expect(rowsNotLive(definition({ wave: 1 }), emptied)).toEqual([role("admin"), role("dev"), role("node")]);
    expect(rowsNotLive(definition(), emptied)).toEqual([]);
  });

  describe("back from retire", () => {
    const { dev: _, ...others } = definition().accessEntries;
    const emptied = liveCluster({ configMap: EMPTY_AWS_AUTH });
    const back = (rest: Partial<AccessDefinition> = {}, migration = {}) =>
      rowsNotLive(definition(migration, { accessEntries: others, ...rest }), emptied);

    test("R38 refuses: an entry that leaves the file while its row is only being put back", () => {
      expect(back()).toEqual([role("dev")]);
      expect(rowsNotLive(definition({}, { accessEntries: others }), live([STRANGER]))).toEqual([role("dev")]);
    });

    test("R38 accepts: one that leaves, one that is accepted", () => {
      expect(back({ leaving: [role("dev")] })).toEqual([]);
      expect(back({ accept: [{ ...accepting("row-not-live"), principal: role("dev") }] })).toEqual([]);
    });

    test("R38 accepts: a new row without an entry beside live ones", () => {
      expect(rowsNotLive(definition({}, { accessEntries: others }), live([ADMIN_ROW]))).toEqual([]);
    });

    test("R38 refuses: the same where somebody has deleted the ConfigMap, which the plan makes anew", () => {
      const absent = liveCluster({ configMap: "absent" });
      const { awsAuth = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] } } = definition();
      const made = { ...awsAuth, createAwsAuthConfigmap: true };
      expect(rowsNotLive(definition({}, { accessEntries: others, awsAuth: made }), absent)).toEqual([role("dev")]);
      expect(rowsNotLive(definition({}, { awsAuth: made }), absent)).toEqual([]);
    });

    describe("an entry that moves to migration.expected", () => {
      test.each(["entries", "dual"] as const)("R38 refuses: at %s, while no row of the file is live", (stage) => {
        expect(back({}, { stage, expected: [role("dev")] })).toContain(role("dev"));
        const { node: __, ...people } = definition().accessEntries;
        expect(back({ accessEntries: people }, { stage, expected: [role("node")] })).toContain(role("node"));
      });

      test("R37 accepts: the role of a live managed node group, whose entry is EKS's, and of no other", () => {
        const expected = definition({ expected: [role("dev")] }, { accessEntries: others });
        const beside = (...nodeGroupRoles: readonly string[]) =>
          rowsNotLive(expected, liveCluster({ configMap: EMPTY_AWS_AUTH, nodeGroupRoles }));
        expect(beside(role("team/dev"))).toEqual([]);
        expect(beside(role("node"))).toEqual([role("dev")]);
      });

      test("R37 accepts: the role of a Fargate profile, whose entry EKS makes", () => {
        const groups = ["system:bootstrappers", "system:nodes", "system:node-proxier"];
        const fargate = { rolearn: role("dev"), username: "system:node:{{SessionName}}", groups };
        const awsAuth = { awsAuthRoles: [ADMIN_ROW, fargate], awsAuthUsers: [], awsAuthAccounts: [] };
        expect(back({ awsAuth }, { expected: [role("dev")] })).toEqual([]);
        expect(back({ awsAuth })).toEqual([role("dev")]);
      });

      test("R38 accepts: one beside live rows, one that is accepted, one that leaves, one without a row", () => {
        const expected = [role("dev"), role("cluster-creator")];
        expect(rowsNotLive(definition({ expected }, { accessEntries: others }), live([ADMIN_ROW]))).toEqual([]);
        expect(back({ accept: [{ ...accepting("row-not-live"), principal: role("dev") }] }, { expected })).toEqual([]);
        expect(back({ leaving: [role("dev")] }, { expected })).toEqual([]);
      });
    });
  });

  describe("rows that somebody else writes", () => {
    const { dev: _, ...others } = definition().accessEntries;
    const { awsAuth = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] } } = definition();
    const foreign = (rest: Partial<AccessDefinition> = {}, migration = {}): AccessDefinition =>
      definition(migration, { awsAuth: { ...awsAuth, manageAwsAuthConfigmap: false }, accessEntries: others, ...rest });
    const without = live([ADMIN_ROW, NODE_ROW]);

    test("R38 refuses: an entry that leaves the file, or moves to expected, beside live rows without its own", () => {
      expect(rowsNotLive(foreign(), without)).toEqual([role("dev")]);
      expect(rowsNotLive(foreign({}, { expected: [role("dev")] }), without)).toEqual([role("dev")]);
    });

    test("R38 accepts: one whose row is live, one that leaves, one that is accepted, one whose row left the file", () => {
      expect(rowsNotLive(foreign(), liveCluster())).toEqual([]);
      expect(rowsNotLive(foreign({ leaving: [role("dev")] }), without)).toEqual([]);
      const accept = [{ ...accepting("row-not-live"), principal: role("dev") }];
      expect(rowsNotLive(foreign({ accept }), without)).toEqual([]);
      const fewer = { ...awsAuth, manageAwsAuthConfigmap: false, awsAuthRoles: [ADMIN_ROW, NODE_ROW] };
      expect(rowsNotLive(foreign({ awsAuth: fewer }), without)).toEqual([]);
    });

    test("says that nobody here puts the row back", () => {
      const { wrong, mend } = rowNotLive.says(role("dev"), new StagedCluster(foreign()));
      expect(wrong).toBe(
        "The live aws-auth of cluster demo has no row for role dev, the file has no access entry for the same principal, and nobody here writes the row (`manage_aws_auth_configmap: false`)",
      );
      expect(mend).toMatch(/^keep the entry under access_entries until whoever writes aws-auth has put the row back/);
    });
  });

  test("does not ask a cluster that knows no entries yet, nor one that reads no rows any more", () => {
    const emptied = { configMap: EMPTY_AWS_AUTH };
    const refusedIn = (mode: LiveCluster["mode"]): readonly string[] =>
      rowsNotLive(definition({ wave: 2 }), liveCluster({ ...emptied, mode }));
    expect(rowsNotLive(definition({ stage: "dual" }), liveCluster({ mode: "CONFIG_MAP" }))).toEqual([]);
    expect(refusedIn("API")).toEqual([]);
    expect(refusedIn("API_AND_CONFIG_MAP")).toEqual([role("node")]);
  });

  test("lets through what is accepted for its principal, and nobody where none is named", () => {
    const dual = (rest: Partial<AccessDefinition>) =>
      rowsNotLive(definition({ stage: "dual" }, rest), live([ADMIN_ROW, NODE_ROW]));
    expect(dual({ accept: [accepting("row-not-live")] })).toEqual([role("dev")]);
    expect(dual({ accept: [{ ...accepting("row-not-live"), principal: role("dev") }] })).toEqual([]);
    expect(dual({ accept: [{ ...accepting("row-not-live"), principal: role("admin") }] })).toEqual([role("dev")]);
  });

  test("leaves an entry whose ARN is none to the gate", () => {
    const accessEntries = { broken: { ...BREAK_GLASS, principalArn: "nobody" } };
    expect(rowsNotLive(definition({ stage: "dual" }, { accessEntries }), liveCluster())).toEqual([]);
  });
});
