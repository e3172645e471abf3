import fc from "fast-check";

/** How many code points are halves of others: no text that is one has them. */
const HALVES = 0x800;
const FIRST_HALF = 0xd800;

/** Any code point of Unicode but halves of others. */
const CODE_POINT = fc.nat(0x10ffff - HALVES).map((n) => String.fromCodePoint(n < FIRST_HALF ? n : n + HALVES));

/**
 * Any text, the names of JavaScript's own (`__proto__`) among them: `fc.string({ unit: "binary" })`, which lists all 1,112,064
 * code points, in each process, before it makes the first text.
 */
export function anyText({ maxLength }: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  const most = maxLength === undefined ? {} : { maxLength };
  return fc.oneof({ weight: 5, arbitrary: fc.string({ unit: CODE_POINT, ...most }) }, fc.string(most));
}
