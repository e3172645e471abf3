import { jsonText } from "../../../stacks/output/json-text";

describe("jsonText", () => {
  test("sorts keys, goes two spaces deeper with each level, and ends empty lists and maps on a line of their own", () => {
    const value = { b: [1, "a\n", { d: true, c: null }], a: {}, empty: [], none: undefined };
    expect(jsonText(value).split("\n")).toEqual([
      "{",
      '  "a": {',
      "  },",
      '  "b": [',
      "    1,",
      '    "a\\n",',
      "    {",
      '      "c": null,',
      '      "d": true',
      "    }",
      "  ],",
      '  "empty": [',
      "  ]",
      "}",
    ]);
  });

  test("reads back as what it is of", () => {
    const value = { z: [[], [{ y: "\u2028" }], "x"], "a b": { "": 0.5 } };
    expect(JSON.parse(jsonText(value))).toEqual(value);
  });
});
