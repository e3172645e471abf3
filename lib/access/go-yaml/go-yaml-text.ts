import type { GoProblem } from "./go-yaml-node";

/** Lists and maps in each other that we follow. */
export const MAX_DEPTH = 200;

/** What to say of more than that. */
export const TOO_DEEP = "nested too deeply to be read";

/** Characters that go-yaml's reader refuses, wherever they stand. */
// eslint-disable-next-line no-control-regex
const REFUSED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

/** Line breaks that are none to package yaml, byte order marks inside the text, halves of characters. */
const FOREIGN = /[\r\u0085\u2028\u2029\uFEFF]|\p{Surrogate}/u;

/** go-yaml reads 512 bytes ahead: within them it meets a refused character even in what it would not parse. */
const READ_AHEAD = 500;

/**
 * Faults in the characters of a text, before any syntax.
 * @see gopkg.in/yaml.v2@v2.4.0/readerc.go
 */
export function textProblem(text: string): GoProblem | undefined {
  const refused = text.search(REFUSED);
  if (refused !== -1) {
    const kind = Buffer.byteLength(text.slice(0, refused)) < READ_AHEAD ? "invalid" : "unsure";
    return { kind, reason: "a control character", line: lineAt(text, refused) };
  }
  const foreign = text.search(FOREIGN);
  if (foreign !== -1)
    return { kind: "unsure", reason: "a character that is a line break to some", line: lineAt(text, foreign) };
  if (isDeep(text)) return { kind: "unsure", reason: TOO_DEEP, line: 1 };
  return directiveProblem(text);
}

/** Nesting deeper than anything real would cost package yaml minutes or its stack. */
function isDeep(text: string): boolean {
  if (/(?:[-?:]\s+){200}/.test(text)) return true;
  let depth = 0;
  return (text.match(/[[\]{}]/g) ?? []).some((bracket) => {
    depth = "[{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    return depth > MAX_DEPTH;
  });
}

/** Of directives, go-yaml knows version 1.1; tags may be given other names. */
function directiveProblem(text: string): GoProblem | undefined {
  const version = /^%YAML 1\.([0-9])\n---(?=\n)/.exec(text);
  if (version && version[1] !== "1") {
    return {
      kind: "invalid",
      reason: `a YAML version that go-yaml refuses, expected 1.1, got \`1.${version[1] ?? ""}\``,
      line: 1,
    };
  }
  const at = text.slice(version?.[0].length ?? 0).search(/^%/m);
  return at === -1 ? undefined : { kind: "unsure", reason: "a line that begins with %", line: lineAt(text, at) };
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
