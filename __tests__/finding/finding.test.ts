import { type Finding, sortFindings } from "../../lib/finding/finding";

const finding = (severity: Finding["severity"], path: string): Finding => ({
  code: "row-dead",
  severity,
  path,
  message: "m",
});

describe("sortFindings", () => {
  test("puts the worst first, then goes by path with numbers by value", () => {
    const sorted = sortFindings([
      finding("note", "a[1]"),
      finding("warning", "a[10]"),
      finding("warning", "a[9]"),
      finding("error", "z"),
    ]);
    expect(sorted.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      "error z",
      "warning a[9]",
      "warning a[10]",
      "note a[1]",
    ]);
  });
});
