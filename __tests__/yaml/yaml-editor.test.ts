import fc from "fast-check";
import type { YamlEdit } from "../../lib/yaml/edit/yaml-edit";
import { editYaml } from "../../lib/yaml/edit/yaml-editor";
import { runs } from "../support/laws/law-runs";

const STAGE: YamlEdit = { kind: "set", path: ["migration", "stage"], value: "entries" };
const WAVE: YamlEdit = { kind: "set", path: ["migration", "wave"], value: 1, after: "waves" };
const NO_WAVE: YamlEdit = { kind: "remove", path: ["migration", "wave"] };
const NO_ADOPT: YamlEdit = { kind: "remove", path: ["adopt"] };

/** The text after edits, or why they are refused. */
function edited(text: string, ...edits: readonly YamlEdit[]): string | readonly string[] {
  const made = editYaml(text, edits);
  return "text" in made ? made.text : made.refused.map(({ why }) => why);
}

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
    expect(edited(before, STAGE)).toBe(after);
  });

  test.each([
    ["in a block scalar", "migration:\n  stage: |-\n    dual\n", /^a block of text stands there$/],
    ["that is empty", "migration:\n  stage:\n", /^no single value stands there$/],
    ["that is a map", "migration:\n  stage: { a: b }\n", /^no single value stands there$/],
    ["that is not there, without a place to put it", "migration:\n  waves: []\n", /^the key is not there$/],
    ["in a map that is not there", "a: 1\n", /^no map stands there$/],
    ["in what is no map", "migration: [stage, dual]\n", /^no map stands there$/],
    ["in what is no YAML", "migration: { stage: dual\n", /^not valid YAML: /],
  ])("but not one %s", (_, text, why) => {
    expect(edited(text, STAGE)).toEqual([expect.stringMatching(why)]);
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
    expect(edited(before, WAVE)).toBe(after);
  });

  test.each([
    ["after a key that is not there", "migration:\n  stage: a\n", "the key is not there"],
    ["after a key that does not begin its line", "migration:\n  ? waves\n  : [[x]]\n", "its key does not begin a line"],
  ])("but not %s", (_, text, why) => {
    expect(edited(text, WAVE)).toEqual([why]);
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
    expect(edited(before, NO_WAVE)).toBe(after);
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
    expect(edited(before, NO_ADOPT)).toBe(after);
  });

  test("but not out of a flow map with comments between its keys", () => {
    const text = "migration: {\n  stage: a, # now\n  wave: 1 }\n";
    expect(edited(text, NO_WAVE)).toEqual(["comments stand between its keys"]);
  });
});

const ADD: YamlEdit = { kind: "add", path: ["m", "list"], block: ["- b: 1", "  c: 2"], flow: ["{ b: 1, c: 2 }"] };
const BLOCK_ONLY: YamlEdit = { kind: "add", path: ["m", "list"], block: ["- b"] };
const FILL: YamlEdit = { kind: "fill", path: ["m", "region"], value: "eu-west-1" };

describe("editYaml adds elements", () => {
  test.each([
    [
      "behind the last",
      "m:\n  list:\n  - a # one\n  # end\nz: 1\n",
      "m:\n  list:\n  - a # one\n  - b: 1\n    c: 2\n  # end\nz: 1\n",
    ],
    [
      "behind a block of text",
      "m:\n  list:\n    - |\n      x\n\nz: 1\n",
      "m:\n  list:\n    - |\n      x\n    - b: 1\n      c: 2\n\nz: 1\n",
    ],
    ["in brackets", "m: { list: [a] } # m\n", "m: { list: [a, { b: 1, c: 2 }] } # m\n"],
    [
      "in the place of empty brackets",
      "m:\n  list: [] # none\nz: 1\n",
      "m:\n  list: # none\n    - b: 1\n      c: 2\nz: 1\n",
    ],
    ["in the place of nothing", "m:\n  list:   # none\nz: 1\n", "m:\n  list:   # none\n    - b: 1\n      c: 2\nz: 1\n"],
    ["below a key that is made", "m:\n    a: 1\nz: 1\n", "m:\n    a: 1\n    list:\n      - b: 1\n        c: 2\nz: 1\n"],
    ["below parents that are made", "z: 1 # z", "z: 1 # z\nm:\n  list:\n    - b: 1\n      c: 2"],
    [
      "with Windows line ends",
      "m:\r\n  list:\r\n  - a\r\nz: 1\r\n",
      "m:\r\n  list:\r\n  - a\r\n  - b: 1\r\n    c: 2\r\nz: 1\r\n",
    ],
  ])("%s", (_, before, after) => {
    expect(edited(before, ADD)).toBe(after);
  });

  test.each([
    ["to a single value", "m:\n  list: a\n", "an alias or a single value stands there"],
    [
      "to an alias, which stands elsewhere too",
      "x: &x [a]\nm:\n  list: *x\n",
      "an alias or a single value stands there",
    ],
    ["in brackets, lines of a block", "m:\n  list: [a]\n", "it is written in braces, expected one element a line"],
    ["to nothing within braces", "m: { list: [] }\n", "it stands in braces, expected one element a line"],
  ])("but not %s", (_, text, why) => {
    expect(edited(text, BLOCK_ONLY)).toEqual([why]);
  });
});

describe("editYaml fills in a value", () => {
  test.each([
    ["behind a key", "m:\n  region:   # which?\n", "m:\n  region: eu-west-1   # which?\n"],
    ["with its key", "m:\n  a: 1\n", "m:\n  a: 1\n  region: eu-west-1\n"],
  ])("%s", (_, before, after) => {
    expect(edited(before, FILL)).toBe(after);
  });

  test("but not over another", () => {
    expect(edited("m: { region: us-east-1 }\n", FILL)).toEqual(["a value stands there"]);
  });
});

describe("editYaml makes one edit after the other", () => {
  const other: YamlEdit = { kind: "add", path: ["m", "other"], block: ["- d"] };

  test("into parents that the first one made", () => {
    expect(edited("z: 1\n", BLOCK_ONLY, other, FILL)).toBe(
      "z: 1\nm:\n  list:\n    - b\n  other:\n    - d\n  region: eu-west-1\n",
    );
  });

  test("into a section that was empty, and keeps its comment once", () => {
    expect(edited("m: # later\nz: 1\n", BLOCK_ONLY, other)).toBe(
      "m: # later\n  list:\n    - b\n  other:\n    - d\nz: 1\n",
    );
  });

  test("and names all that are refused", () => {
    const made = editYaml("m: { list: [a], region: x }\n", [BLOCK_ONLY, FILL, STAGE]);
    expect("refused" in made && made.refused.map(({ edit }) => edit)).toEqual([BLOCK_ONLY, FILL, STAGE]);
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
        expect(edited(text, WAVE)).toContain(`${end}${pad}wave: 1${end}`);
        expect(edited(text, WAVE, NO_WAVE)).toBe(text);
      }),
      { numRuns: runs(200) },
    );
  });
});
