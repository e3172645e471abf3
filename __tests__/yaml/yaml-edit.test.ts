import fc from "fast-check";
import { editYaml, type YamlEdit } from "../../lib/yaml/yaml-edit";
import "../support/seed";

const STAGE: YamlEdit = { path: ["migration", "stage"], set: "entries" };
const WAVE: YamlEdit = { path: ["migration", "wave"], set: 1, after: "waves" };
const NO_WAVE: YamlEdit = { path: ["migration", "wave"], remove: true };
const NO_ADOPT: YamlEdit = { path: ["adopt"], remove: true };

describe("editYaml sets a value", () => {
  test.each([
    ["plain, with a comment", "migration:\n  stage: dual # now\n", "migration:\n  stage: entries # now\n"],
    ["in double quotes", 'migration: { stage: "dual" }\n', 'migration: { stage: "entries" }\n'],
    ["in single quotes", "migration: { 'stage': 'dual' }\n", "migration: { 'stage': 'entries' }\n"],
    ["with an anchor", "migration:\n  stage: &s dual\n", "migration:\n  stage: &s entries\n"],
    ["with a tag", "migration:\n  stage: !!str dual\n", "migration:\n  stage: !!str entries\n"],
    ["that is an alias", "a: &s dual\nmigration:\n  stage: *s\n", "a: &s dual\nmigration:\n  stage: entries\n"],
    [
      "in a map that is an alias",
      "a: &m { stage: dual }\nmigration: *m\n",
      "a: &m { stage: entries }\nmigration: *m\n",
    ],
    ["with Windows line ends", "migration:\r\n  stage: dual\r\nz: 1\r\n", "migration:\r\n  stage: entries\r\nz: 1\r\n"],
    ["behind a byte order mark", "\uFEFFmigration:\n  stage: dual\n", "\uFEFFmigration:\n  stage: entries\n"],
    ["at the end of a file without line break", "migration:\n  stage: dual", "migration:\n  stage: entries"],
    ["after characters of two units", "n: 🙂\nmigration: { stage: dual }\n", "n: 🙂\nmigration: { stage: entries }\n"],
    ["on the line after its key", "migration:\n  stage:\n    dual\n", "migration:\n  stage:\n    entries\n"],
    ["as an explicit key", "migration:\n  ? stage\n  : dual\n", "migration:\n  ? stage\n  : entries\n"],
  ])("%s", (_, before, after) => {
    expect(editYaml(before, STAGE)).toBe(after);
  });

  test.each([
    ["in a block scalar", "migration:\n  stage: |-\n    dual\n"],
    ["that is empty", "migration:\n  stage:\n"],
    ["that is a map", "migration:\n  stage: { a: b }\n"],
    ["that is not there, without a place to put it", "migration:\n  waves: []\n"],
    ["in a map that is not there", "a: 1\n"],
    ["in what is no map", "migration: [stage, dual]\n"],
    ["in what is no YAML", "migration: { stage: dual\n"],
  ])("but not one %s", (_, text) => {
    expect(editYaml(text, STAGE)).toBeUndefined();
  });
});

describe("editYaml writes a missing key", () => {
  test.each([
    [
      "below a line",
      "migration:\n  stage: a\n  waves: [[x]] # two\n\nz: 1\n",
      "migration:\n  stage: a\n  waves: [[x]] # two\n  wave: 1\n\nz: 1\n",
    ],
    [
      "below a list",
      "migration:\n    waves:\n    - [x] # one\n    - [y]\n    # last\nz: 1\n",
      "migration:\n    waves:\n    - [x] # one\n    - [y]\n    wave: 1\n    # last\nz: 1\n",
    ],
    [
      "below a flow list of several lines",
      "migration:\n  waves: [\n    [x],\n  ] # two\n",
      "migration:\n  waves: [\n    [x],\n  ] # two\n  wave: 1\n",
    ],
    ["with Windows line ends", "migration:\r\n  waves: [[x]]\r\n", "migration:\r\n  waves: [[x]]\r\n  wave: 1\r\n"],
    ["at the end of a file without line break", "migration:\n  waves: [[x]]", "migration:\n  waves: [[x]]\n  wave: 1"],
    [
      "in a flow map",
      "migration: { waves: [[x]], stage: a } # m\n",
      "migration: { waves: [[x]], wave: 1, stage: a } # m\n",
    ],
    [
      "after an alias in a flow map",
      "a: &w [[x]]\nmigration: {waves: *w}\n",
      "a: &w [[x]]\nmigration: {waves: *w, wave: 1}\n",
    ],
  ])("%s", (_, before, after) => {
    expect(editYaml(before, WAVE)).toBe(after);
  });

  test.each([
    ["after a key that is not there", "migration:\n  stage: a\n"],
    ["after a key that does not begin its line", "migration:\n  ? waves\n  : [[x]]\n"],
  ])("but not %s", (_, text) => {
    expect(editYaml(text, WAVE)).toBeUndefined();
  });
});

describe("editYaml takes a key out", () => {
  test.each([
    [
      "of a line",
      "migration:\n  waves: [[x]]\n  wave: 1\n  retire: empty\n",
      "migration:\n  waves: [[x]]\n  retire: empty\n",
    ],
    [
      "and keeps the comment behind it",
      "migration:\n  stage: a\n  wave: 1 # three to go\nz: 1\n",
      "migration:\n  stage: a\n  # three to go\nz: 1\n",
    ],
    [
      "with Windows line ends",
      "migration:\r\n  stage: a\r\n  wave: 1 # x\r\nz: 1\r\n",
      "migration:\r\n  stage: a\r\n  # x\r\nz: 1\r\n",
    ],
    ["at the end of a flow map", "migration: { stage: a, wave: 1 }\n", "migration: { stage: a }\n"],
    ["at the start of a flow map", "migration: { wave: 1, stage: a }\n", "migration: { stage: a }\n"],
    ["in the middle of a flow map", "migration: {a: 1, wave: 1, stage: a}\n", "migration: {a: 1, stage: a}\n"],
    ["that is not there", "migration: { stage: a } # m\n", "migration: { stage: a } # m\n"],
    ["whose value holds #", 'migration:\n  a: 1\n  wave: "#1"\n', "migration:\n  a: 1\n"],
  ])("%s", (_, before, after) => {
    expect(editYaml(before, NO_WAVE)).toBe(after);
  });

  test.each([
    [
      "with its lines, and keeps their comments",
      "# from\nadopt: # the module\n  # v20\n  module: m # eks\n\n# next\nz: 1\n",
      "# from\n# the module\n# v20\n# eks\n\n# next\nz: 1\n",
    ],
    ["at the end of a file without line break", "z: 1\nadopt: { module: m }", "z: 1"],
    ["and leaves its comments there", "z: 1\r\nadopt:\r\n  # a\r\n  module: m # b", "z: 1\r\n# a\r\n# b"],
    ["before a comment of the next key", "adopt:\n  module: m\n# next\nz: 1\n", "# next\nz: 1\n"],
  ])("%s", (_, before, after) => {
    expect(editYaml(before, NO_ADOPT)).toBe(after);
  });

  test("but not out of a flow map with comments between its keys", () => {
    expect(editYaml("migration: {\n  stage: a, # now\n  wave: 1 }\n", NO_WAVE)).toBeUndefined();
  });
});

describe("editYaml", () => {
  const eol = fc.constantFrom("\n", "\r\n");
  const comment = fc.constantFrom("", " # why", " #", " # {wave: 1}, 'quoted");
  const file = fc.record({
    eol,
    above: comment,
    stage: comment,
    waves: comment,
    below: comment,
    indent: fc.integer({ min: 1, max: 6 }),
  });

  test("what is written and taken out again is as it was, wherever comments stand", () => {
    fc.assert(
      fc.property(file, ({ eol: end, above, stage, waves, below, indent }) => {
        const pad = " ".repeat(indent);
        const lines = [
          "a: 1" + above,
          "migration:" + above,
          `${pad}stage: dual${stage}`,
          `${pad}waves: [[a], [b]]${waves}`,
        ];
        const text = [...lines, ...(below === "" ? [] : [pad + below.trimStart()]), "z: 1", ""].join(end);
        const written = editYaml(text, WAVE);
        expect(written).toContain(`${end}${pad}wave: 1${end}`);
        expect(editYaml(written ?? "", NO_WAVE)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
