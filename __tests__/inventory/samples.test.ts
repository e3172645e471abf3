import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readInventory } from "../support/definitions/read-fleet";
import { STAGES } from "../../lib/migration/stage";

const inventory = readInventory(join(__dirname, "../../clusters"));
if ("unreadable" in inventory) throw new Error(inventory.reason);
const { clusters, findings } = inventory;

describe("the samples in clusters/", () => {
  test("have no findings", () => {
    expect(findings).toEqual([]);
  });

  test("show all six stages, a new cluster, a cluster that something else manages, and one by the module", () => {
    const stages = new Set(clusters.map(({ staged }) => staged.definition.migration?.stage));
    expect(STAGES.filter((stage) => !stages.has(stage))).toEqual([]);
    expect(stages).toContain(undefined);
    const renderings = new Set(clusters.map(({ staged }) => staged.definition.render));
    expect([...renderings].sort()).toEqual(["access", "module", "resources"]);
  });

  test.each(clusters.map(({ file, staged }) => [staged.definition.clusterName, file]))(
    "%s is for editors and learners",
    (_, file) => {
      const [schema, ...lines] = readFileSync(file, "utf8").split("\n");
      expect(schema).toBe("# yaml-language-server: $schema=./cluster.schema.json");
      expect(lines.filter((line) => line.startsWith("#")).length).toBeGreaterThanOrEqual(2);
      expect(lines.length).toBeLessThan(120);
    },
  );

  test.each(clusters.map(({ staged: { definition } }) => [definition.clusterName, definition] as const))(
    "%s stands in the account of the documentation",
    (_, { terraform }) => {
      expect(terraform.accountId).toBe("111122223333");
    },
  );
});
