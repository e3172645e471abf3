import fc from "fast-check";
import { fit, type Part } from "../../../lib/report/review/formats/fitted";
import { runs } from "../../support/laws/law-runs";

function part(rank: number, items: readonly string[], noun: Part["noun"] = ["thing", "things"]): Part {
  return { head: "[", items, tail: "]", rank, noun };
}

describe("fit", () => {
  test("leaves alone what fits", () => {
    expect(fit([part(1, ["a", "b"])], 4)).toEqual({ text: "[ab]", cut: [] });
  });

  test("cuts the highest rank first, the last items first, and says how much", () => {
    const parts = [part(0, ["x"]), part(1, ["a", "b"]), part(2, ["c", "d"], ["other", "others"])];
    expect(fit(parts, 10)).toEqual({ text: "[x][ab][c]", cut: ["1 other"] });
    expect(fit(parts, 9)).toEqual({ text: "[x][ab]", cut: ["2 others"] });
    expect(fit(parts, 6)).toEqual({ text: "[x][a]", cut: ["1 thing", "2 others"] });
    expect(fit(parts, 0)).toEqual({ text: "[x]", cut: ["2 things", "2 others"] });
  });

  test("leaves a part without items out, head and all", () => {
    expect(fit([part(1, [])], 100)).toEqual({ text: "", cut: [] });
  });

  test("fits whenever something but rank 0 can go, and the items are a beginning of those given", () => {
    const parts = fc.array(
      fc.record({
        rank: fc.integer({ min: 1, max: 4 }),
        items: fc.array(fc.string({ maxLength: 5 }), { maxLength: 5 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(parts, fc.nat(60), (given, limit) => {
        const { text, cut } = fit(
          given.map(({ rank, items }) => part(rank, items)),
          limit,
        );
        expect(text.length).toBeLessThanOrEqual(limit);
        const whole = fit(
          given.map(({ rank, items }) => part(rank, items)),
          Number.MAX_SAFE_INTEGER,
        );
        expect(cut.length === 0).toBe(whole.text === text);
      }),
      { numRuns: runs(200) },
    );
  });
});
