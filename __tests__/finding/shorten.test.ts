import { didYouMean } from "../../lib/finding/did-you-mean";
import { shorten, shortenAdvice, shortenPath, shortenSentence } from "../../lib/finding/shorten";

const LONG = "x".repeat(1_000_000);

describe("shorten", () => {
  test("leaves what is short alone, and cuts the rest after whole characters", () => {
    expect(shorten("admin")).toBe("admin");
    expect(shorten("𝔞".repeat(60))).toBe("𝔞".repeat(60));
    expect(shorten("𝔞".repeat(61))).toBe(`${"𝔞".repeat(59)}…`);
  });
});

describe("what has no width in a value", () => {
  test.each([
    ["a byte order mark", "\ufeffops", "\\u{feff}ops"],
    ["a byte order mark beside a blank", "ops \ufeff", "ops \\u{feff}"],
    ["a space of no width", "o\u200bps", "o\\u{200b}ps"],
    ["other blanks stay one blank", "o\u00a0\t\u2003ps", "o ps"],
  ])("is written out: %s", (_, text, shown) => {
    expect(shorten(text)).toBe(shown);
  });
});

describe("shortenSentence", () => {
  test("shortens each value, and keeps what is said of it", () => {
    expect(shortenSentence(`unknown key, expected one of a, b, got \`${LONG}\``)).toBe(
      `unknown key, expected one of a, b, got \`${"x".repeat(199)}…\``,
    );
    expect(shortenSentence(`expected \`${LONG}\`, got \`b\``)).toBe(`expected \`${"x".repeat(199)}…\`, got \`b\``);
  });

  test("bounds a sentence whatever stands in it: a value with backticks, a thousand names", () => {
    for (const value of [`${LONG}\`${LONG}`, Array.from({ length: 1000 }, (_, i) => `name-${i}`).join(", ")]) {
      expect(shortenSentence(`got \`${value}\``).length).toBeLessThanOrEqual(2000);
    }
  });

  test("keeps a sentence about the longest ARN of AWS where it is advice", () => {
    const arn = `arn:aws:iam::111122223333:role/${"p".repeat(511)}/${"n".repeat(64)}`;
    expect(shortenAdvice(`list \`${arn}\` in leaving`)).toBe(`list \`${arn}\` in leaving`);
    expect(shortenAdvice(`list \`${LONG}\` in leaving`)).toHaveLength(818);
  });
});

describe("shortenPath", () => {
  test("keeps the path of an honest key, and bounds the others", () => {
    expect(shortenPath('module.eks["blue"].aws_eks_access_entry.this["admin"]')).toMatch(/\["admin"\]$/);
    expect(shortenPath(`access_entries.${LONG}.type`)).toHaveLength(500);
  });
});

describe("didYouMean", () => {
  test("finds what is near, and does not compare a megabyte letter by letter", () => {
    const known = ["cluster_name", "cluster_version"];
    expect(didYouMean("cluster_nmae", known)).toBe("cluster_name");
    expect(didYouMean("clstr_version", known)).toBe("cluster_version");
    const start = performance.now();
    expect(didYouMean(LONG, known)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
