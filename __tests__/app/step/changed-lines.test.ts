import fc from "fast-check";
import { changedLines } from "../../../lib/app/step/changed-lines";

/** The new text, made from the old one by its changes. */
function replay(before: string, changes: ReturnType<typeof changedLines>): string {
  const lines = before.split("\n");
  for (const { line, removed, added } of [...changes].reverse()) lines.splice(line - 1, removed.length, ...added);
  return lines.join("\n");
}

describe("changedLines", () => {
  test.each([
    ["nothing", "a\nb\n", "a\nb\n", []],
    ["one line", "a\nb\nc\n", "a\nx\nc\n", [{ line: 2, removed: ["b"], added: ["x"] }]],
    ["a line more", "a\nc\n", "a\nb\nc\n", [{ line: 2, removed: [], added: ["b"] }]],
    ["a line less", "a\nb\nc", "a\nc", [{ line: 2, removed: ["b"], added: [] }]],
    [
      "two places",
      "a\nb\nc\nd\ne",
      "a\nx\nc\nd",
      [
        { line: 2, removed: ["b"], added: ["x"] },
        { line: 5, removed: ["e"], added: [] },
      ],
    ],
    ["Windows line ends", "a\r\nb\r\n", "a\r\nc\r\n", [{ line: 2, removed: ["b"], added: ["c"] }]],
  ])("%s", (...[, before, after, expected]) => {
    expect(changedLines(before, after)).toEqual(expected);
  });

  test("what changed, done to the old text, gives the new one", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => expect(replay(before, changedLines(before, after))).toBe(after)),
    );
  });
});
