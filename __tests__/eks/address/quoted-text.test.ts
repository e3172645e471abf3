import { literal } from "../../../lib/eks/address/literal";
import { needsQuotes, quotedText } from "../../../lib/eks/address/quoted-text";
import { textLiteral } from "../../../lib/guards/expression";

/** All planes that have such characters. */
const LAST = 0x1ffff;

describe("needsQuotes", () => {
  test.each(["\r${a}", "a\rb\n%{"])("is true of %j, after whose carriage return nothing is evaluated", (value) => {
    expect(needsQuotes(value)).toBe(true);
  });

  test("knows every character that joins with the one after it", () => {
    const segmenter = new Intl.Segmenter("en");
    const joins = Array.from({ length: LAST + 1 }, (_, point) => String.fromCodePoint(point)).filter(
      (character) => !/\p{Surrogate}/u.test(character) && [...segmenter.segment(`${character}$`)].length === 1,
    );
    expect(joins.length).toBeGreaterThan(10);
    expect(joins.filter((character) => !needsQuotes(character))).toEqual([]);
  });

  test.each(["plain", "e\u0301", "\u{1f468}\u200d\u{1f469}", "\u1100", "\u{1f1e6}", "${a}\r", "\r\n"])(
    "is false of %j",
    (text) => {
      expect(needsQuotes(text)).toBe(false);
    },
  );
});

describe("quotedText", () => {
  test.each([
    ["a\u0600", '"a\\u0600"'],
    ["\u{110bd}\u0301", '"\\U000110bd\\u0301"'],
    ["\u0600${a} %{b}", '"\\u0600$${a} %%{b}"'],
    ['"\\\r\n\b\f', '"\\"\\\\\\r\\n\\u0008\\u000c"'],
    ["\x7f\0", '"\\u007f\\u0000"'],
  ])("writes %j as %s", (value, quoted) => {
    expect(quotedText(value)).toBe(quoted);
  });
});

describe("a text with such a character", () => {
  test("is an expression of its own in JSON, and escaped in expressions", () => {
    expect(literal("\u0600${a}")).toBe('${"\\u0600$${a}"}');
    expect(textLiteral("\u0600${a}")).toBe('"\\u0600$${a}"');
  });

  test("others stay readable", () => {
    expect(literal("관리자 ${a}")).toBe("관리자 $${a}");
    expect(textLiteral("관리자 ${a}")).toBe('"관리자 $${a}"');
  });
});
