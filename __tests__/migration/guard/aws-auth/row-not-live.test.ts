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

    test("R38 accepts: one that EKS makes, one that leaves, one that is accepted", () => {
      expect(back({}, { expected: [role("dev")] })).toEqual([]);
      expect(back({ leaving: [role("dev")] })).toEqual([]);
      expect(back({ accept: [{ ...accepting("row-not-live"), principal: role("dev") }] })).toEqual([]);
    });

    test("R38 accepts: a new row without an entry beside live ones, and the rows of a ConfigMap that is made", () => {
      expect(rowsNotLive(definition({}, { accessEntries: others }), live([ADMIN_ROW]))).toEqual([]);
      const absent = liveCluster({ configMap: "absent" });
      expect(rowsNotLive(definition({}, { accessEntries: others }), absent)).toEqual([]);
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

  test("lets through what is accepted, whoever it is about or for one principal", () => {
    const dual = (rest: Partial<AccessDefinition>) =>
      rowsNotLive(definition({ stage: "dual" }, rest), live([ADMIN_ROW, NODE_ROW]));
    expect(dual({ accept: [accepting("row-not-live")] })).toEqual([]);
    expect(dual({ accept: [{ ...accepting("row-not-live"), principal: role("dev") }] })).toEqual([]);
    expect(dual({ accept: [{ ...accepting("row-not-live"), principal: role("admin") }] })).toEqual([role("dev")]);
  });

  test("leaves an entry whose ARN is none to the gate", () => {
    const accessEntries = { broken: { ...BREAK_GLASS, principalArn: "nobody" } };
    expect(rowsNotLive(definition({ stage: "dual" }, { accessEntries }), liveCluster())).toEqual([]);
  });
});
