import fc from "fast-check";
import { markdownCode, markdownProse, markdownSentence } from "../../../lib/report/text/markdown-text";
import { printable } from "../../../lib/report/text/printable";
import { ATTACKS } from "../../support/terraform/attacks";
import { anyText } from "../../support/laws/any-text";
import { runs } from "../../support/laws/law-runs";

/** What a reader sees: entities, backslashes and code taken away, and what has no width. */
function read(markdown: string): string {
  return markdown
    .replace(/<\/?code>/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, (_, character: string) => `&#${character.charCodeAt(0)};`)
    .replace(/&#8203;/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe("markdownProse", () => {
  test.each(Object.entries(ATTACKS))("reads as itself: %s", (_, text) => {
    expect(read(markdownProse(text))).toBe(printable(text));
  });

  test("reads as itself, whatever the text", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(read(markdownProse(text))).toBe(printable(text));
      }),
      { numRuns: runs(300) },
    );
  });

  test.each([
    ["nobody's access changes", "nobody's access changes"],
    ["AT&T <b>", "AT&#38;T &#60;b&#62;"],
    ["@octocat", "@&#8203;octocat"],
    ["#12", "\\#&#8203;12"],
    ["[a](https://b)", "\\[a\\]\\(https:&#8203;//b\\)"],
    ["www.b GH-1", "www&#8203;.b GH&#8203;-1"],
    ["- item", "&#8203;- item"],
    ["1. item", "&#8203;1. item"],
    ["1) item", "&#8203;1\\) item"],
    ["::error::", "&#8203;::error::"],
    ["a $x$ b", "a &#36;x&#36; b"],
  ])("writes %j as %j", (text, written) => {
    expect(markdownProse(text)).toBe(written);
  });
});

describe("markdownCode", () => {
  test.each([
    ["aws_eks_access_entry.this", "`aws_eks_access_entry.this`"],
    ['module.eks["a"].x', '`module.eks["a"].x`'],
    ["a`b", "<code>a&#96;b</code>"],
    ["a|b", "<code>a&#124;b</code>"],
    ["", "<code></code>"],
  ])("writes %j as %j", (text, written) => {
    expect(markdownCode(text)).toBe(written);
  });

  test.each(Object.entries(ATTACKS))("ends where it has to: %s", (_, text) => {
    expect(markdownCode(text)).toMatch(/^(`[^`|<>\\]+`|<code>[^<>`|\\]*<\/code>)$/);
  });
});

describe("markdownSentence", () => {
  test.each([
    ["had `dev` as `x`", "had `dev` as `x`"],
    ["`a``@b`", "`a`&#8203;`@b`"],
    ["a`b", "ab"],
    ["`a`: b", "`a`: b"],
    ["``", "<code></code>"],
  ])("writes %j as %j", (text, written) => {
    expect(markdownSentence(text)).toBe(written);
  });
});
