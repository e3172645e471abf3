import fc from "fast-check";
import { printable } from "../../../lib/report/text/printable";
import { anyText } from "../../support/laws/any-text";

describe("printable", () => {
  test.each([
    ["colours", "\u001b[31mred\u001b[0m", "\\u{1b}[31mred\\u{1b}[0m"],
    ["a cleared screen", "a\u001b[2J\u001b[Hb", "a\\u{1b}[2J\\u{1b}[Hb"],
    ["a window's title", "\u001b]0;title\u0007", "\\u{1b}]0;title\\u{7}"],
    ["a link", "\u001b]8;;https://example.com\u001b\\x", "\\u{1b}]8;;https://example.com\\u{1b}\\x"],
    ["an escape of eight bits", "\u009b31m", "\\u{9b}31m"],
    ["a new line", "a\nerror b", "a\\u{a}error b"],
    ["a line that overwrites", "error\rnone ", "error\\u{d}none "],
    ["a step back", "ab\b", "ab\\u{8}"],
    ["a tab", "a\tb", "a\\u{9}b"],
    ["a null", "a\0b", "a\\u{0}b"],
    ["a line separator", "a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
    ["an override of direction", "role/\u202enimda", "role/\\u{202e}nimda"],
    ["an isolate of direction", "\u2066a\u2069", "\\u{2066}a\\u{2069}"],
    ["marks of direction", "\u200e\u200f\u061c", "\\u{200e}\\u{200f}\\u{61c}"],
    ["what has no width", "ad\u200bm\u2060in\ufeff\u00ad", "ad\\u{200b}m\\u{2060}in\\u{feff}\\u{ad}"],
    ["tags that nobody sees", "a\u{e0041}", "a\\u{e0041}"],
    ["half a character", "a\ud800", "a\\u{d800}"],
  ])("shows %s as text", (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test.each(["admin:{{SessionName}}", "arn:aws:iam::111122223333:role/a+b=c,d.e@f_g-h", "`점검` – größer, 🔑"])(
    "leaves %s alone",
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );

  test("leaves nothing that a terminal obeys, and is done after once", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });
});
