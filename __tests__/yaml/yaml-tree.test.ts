import { parseYamlTree } from "../../lib/yaml/yaml-tree";

const problems = (text: string): string[] =>
  parseYamlTree(text).problems.map(({ fault, at, message }) => `${at.line}:${at.column} ${fault}: ${message}`);
const bomb = (levels: number): string =>
  Array.from(
    { length: levels },
    (_, i) =>
      `k${i}: &a${i} [${Array(10)
        .fill(i === 0 ? "x" : `*a${i - 1}`)
        .join(", ")}]`,
  )
    .join("\n")
    .concat("\n");

describe("parseYamlTree", () => {
  test.each([
    ["a: 1\n"],
    ["\ufeffa: 1\n"],
    ["---\na: 1\n...\n"],
    ["%YAML 1.2\n---\na: 1\n"],
    ["a: &x { b: 1 }\nc: *x\n"],
    ["a: &x 1\nb: &x 2\nc: *x\n"],
    ["&k a: 1\nb: *k\n"],
    ['"a\\tb": "x\\ty"\n'],
    ["a: !!str 1\n"],
    [bomb(3)],
    [`a: ${"[".repeat(40)}${"]".repeat(40)}\n`],
  ])("reads %j without a problem", (text) => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    ["", "1:1 empty: is empty, expected a value"],
    ["# only a comment\n", "1:1 empty: is empty, expected a value"],
    ["---\n~\n", "1:1 empty: is empty, expected a value"],
    ["a: 1\n---\nb: 1\n", "2:1 documents: several documents, expected one, got `2`"],
    ["a:\n\tb: 1\n", "2:1 tab: a tab as indentation, expected spaces, got `\\t`"],
    [
      "a: {\n",
      "2:1 syntax: not valid YAML: flow map in block collection must be sufficiently indented and end with a }",
    ],
    ["a: b: c\n", "1:4 syntax: not valid YAML: nested mappings are not allowed in compact mappings"],
    ["a: *x\n", "1:4 syntax: not valid YAML: alias of an unknown anchor, expected one that stands before it, got `*x`"],
    ["a: !env X\n", "1:4 tag: unknown tag, expected none, got `!env`"],
    ["%YAML 1.1\n---\na: yes\n", "1:1 version: another version of YAML, expected 1.2, got `1.1`"],
    ["a: 1\nb: 2\na: 3\n", "3:1 duplicate-key: second key of one name, the first is in line 1, got `a`"],
    ["x: { a: 1, a: 2 }\n", "1:12 duplicate-key: second key of one name, the first is in line 1, got `a`"],
    ['1: a\n"1": b\n', "2:1 duplicate-key: second key of one name, the first is in line 1, got `1`"],
    ["? [a]\n: 1\n", "1:3 key: a key that is not text, expected text, got another value"],
    ["~: 1\n", "1:1 key: a key that is not text, expected text, got `null`"],
    ["__proto__: { a: 1 }\n", "1:1 key: a key that cannot be kept, expected another name, got `__proto__`"],
    ["a: &x [1, *x]\n", "1:11 aliases: a value that holds itself, expected one with an end, got `*x`"],
    [bomb(6), `4:45 aliases: aliases repeat too much, expected at most 10000 values, got more with \`*a2\``],
    ["[".repeat(3000), "1:1 nesting: nested too deep, expected at most 50 levels"],
    ["- ".repeat(3000), "1:1 nesting: nested too deep, expected at most 50 levels"],
    ["? ".repeat(3000), "1:1 nesting: nested too deep, expected at most 50 levels"],
  ])("says once what is wrong with %j", (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test("a bomb gives no tree to walk", () => {
    expect(parseYamlTree(bomb(30)).root).toBeUndefined();
  });

  test("keys and numbers keep their text", () => {
    const { root } = parseYamlTree("012: 1.30\n");
    expect(root?.kind === "map" && [...root.entries]).toEqual([
      [
        "012",
        {
          at: { line: 1, column: 1 },
          value: { kind: "scalar", value: 1.3, source: "1.30", at: { line: 1, column: 6 }, size: 1 },
        },
      ],
    ]);
  });
});
