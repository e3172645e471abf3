import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { printLocated } from "../../../lib/inventory/finding/located-finding";

const HEAD = "cluster_name: demo\n";

describe("parseClusterFile says what is wrong with the YAML", () => {
  test.each([
    ["", "file-empty", "demo.yaml:1:1: is empty, expected a cluster", /^write at least `cluster_name/],
    [
      `${HEAD}---\n${HEAD}`,
      "yaml-documents",
      "demo.yaml:2:1: several documents, expected one, got `2`",
      /^write one file per cluster/,
    ],
    [
      `${HEAD}tags:\n\ta: 1\n`,
      "yaml-tab",
      "demo.yaml:3:1: a tab as indentation, expected spaces, got `\\t`",
      /^indent by two spaces$/,
    ],
    [
      `${HEAD}tags: {`,
      "yaml-syntax",
      expect.stringMatching(/^demo\.yaml:2:\d+: not valid YAML: /),
      /more may be wrong there$/,
    ],
    [`${HEAD}tags: !env X\n`, "yaml-tag", "demo.yaml:2:7: unknown tag, expected none, got `!env`", /^delete the tag$/],
    [
      `%YAML 1.1\n---\n${HEAD}`,
      "yaml-version",
      "demo.yaml:1:1: another version of YAML, expected 1.2, got `1.1`",
      /^delete the line %YAML/,
    ],
    [
      `${HEAD}tags: &x { a: *x }\n`,
      "yaml-aliases",
      "demo.yaml:2:15: a value that holds itself, expected one with an end, got `*x`",
      /^delete `\*x`, or write in its place what was meant$/,
    ],
    [
      `${HEAD}${HEAD}`,
      "yaml-duplicate-key",
      "demo.yaml:2:1: second key of one name, the first is in line 1, got `cluster_name`",
      /^merge the two/,
    ],
    [
      `${HEAD}~: 1\n`,
      "yaml-key",
      "demo.yaml:2:1: a key that is not text, expected text, got `null`",
      /^write a name before/,
    ],
    [
      `${HEAD}tags: { __proto__: a }\n`,
      "yaml-key",
      "demo.yaml:2:9: a key that cannot be kept, expected another name, got `__proto__`",
      /^rename the key: /,
    ],
    [
      `${HEAD}a: b: c\n`,
      "yaml-syntax",
      expect.stringMatching(/^demo\.yaml:2:4: not valid YAML: /),
      /^quote a text that holds `: `/,
    ],
    [
      `${HEAD}a: "\\q"\n`,
      "yaml-syntax",
      expect.stringMatching(/^demo\.yaml:2:\d+: not valid YAML: /),
      /^write a backslash twice/,
    ],
    [
      `${HEAD}a: @b\n`,
      "yaml-syntax",
      expect.stringMatching(/^demo\.yaml:2:4: not valid YAML: /),
      /^quote the text, or/,
    ],
    [
      `${HEAD}a: "b\n`,
      "yaml-syntax",
      expect.stringMatching(/^demo\.yaml:\d:\d+: not valid YAML: /),
      /^close the quote or bracket/,
    ],
    [
      `${HEAD}tags: ${"[".repeat(60)}`,
      "yaml-nesting",
      "demo.yaml:1:1: nested too deep, expected at most 50 levels",
      /^write the value in fewer levels/,
    ],
  ])("%j", (text, ...[code, message, help]) => {
    const found = parseClusterFile("demo.yaml", text).findings.filter((finding) => finding.code === code);
    expect(found.map((one) => [one.code, printLocated(one)])).toEqual([[code, message]]);
    expect(found[0]?.help).toMatch(help);
  });

  test("and nothing of a file whose YAML is fine", () => {
    const codes = parseClusterFile("demo.yaml", `${HEAD}tags: &x { a: "1" }\ncluster_tags: *x\n`).findings.map(
      ({ code }) => code,
    );
    expect(codes.filter((code) => code.startsWith("yaml-") || code === "file-empty")).toEqual([]);
  });
});
