import fc from "fast-check";
import { painter } from "../../../lib/report/text/colour";
import { type Cell, textTable, wrap } from "../../../lib/report/text/text-table";
import { runs } from "../../support/laws/law-runs";

const plain = (text: string): string => text;
const cell = (...lines: string[]): Cell => lines.map((text) => ({ text }));

describe("wrap", () => {
  test.each([
    ["short", 10, ["short"]],
    ["", 10, [""]],
    ["two words", 6, ["two", " words"]],
    ["role/cdk-cluster-admin-role", 12, ["role/cdk-", " cluster-", " admin-role"]],
    ["abcdefghijkl", 5, ["abcd", " efgh", " ijkl"]],
  ])("%j in %d columns", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test("loses no letter, and no line is too long", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 4, max: 30 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("textTable", () => {
  const look = { width: 100, paint: plain };

  test("pads to the widest cell, and puts lines of a cell below each other", () => {
    const table = {
      head: [cell("who"), cell("first")],
      rows: [
        [cell("a", "b"), cell("one")],
        [cell("c"), cell("two", "three")],
      ],
    };
    expect(textTable(table, look).split("\n")).toEqual([
      "who  first",
      "───  ─────",
      "a    one",
      "b",
      "",
      "c    two",
      "     three",
      "",
    ]);
  });

  test("goes on below, with the first column again, where the columns do not fit", () => {
    const row = [cell("name"), ...["a", "b", "c", "d", "e", "f"].map((letter) => cell(letter.repeat(20)))];
    const text = textTable({ head: row, rows: [] }, { width: 60, paint: plain });
    expect(text.match(/^name/gm)).toHaveLength(3);
    for (const letter of ["a", "b", "c", "d", "e", "f"]) {
      expect(text.match(new RegExp(letter, "g"))?.filter((each) => each === letter).length).toBeGreaterThanOrEqual(20);
    }
  });

  test("is never wider than the terminal", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "-", "/", " ", "_"), maxLength: 60 });
    const cells = fc.array(
      texts.map((text) => cell(text)),
      { minLength: 2, maxLength: 9 },
    );
    fc.assert(
      fc.property(cells, fc.integer({ min: 60, max: 140 }), (row, width) => {
        for (const line of textTable({ head: row, rows: [row, row] }, { width, paint: plain }).split("\n")) {
          expect(line.length).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  test("paints cells after they are padded, so that colour moves nothing", () => {
    const paint = painter({ isTTY: true }, {});
    const table = { head: [cell("who"), cell("what")], rows: [[cell("a"), [{ text: "no", colour: "red" }] as const]] };
    const escape = String.fromCodePoint(27);
    const unpainted = textTable(table, { width: 80, paint }).replaceAll(new RegExp(`${escape}\\[\\d+m`, "g"), "");
    expect(unpainted).toBe(textTable(table, { width: 80, paint: plain }));
    expect(textTable(table, { width: 80, paint })).toContain(`${escape}[31mno${escape}[0m`);
  });
});
