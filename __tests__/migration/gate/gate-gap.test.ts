import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { AccessDefinition, MigrationDefinition } from "../../../lib/migration/definition";
import { gapFindings, gapKeys } from "../../../lib/migration/gate/gate-gap";
import { STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { policyArn, role } from "../../support/definitions/arns";
import { definition, DEV_ROW } from "../../support/definitions/definitions";

const { bridgeGroup: _, ...UNBRIDGED } = definition().migration ?? { stage: "entries" };
const unbridged = (migration: Partial<MigrationDefinition> = {}, rest: Partial<AccessDefinition> = {}) =>
  definition({}, { ...rest, migration: { ...UNBRIDGED, ...migration } });
const view = { view: { policyArn: policyArn("AmazonEKSViewPolicy"), accessScope: { type: "cluster" } } } as const;
/** Developers who are to move from their group to a policy. */
const viewing = (rest: Partial<AccessEntry>): Partial<AccessDefinition> => ({
  accessEntries: { dev: { principalArn: role("dev"), policyAssociations: view, ...rest } },
  awsAuth: { awsAuthRoles: [{ ...DEV_ROW, groups: ["system:masters"] }], awsAuthUsers: [], awsAuthAccounts: [] },
});

describe("gapKeys", () => {
  test("names admins who have no bridge to go over", () => {
    expect(gapKeys(new StagedCluster(unbridged()))).toEqual(["admin"]);
    expect(gapKeys(new StagedCluster(definition()))).toEqual([]);
  });

  test("does not name who has no row, or no policy to wait for", () => {
    expect(gapKeys(new StagedCluster(unbridged()))).not.toContain("break_glass");
    expect(gapKeys(new StagedCluster(unbridged()))).not.toContain("dev");
  });

  test("names others too, whom the bridge does not serve, unless their groups serve them", () => {
    const admin = definition().accessEntries.admin?.policyAssociations ?? {};
    const both = { policyAssociations: { ...admin } };
    expect(gapKeys(new StagedCluster(unbridged({}, viewing(both))))).toEqual(["dev"]);
    expect(gapKeys(new StagedCluster(definition({}, viewing(both))))).toEqual([]);
    expect(gapKeys(new StagedCluster(unbridged({}, viewing({}))))).toEqual([]);
  });

  test("does not name an entry whose ARN is none", () => {
    expect(gapKeys(new StagedCluster(unbridged({}, viewing({ principalArn: "nobody" }))))).toEqual([]);
  });
});

describe("gapFindings", () => {
  test("gap-remains: notes who may do nothing for a moment, and what helps", () => {
    expect(gapFindings(new StagedCluster(unbridged()))).toEqual([
      {
        code: "gap-remains",
        severity: "note",
        path: "access_entries.admin",
        message:
          "the entry has no rights between its creation and that of its policy: seconds, or until a failed call is repeated",
        help: "write `bridge_group: access-bridge` under `migration`: the entry then carries a group bound to `cluster-admin` from its creation",
      },
    ]);
    expect(gapFindings(new StagedCluster(definition()))).toEqual([]);
  });

  test("says nothing of entries that are there: imported ones, and those of waves before the one that is planned", () => {
    const waves = [["break_glass"], ["admin"], ["dev", "node"]];
    const paths = (migration: Partial<MigrationDefinition>, rest: Partial<AccessDefinition> = {}): string[] =>
      gapFindings(new StagedCluster(unbridged(migration, rest))).map(({ code, path }) => `${code} ${path}`);
    const gap = ["gap-remains access_entries.admin"];
    expect([1, 2, 3].map((wave) => paths({ stage: "entries", waves, wave }))).toEqual([gap, gap, []]);
    expect((["config-map", "dual"] as const).map((stage) => paths({ stage, waves }))).toEqual([gap, gap]);
    expect(paths({ stage: "entries" }, { imported: ["admin"] })).toEqual([]);
    expect(paths({ stage: "dual" }, { imported: ["admin"] })).toEqual([]);
  });

  test("says nothing without a migration, nor once all entries stand", () => {
    const { migration: __, ...settled } = definition();
    expect(gapFindings(new StagedCluster(settled))).toEqual([]);
    const asked = STAGES.filter((stage) => gapFindings(new StagedCluster(unbridged({ stage }))).length > 0);
    expect(asked).toEqual(["config-map", "dual", "entries"]);
  });

  test("R15 refuses: nodes in one wave with entries that wait for a policy", () => {
    expect(gapFindings(new StagedCluster(definition({ waves: [["break_glass"], ["admin", "dev", "node"]] })))).toEqual([
      {
        code: "wave-mixes-nodes",
        severity: "warning",
        path: "migration.waves[1]",
        message: "wave 2 moves nodes (node) together with policies (admin)",
        help: "give nodes a wave of their own under `migration.waves`: a failed policy then keeps no nodes waiting",
      },
    ]);
  });

  test("R15 accepts: nodes alone, or with entries that wait for nothing", () => {
    expect(
      gapFindings(new StagedCluster(definition({ waves: [["break_glass"], ["admin"], ["dev", "node"]] }))),
    ).toEqual([]);
  });

  test("wave-mixes-nodes: points at all waves where none names the nodes", () => {
    const found = gapFindings(new StagedCluster(definition({ waves: [["break_glass"]] })));
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual(["wave-mixes-nodes migration.waves"]);
  });

  test("wave-first-not-alone: break-glass goes first, alone", () => {
    expect(
      gapFindings(new StagedCluster(definition({ waves: [["break_glass", "dev"], ["admin"], ["node"]] }))),
    ).toEqual([
      {
        code: "wave-first-not-alone",
        severity: "warning",
        path: "migration.waves[0]",
        message: "the first wave holds `break_glass`, `dev`, expected break-glass alone",
        help: "write a first wave with the break-glass entry alone: that admin can then correct what goes wrong with the other waves",
      },
    ]);
    expect(
      gapFindings(new StagedCluster(definition({ waves: [["break_glass"], ["admin", "dev"], ["node"]] }))),
    ).toEqual([]);
  });
});
