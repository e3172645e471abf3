import fc from "fast-check";
import { cutToBytes } from "../../../lib/report/review/cut-to-bytes";

describe("cutToBytes", () => {
  test("leaves a text that fits as it is", () => {
    expect(cutToBytes("who may", 7, "…")).toBe("who may");
  });

  test("cuts at the end of a line, and says so", () => {
    expect(cutToBytes("first\nsecond\nthird", 16, "\ncut")).toBe("first\ncut");
    expect(cutToBytes("one long line", 9, " cut")).toBe("one l cut");
  });

  test("says nothing where the sentence does not fit either", () => {
    expect(cutToBytes("who may", 3, " cut")).toBe("");
  });

  test("never gives more bytes than it may, nor half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, most) => {
        const cut = cutToBytes(text, most, "~");
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
        expect(cut).not.toContain("\u{fffd}");
      }),
    );
  });
});
