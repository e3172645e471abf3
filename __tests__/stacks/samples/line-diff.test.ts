import fc from "fast-check";
import { changedLines, lineDiff } from "./line-diff";

const text = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1 }).map((lines) => lines.join("\n"));

describe("lineDiff", () => {
  test("tells removed lines before added ones", () => {
    expect(changedLines("a\nb\nc", "a\nB\nc\nd")).toEqual(["-b", "+B", "+d"]);
  });

  test("takes for one line what the caller takes for one", () => {
    const diff = lineDiff("a,\nb", "a\nb", (one, other) => one.replace(",", "") === other.replace(",", ""));
    expect(diff.map(({ mark }) => mark)).toEqual([" ", " "]);
  });

  test("leads from either text to the other", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const without = (mark: string): string =>
          lineDiff(before, after)
            .filter((line) => line.mark !== mark)
            .map((line) => line.text)
            .join("\n");
        expect([without("+"), without("-")]).toEqual([before, after]);
      }),
    );
  });
});
