import { compareText, sortedTexts } from "../../lib/finding/text-order";

describe("compareText", () => {
  test.each([
    ["a", "b", -1],
    ["b", "a", 1],
    ["a", "a", 0],
    ["Z", "a", -1],
    ["a", "ab", -1],
    ["a10", "a9", -1],
    ["z", "\u00e4", -1],
  ])("of %j and %j is %d: by code units, whatever the language of the machine", (a, b, order) => {
    expect(compareText(a, b)).toBe(order);
  });
});

describe("sortedTexts", () => {
  test("sorts a copy, each text once", () => {
    const texts = ["b", "a", "b", "B"];
    expect(sortedTexts(texts)).toEqual(["B", "a", "b"]);
    expect(texts).toEqual(["b", "a", "b", "B"]);
  });
});
