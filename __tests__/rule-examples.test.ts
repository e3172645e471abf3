import { CODES } from "../lib/finding/catalogue";
import { findingsOf, saidOf } from "./support/pages/rule-examples/rule-example";
import { someOf } from "./support/laws/law-runs";
import { RULE_EXAMPLES } from "./support/pages/rule-examples/rule-examples";

jest.setTimeout(60_000);

/** What nothing in a file mends: Terraform plans again. */
const UNMENDED = ["changed-since-plan"];

/** Codes of a cluster file's shape: their help comes from one table, or stands at the check. */
const TYPED = [
  "arn-malformed",
  "cluster-version-malformed",
  "date-malformed",
  "name-invalid",
  "one-of",
  "type-wrong",
  "value-out-of-range",
  "yaml-nesting",
];

describe("examples of docs/rules.md", () => {
  test("there is one of every code, and of nothing else", () => {
    expect(Object.keys(RULE_EXAMPLES).sort()).toEqual([...CODES].sort());
  });

  test.each(someOf(Object.entries(RULE_EXAMPLES)))(
    "%s is said of its example, and not of the mended one",
    async (code, example) => {
      const { before, after } = await saidOf(example);
      expect(findingsOf(code, before)).not.toEqual([]);
      expect(after === undefined).toBe(UNMENDED.includes(code));
      expect(findingsOf(code, after ?? "")).toEqual([]);
      expect(after ?? "").not.toMatch(/^error plan\.json: |cannot be read: ENOENT/m);
    },
  );

  test.each(TYPED)("%s says what to type", async (code) => {
    const example = RULE_EXAMPLES[code];
    if (example === undefined) throw new Error(`no example of ${code}`);
    const { before } = await saidOf(example);
    expect(findingsOf(code, before).map((said) => said.split("\n").length)).toEqual([2]);
  });
});
