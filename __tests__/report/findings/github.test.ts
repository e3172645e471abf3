import type { FileFinding } from "../../../lib/inventory/file-findings";
import { SEVERITIES } from "../../../lib/finding/severity";
import { githubText } from "../../../lib/report/findings/github";

const FINDING: FileFinding = {
  code: "key-unknown",
  severity: "error",
  file: "clusters/demo.yaml",
  line: 4,
  column: 3,
  path: "migration.stge",
  message: "unknown key",
};

function lines(...findings: readonly FileFinding[]): string[] {
  return githubText({ clusters: [], findings, isRefused: false }).split("\n").slice(0, -2);
}

describe("githubText", () => {
  test("writes a workflow command per finding, and a verdict", () => {
    expect(
      githubText({ clusters: [], findings: [{ ...FINDING, help: "did you mean `stage`?" }], isRefused: true }),
    ).toBe(
      "::error file=clusters/demo.yaml,line=4,col=3,title=key-unknown::migration.stge: unknown key%0Adid you mean `stage`?\n" +
        "refused, findings: 1 error\n",
    );
  });

  test("leaves line and column out where the finding is about a file", () => {
    const { line, column, ...whole } = FINDING;
    expect(lines({ ...whole, path: "" })).toEqual(["::error file=clusters/demo.yaml,title=key-unknown::unknown key"]);
  });

  test.each([
    ["100 % of a:b,c", "::error file=clusters/demo.yaml,line=4,col=3,title=key-unknown::100 %25 of a:b,c"],
    [
      "one\ntwo\r::error::three",
      "::error file=clusters/demo.yaml,line=4,col=3,title=key-unknown::one\\u{a}two\\u{d}::error::three",
    ],
    ["%0A", "::error file=clusters/demo.yaml,line=4,col=3,title=key-unknown::%250A"],
  ])("no message breaks out of its command: %j", (message, expected) => {
    expect(lines({ ...FINDING, path: "", message })).toEqual([expected]);
  });

  test("no file name does either", () => {
    const file = "clusters/a,line=9:b%\n::error::x.yaml";
    expect(lines({ ...FINDING, path: "", file })).toEqual([
      "::error file=clusters/a%2Cline=9%3Ab%25\\u{a}%3A%3Aerror%3A%3Ax.yaml,line=4,col=3,title=key-unknown::unknown key",
    ]);
  });

  test("what refuses is an error, what is accepted a notice", () => {
    const levels = SEVERITIES.map((severity) => lines({ ...FINDING, severity })[0]?.split(" ")[0]);
    expect(levels).toEqual(["::error", "::error", "::error", "::error", "::warning", "::notice"]);
    const accepted = { code: "key-unknown", reason: "looked at", until: "2027-01-31" };
    expect(lines({ ...FINDING, help: "mend it", accepted })).toEqual([
      "::notice file=clusters/demo.yaml,line=4,col=3,title=key-unknown::migration.stge: unknown key%0Aaccepted until 2027-01-31: looked at",
    ]);
  });
});
