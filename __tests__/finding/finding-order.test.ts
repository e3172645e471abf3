import fc from "fast-check";
import type { Finding } from "../../lib/finding/finding";
import { sortFindings } from "../../lib/finding/finding-order";
import { SEVERITIES } from "../../lib/finding/severity";

interface Shown extends Finding {
  readonly file?: string;
  readonly column?: number;
  readonly accepted?: object;
}

const shown = (rest: Partial<Shown> = {}): Shown => ({
  code: "row-dead",
  severity: "warning",
  path: "a",
  message: "m",
  ...rest,
});

describe("sortFindings", () => {
  test.each<[string, Partial<Shown>[]]>([
    [
      "files first",
      [
        { file: "a", severity: "note" },
        { file: "b", severity: "error" },
      ],
    ],
    ["open before accepted", [{ severity: "note" }, { severity: "danger", accepted: {} }]],
    ["the worst first", SEVERITIES.map((severity, i) => ({ severity, line: 9 - i }))],
    ["lines by value", [{ line: 9 }, { line: 10, column: 1 }]],
    [
      "columns by value",
      [
        { line: 1, column: 9 },
        { line: 1, column: 10, path: "0" },
      ],
    ],
    ["paths with numbers by value", [{ path: "a[9]" }, { path: "a[10]", code: "row-ambiguous" }]],
    ["then codes", [{ code: "row-ambiguous", message: "z" }, { code: "row-dead" }]],
    ["then messages", [{ message: "a" }, { message: "b" }]],
  ])("puts %s", (_title, parts) => {
    const sorted = parts.map(shown);
    expect(sortFindings([...sorted].reverse())).toEqual(sorted);
  });

  test("does not look at the order in which findings come", () => {
    const any = fc.record({
      file: fc.constantFrom("a", "b"),
      severity: fc.constantFrom(...SEVERITIES),
      code: fc.constantFrom<Finding["code"][]>("row-dead", "row-ambiguous"),
      path: fc.constantFrom("a[1]", "a[01]", "a[10]", "b"),
      line: fc.integer({ min: 1, max: 3 }),
      message: fc.constantFrom("m", "n"),
    });
    fc.assert(
      fc.property(fc.array(any), fc.infiniteStream(fc.nat()), (findings, keys) => {
        const shuffled = findings.map((each) => ({ each, key: keys.next().value })).sort((a, b) => a.key - b.key);
        expect(sortFindings(shuffled.map(({ each }) => each))).toEqual(sortFindings(findings));
      }),
    );
  });

  test("keeps the order in which the same findings come", () => {
    const same = [{ help: "first" }, { help: "second" }].map(shown);
    expect(sortFindings(same)).toEqual(same);
    expect(sortFindings([...same].reverse())).toEqual([...same].reverse());
  });
});
