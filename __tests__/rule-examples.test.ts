import { CODES } from "../lib/finding/catalogue";
import { findingsOf, saidOf } from "./support/pages/rule-examples/rule-example";
import { someOf } from "./support/laws/law-runs";
import { RULE_EXAMPLES } from "./support/pages/rule-examples/rule-examples";

jest.setTimeout(60_000);

/** What nothing in a file mends: Terraform plans again. */
const UNMENDED = ["changed-since-plan"];

/** Codes that have no example yet. */
const OPEN = [
  "fleet-glob-idle",
  "ring-ambiguous",
  "ring-gate-unfit",
  "ring-missing",
  "import-by-name",
  "fleet-admin-unlisted",
  "fleet-principal-missing",
  "module-bumped",
];

describe("examples of docs/rules.md", () => {
  test("there is one of every code but those that are open, and of nothing else", () => {
    expect([...Object.keys(RULE_EXAMPLES), ...OPEN].sort()).toEqual([...CODES].sort());
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
});
