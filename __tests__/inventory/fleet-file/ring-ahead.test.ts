import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { FileFinding } from "../../../lib/inventory/file-findings";
import { judgeInventory } from "../../../lib/inventory/fleet";
import type { FleetRules } from "../../../lib/fleet/fleet-rules";
import { migrating } from "../../support/pages/rule-examples/bases";

const RULES: FleetRules = {
  file: "clusters/fleet.yaml",
  rings: [
    { name: "canary", clusters: ["canary"] },
    { name: "rest", clusters: ["blue", "green"], after: { stage: "entries" } },
  ],
};

/** What is said of rings where these clusters are at these stages. */
function found(stages: Readonly<Record<string, string>>, rules: FleetRules = RULES): FileFinding[] {
  const clusters = Object.entries(stages).flatMap(([name, stage]) => {
    const text = migrating({ stage }).replace("cluster_name: demo", `cluster_name: ${name}`);
    const { cluster } = parseClusterFile(`clusters/${name}.yaml`, text, { rules });
    return cluster === undefined ? [] : [cluster];
  });
  expect(clusters).toHaveLength(Object.keys(stages).length);
  const { findings } = judgeInventory({ clusters, findings: [] }, "2026-11-22");
  return findings.filter(({ code }) => code === "ring-ahead");
}

function said(...args: Parameters<typeof found>): string[] {
  return found(...args).map(({ file, line, severity, message }) => `${severity} ${file}:${line ?? 0} ${message}`);
}

describe("aheadOfRings", () => {
  test("names a cluster whose stage its ring does not let it take yet, and who holds it", () => {
    expect(said({ canary: "dual", blue: "dual", green: "config-map" })).toEqual([
      "warning clusters/blue.yaml:5 a stage that its ring does not let it take yet: ring `rest` waits for ring `canary`: cluster `canary` is at dual, expected entries",
    ]);
  });

  test("says what to type, whole", () => {
    expect(found({ canary: "dual", blue: "dual" }).map(({ help }) => help)).toEqual([
      expect.stringContaining("`eks-access advance --ring canary`"),
    ]);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["it is where its gate lets it be", { canary: "entries", blue: "entries", green: "dual" }],
    ["it waits at the first stage", { canary: "config-map", blue: "config-map" }],
    ["it is of the first ring", { canary: "retire", blue: "config-map" }],
    ["nobody of the ring before was read", { blue: "retire" }],
  ])("says nothing where %s", (_, stages) => {
    expect(said(stages)).toEqual([]);
  });

  test("says nothing of a fleet without rings", () => {
    expect(said({ canary: "config-map", blue: "dual" }, { file: "clusters/fleet.yaml" })).toEqual([]);
  });
});
