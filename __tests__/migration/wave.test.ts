import { entriesIn, wavesIn, wavesOf } from "../../lib/migration/wave";
import { definition } from "../support/definitions/definitions";

const { waves: _, ...UNWAVED } = definition().migration ?? { stage: "entries" };
const unwaved = definition({}, { migration: UNWAVED });

describe("wavesOf", () => {
  test("are those that the file names, in its order", () => {
    expect(wavesOf(definition())).toEqual([["break_glass"], ["admin", "dev"], ["node"]]);
  });

  test("end in one of all keys that no wave names", () => {
    expect(wavesOf(definition({ waves: [["break_glass"]] }))).toEqual([["break_glass"], ["admin", "dev", "node"]]);
  });

  test("are one where the file names none, or has no migration", () => {
    const all = [["break_glass", "admin", "dev", "node"]];
    expect(wavesOf(unwaved)).toEqual(all);
    const { migration: __, ...settled } = definition();
    expect(wavesOf(settled)).toEqual(all);
    expect(wavesOf({ ...unwaved, accessEntries: {} })).toEqual([[]]);
  });

  test("hold no key that no entry has, be it a name that every object knows", () => {
    expect(
      wavesOf(
        definition({
          waves: [
            ["break_glass", "nobody", "toString"],
            ["admin", "dev", "node"],
          ],
        }),
      ),
    ).toEqual([["break_glass"], ["admin", "dev", "node"]]);
  });
});

describe("wavesIn", () => {
  test("is what the file says, else all", () => {
    expect(wavesIn(definition({ wave: 2 }))).toBe(2);
    expect(wavesIn(definition())).toBe(3);
    expect(wavesIn(unwaved)).toBe(1);
  });
});

describe("entriesIn", () => {
  test.each([
    [1, ["break_glass"]],
    [2, ["break_glass", "admin", "dev"]],
    [3, ["break_glass", "admin", "dev", "node"]],
  ])("with %j waves in, the entries of those waves, as declared", (wave, keys) => {
    const each = definition({ wave });
    expect(entriesIn(each)).toEqual(Object.fromEntries(keys.map((key) => [key, each.accessEntries[key]])));
    expect(Object.keys(entriesIn(each))).toEqual(keys);
  });
});
