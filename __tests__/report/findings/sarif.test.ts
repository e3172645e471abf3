import type { FileFinding } from "../../../lib/inventory/file-findings";
import { readFleet } from "../../support/definitions/read-fleet";
import { sarifText } from "../../../lib/report/findings/sarif";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { SAMPLES } from "../../support/definitions/sample-definitions";

const FINDING: FileFinding = {
  code: "row-dead",
  severity: "warning",
  file: "./clusters/my cluster#1.yaml",
  line: 4,
  column: 3,
  path: "aws_auth.aws_auth_roles[0]",
  message: "no caller ever matches",
};

interface Sarif {
  version: string;
  runs: [{ tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }];
}

function sarif(...findings: readonly FileFinding[]): Sarif {
  const log: Sarif = JSON.parse(sarifText({ clusters: [], findings, isRefused: false }, "gate"));
  return log;
}

describe("sarifText", () => {
  test("gives a result its rule, level, message and place", () => {
    const { version, runs } = sarif({ ...FINDING, help: "delete it" });
    expect(version).toBe("2.1.0");
    const [{ tool, results }] = runs;
    expect(tool.driver.rules).toEqual([
      expect.objectContaining({ id: "row-dead", defaultConfiguration: { level: "warning" } }),
    ]);
    expect(results).toEqual([
      {
        ruleId: "row-dead",
        ruleIndex: 0,
        level: "warning",
        message: { text: "aws_auth.aws_auth_roles[0]: no caller ever matches\ndelete it" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "clusters/my%20cluster%231.yaml" },
              region: { startLine: 4, startColumn: 3 },
            },
          },
        ],
        partialFingerprints: { "eksAccess/v1": expect.stringMatching(/^[0-9a-f]{32}:1$/) },
      },
    ]);
  });

  test("a rule leads to its section where the package has a homepage, and nowhere else", () => {
    const fleet = { clusters: [], findings: [FINDING], isRefused: false };
    const withHome: Sarif = JSON.parse(sarifText(fleet, "gate", { home: "https://example.com/acme/eks-access" }));
    expect(withHome.runs[0].tool.driver.rules).toEqual([
      expect.objectContaining({ helpUri: "https://example.com/acme/eks-access/blob/main/docs/rules.md#row-dead" }),
    ]);
    expect(sarif(FINDING).runs[0].tool.driver.rules[0]).not.toHaveProperty("helpUri");
  });

  test("the help of a rule is the command that explains it, and its address where there is one", () => {
    const fleet = { clusters: [], findings: [FINDING], isRefused: false };
    const withHome: Sarif = JSON.parse(sarifText(fleet, "gate", { home: "https://example.com/acme/eks-access" }));
    const commands = "eks-access rule row-dead, eks-access rule R12";
    expect(sarif(FINDING).runs[0].tool.driver.rules[0]).toMatchObject({ help: { text: commands } });
    expect(withHome.runs[0].tool.driver.rules[0]).toMatchObject({
      help: { text: `${commands}, or https://example.com/acme/eks-access/blob/main/docs/rules.md#row-dead` },
    });
  });

  test("a finding about a file as a whole stands in its first line, for GitHub shows no other", () => {
    const { line, column, ...whole } = FINDING;
    expect(sarif({ ...whole, file: "/abs/demo.yaml" }).runs[0].results[0]?.locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: "file:///abs/demo.yaml" }, region: { startLine: 1 } } },
    ]);
  });

  test("what is accepted is suppressed, with its reason", () => {
    const accepted = { code: "row-dead", reason: "looked at", until: "2027-01-31" };
    expect(sarif({ ...FINDING, accepted }).runs[0].results[0]?.suppressions).toEqual([
      { kind: "inSource", justification: "looked at" },
    ]);
  });

  test("a finding keeps its fingerprint when lines move; two equal ones have two", () => {
    const moved = sarif(FINDING, { ...FINDING, line: 9 }).runs[0].results.map(({ partialFingerprints }) =>
      String(fieldsOf(partialFingerprints)["eksAccess/v1"]),
    );
    expect(moved.map((each) => each.split(":")[1])).toEqual(["1", "2"]);
    expect(moved[0]?.split(":")[0]).toBe(moved[1]?.split(":")[0]);
    expect(sarif({ ...FINDING, line: 12 }).runs[0].results[0]?.partialFingerprints).toEqual({
      "eksAccess/v1": moved[0],
    });
  });

  test("rules are those that are found, each once, and results point at them", () => {
    const fleet = readFleet(SAMPLES, "2026-11-22");
    if ("unreadable" in fleet) throw new Error(fleet.reason);
    const [{ tool, results }] = sarif(...fleet.findings).runs;
    const ids = tool.driver.rules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(fleet.findings.map(({ code }) => code))].sort());
    expect(results.map(({ ruleId }) => ruleId)).toEqual(results.map(({ ruleIndex }) => ids[Number(ruleIndex)]));
    expect(results).toHaveLength(fleet.findings.length);
  });
});
