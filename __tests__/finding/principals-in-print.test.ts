import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CODES } from "../../lib/finding/catalogue";

/** Codes whose sentence has an ARN, and why the name of its principal would not do. */
const QUOTED: Readonly<Record<string, string>> = {
  "principal-not-found": "path and case decide, and the name has neither",
  "row-ambiguous": "the case is what is wrong",
  "row-dead": "the path is what is wrong",
  "row-unknown": "the file does not know the principal: the ARN is to be written into it",
  "verify-row-dead": "the path is what is wrong",
};

/** What a sentence says by itself: a value of the input that was expected or found is quoted after it, and so is a username. */
function sentenceOf(message: string): string {
  return message.replaceAll(/ username `[^`]*`/g, "").split(/, (?:expected|got) /)[0] ?? "";
}

/** Every finding that docs/rules.md shows, of the examples of all codes: what was said of each. */
function shown(): readonly { readonly code: string; readonly message: string; readonly help: readonly string[] }[] {
  const lines = readFileSync(join(__dirname, "../../docs/rules.md"), "utf8").split("\n");
  return lines.flatMap((line, i) => {
    const [, message, code] =
      /^(?:error|blocker|danger|irreversible|warning|note) (.*) \[([\w-]+)\](?: .*)?$/.exec(line) ?? [];
    if (message === undefined || code === undefined) return [];
    const end = lines.findIndex((other, at) => at > i && !other.startsWith("    "));
    return [{ code, message: message.replace(/^\S+ \S+: /, ""), help: lines.slice(i + 1, end) }];
  });
}

const ARN = /\barn:[a-z-]+:(?:iam|sts|eks):/;

describe("principals in what is printed", () => {
  const findings = shown();

  test("are looked for in findings of nearly every code", () => {
    expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThan(CODES.length * 0.8);
  });

  test("have their name in each sentence, and never their ARN, where the ARN itself is not the matter", () => {
    const quoting = findings.filter(({ code, message }) => ARN.test(sentenceOf(message)) && QUOTED[code] === undefined);
    expect(quoting.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  });

  test("have their ARN in an advice within a command, or as a text to write", () => {
    const bare = findings.flatMap(({ code, help }) =>
      help
        .map((line) => line.replaceAll(/`[^`]*`/g, "").replaceAll(/aws [a-z-]+ [a-z-]+(?: --[a-z-]+ \S+)+/g, ""))
        .filter((line) => ARN.test(line))
        .map((line) => `${code}: ${line}`),
    );
    expect(bare).toEqual([]);
  });
});
