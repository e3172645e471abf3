import { painter, type Paint } from "../../lib/report/text/colour";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import type { FileFinding } from "../../lib/inventory/file-findings";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { rowOf, type SynthRow, synthTable } from "../../lib/report/synth-table";
import { cluster, newCluster } from "../support/definitions/sample-definitions";

const plain: Paint = (text) => text;
const HEAD = "cluster  stage  mode  entries  rows  resources  findings";

interface Change extends Partial<SynthRow> {
  readonly staged?: StagedCluster<ClusterDefinition>;
}

function row({ staged = new StagedCluster(newCluster()), ...change }: Change = {}): SynthRow {
  return { ...rowOf({ stack: staged.definition.clusterName, staged, resources: 7 }), findings: [], ...change };
}

function finding(severity: FileFinding["severity"], isAccepted = false): FileFinding {
  const accepted = { code: "gap-remains", reason: "looked at", until: "2027-01-31" };
  const said: FileFinding = {
    severity,
    code: "gap-remains",
    file: "demo.yaml",
    path: "access_entries.admin",
    message: "a gap",
  };
  return isAccepted ? { ...said, accepted } : said;
}

/** The cells of the only line. */
function cells(one: SynthRow): readonly string[] {
  return (synthTable([one], plain).split("\n")[1] ?? "").split(/ {2,}/);
}

describe("synthTable", () => {
  test("has a line per cluster under its head, each column as wide as its widest cell", () => {
    const stages = new StagedCluster(cluster({ stage: "dual" }));
    expect(synthTable([row(), row({ staged: stages, resources: 12 })], plain)).toBe(
      [
        "cluster  stage  mode                entries  rows  resources  findings",
        "demo     -      API                 4        0     7          none",
        "demo     dual   API_AND_CONFIG_MAP  0 of 4   3     12         none",
        "",
      ].join("\n"),
    );
  });

  test("has its head alone without clusters", () => {
    expect(synthTable([], plain)).toBe(`${HEAD}\n`);
  });

  test.each([
    ["config-map", "CONFIG_MAP", "0 of 4", "3"],
    ["dual", "API_AND_CONFIG_MAP", "0 of 4", "3"],
    ["entries", "API_AND_CONFIG_MAP", "4", "3"],
    ["retire", "API_AND_CONFIG_MAP", "4", "0 of 3"],
    ["api", "API", "4", "0 of 3"],
    ["done", "API", "4", "0 of 3"],
  ] as const)(
    "shows at %s the mode, the entries of those declared and the rows of those in the file",
    (stage, ...rest) => {
      expect(cells(row({ staged: new StagedCluster(cluster({ stage })) })).slice(1, 5)).toEqual([stage, ...rest]);
    },
  );

  test("shows how many entries the waves let in", () => {
    expect(cells(row({ staged: new StagedCluster(cluster({ stage: "entries", wave: 1 })) }))[3]).toBe("1 of 4");
  });

  test("puts the mode in brackets where somebody else sets it", () => {
    expect(cells(row({ staged: new StagedCluster(newCluster({ render: "access" })) }))[2]).toBe("(API)");
  });

  test("counts findings by weight, and those that are accepted by themselves", () => {
    const findings = [finding("warning"), finding("note"), finding("note"), finding("blocker", true)];
    expect(cells(row({ findings })).at(-1)).toBe("1 warning, 2 notes, 1 accepted");
    expect(cells(row({ findings: [finding("blocker", true)] })).at(-1)).toBe("1 accepted");
  });

  test("paints its head bold on a terminal, and nothing else", () => {
    const [head, line] = synthTable([row()], painter({ isTTY: true }, {})).split("\n");
    expect(head).toBe(`\u001b[1m${HEAD}\u001b[0m`);
    expect(line).not.toContain("\u001b");
  });

  test("keeps its width beside names of any length", () => {
    const staged = new StagedCluster(newCluster({ clusterName: "a".repeat(100) }));
    const [head = "", line = ""] = synthTable([row({ staged })], plain).split("\n");
    expect(head.indexOf("stage")).toBe(102);
    expect(line.indexOf("- ")).toBe(102);
  });
});
