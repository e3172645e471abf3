import fc from "fast-check";
import { doubledKey } from "../../../../lib/plan/reading/contradiction/doubled-key";
import { readPlan } from "../../../../lib/plan/reading/read-plan";
import { doubled, planJson } from "../../../support/plans/plan-mutations";

describe("a key that stands twice in one object", () => {
  const KEYS = ["resource_changes", "change", "actions", "before", "after", "mode", "data", "configuration"];

  test("is unreadable, and named", () => {
    const all = doubled(planJson("bare-config-map-destroyed"), KEYS);
    expect(new Set(all.map(({ key }) => key))).toEqual(new Set(KEYS));
    for (const { key, text } of all) {
      expect(readPlan(Buffer.from(text))).toMatchObject({
        kind: "unreadable",
        problem: `\`${key}\` stands twice in one object, expected each key once, as Terraform writes it`,
      });
    }
  });

  test("is one, however it is written", () => {
    const text = '{"format_version":"1.2","resource_changes":[],"resource_\\u0063hanges":[],"configuration":{}}';
    expect(readPlan(Buffer.from(text))).toMatchObject({
      problem: expect.stringContaining("`resource_changes` stands"),
    });
  });

  test("no key is one that stands in several objects, or in a text", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(doubledKey(text, JSON.parse(text))).toBeUndefined();
      }),
    );
    const text = JSON.stringify({ a: '{"a":1,"a":2}\\', b: [{ a: 1 }, { a: { a: ":" } }], 'c":': '\\"' });
    expect(doubledKey(text, JSON.parse(text))).toBeUndefined();
  });
});
