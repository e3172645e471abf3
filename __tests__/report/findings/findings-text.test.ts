import { painter, type Paint } from "../../../lib/report/text/colour";
import type { FileFinding } from "../../../lib/inventory/file-findings";
import { findingsText } from "../../../lib/report/findings/findings-text";

const plain: Paint = (text) => text;
const painted = painter({ isTTY: true }, {});

/** A finding in a file; change what a test is about. */
function finding(change: Partial<FileFinding> = {}): FileFinding {
  return {
    severity: "error",
    code: "value-unknown",
    file: "clusters/demo.yaml",
    line: 4,
    column: 10,
    path: "migration.stage",
    message: "expected one of config-map, dual, got `nirvana`",
    help: "did you mean `dual`?",
    ...change,
  };
}

describe("findingsText", () => {
  test("says nothing where nothing was found", () => {
    expect(findingsText([], plain)).toBe("");
  });

  test("gives each finding a line with its place and code, and one with what to do", () => {
    const { help, ...silent } = finding({ severity: "warning", line: 7, column: 1 });
    expect(findingsText([finding(), silent], plain)).toBe(
      [
        "error clusters/demo.yaml:4:10 migration.stage: expected one of config-map, dual, got `nirvana` [value-unknown]",
        "    did you mean `dual`?",
        "warning clusters/demo.yaml:7:1 migration.stage: expected one of config-map, dual, got `nirvana` [value-unknown]",
        "",
      ].join("\n"),
    );
  });

  test("names a file alone where the finding is about the whole of it", () => {
    const { line, column, help, ...whole } = finding({ path: "", code: "file-not-utf8", message: "not UTF-8" });
    expect(findingsText([whole], plain)).toBe("error clusters/demo.yaml: not UTF-8 [file-not-utf8]\n");
  });

  test("shows 20 of one code and weight in one file, and counts the others", () => {
    const { help, ...silent } = finding();
    const many = (count: number, change: Partial<FileFinding> = {}): FileFinding[] =>
      Array.from({ length: count }, (_, i) => ({ ...silent, line: i + 1, ...change }));
    expect(findingsText(many(20), plain).split("\n")).toHaveLength(21);
    expect(findingsText(many(60_000), plain).split("\n").slice(19)).toEqual([
      expect.stringMatching(/^error clusters\/demo\.yaml:20:10 /),
      "error clusters/demo.yaml: 59980 more of this code [value-unknown]",
      "    `eks-access check --format json` shows all of them",
      "",
    ]);
    const apart = [
      ...many(15),
      ...many(15, { code: "type-wrong" }),
      ...many(15, { file: "clusters/other.yaml" }),
      ...many(15, { severity: "warning" }),
    ];
    expect(findingsText(apart, plain).split("\n")).toHaveLength(61);
  });

  test("counts what a file accepts, in one line after what is open", () => {
    const accepted = { code: "value-unknown", reason: "looked at", until: "2027-01-31" };
    const findings = [
      finding({ accepted }),
      finding({ code: "type-wrong", accepted }),
      finding(),
      finding({ accepted }),
    ];
    expect(findingsText(findings, plain).split("\n").slice(-2)).toEqual([
      "accepted: 3 findings, type-wrong, value-unknown (2); `eks-access check --verbose` shows them",
      "",
    ]);
    expect(findingsText([finding({ accepted })], plain)).toBe(
      "accepted: 1 finding, value-unknown; `eks-access check --verbose` shows them\n",
    );
  });

  test("verbose, shows an accepted finding with its reason and last day instead of its weight and help", () => {
    const accepted = { code: "value-unknown", reason: "looked at", until: "2027-01-31" };
    const text = findingsText([finding({ severity: "blocker", accepted })], plain, { verbose: true });
    const [first, second] = text.split("\n");
    expect(first).toMatch(/^accepted clusters\/demo\.yaml:4:10 migration\.stage: /);
    expect(second).toBe("    until 2027-01-31: looked at");
  });

  test("paints the weight and dims the code", () => {
    const accepted = { code: "value-unknown", reason: "looked at", until: "2027-01-31" };
    const text = findingsText([finding(), finding({ severity: "note" }), finding({ accepted })], painted, {
      verbose: true,
    });
    expect(text).toContain("\u001b[31merror\u001b[0m clusters/");
    expect(text).toContain("\u001b[2mnote\u001b[0m clusters/");
    expect(text).toContain("\u001b[32maccepted\u001b[0m clusters/");
    expect(text).toContain(" \u001b[2m[value-unknown]\u001b[0m\n");
  });

  test.each(["file", "path", "message", "help"] as const)("lets no %s steer the terminal or add a line", (part) => {
    const text = findingsText([finding({ [part]: "a\u001b[2Jb\nerror c\u202e" })], plain);
    expect(text.split("\n")).toHaveLength(3);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toMatch(/a\\u\S+\[2Jb\\\S+error c\\u\S+/);
  });

  test("lets no reason do so either", () => {
    const accepted = { code: "value-unknown", reason: "ok\n\u001b[31merror", until: "2027-01-31" };
    expect(findingsText([finding({ accepted })], plain, { verbose: true })).toContain(
      "until 2027-01-31: ok\\u{a}\\u{1b}[31merror\n",
    );
  });
});
