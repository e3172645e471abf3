import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codesOfPage, namedCodes } from "./named-codes";

/** A matcher as jest keeps it: called with what was received, then with what is expected. */
type Matcher = (this: Context, received: unknown, ...expected: readonly unknown[]) => unknown;

interface Context {
  readonly isNot?: boolean;
}

/** More codes than this in one expectation are a page, a schema or a catalogue, and no test of each. */
const MOST = 12;
/** A test file that expects a larger part of all codes runs through the catalogue, and says nothing of each. */
const LARGEST_PART = 1 / 2;
const CODES = codesOfPage(readFileSync(join(__dirname, "../../../docs/rules.md"), "utf8"));
const seen = new Set<string>();

/** Notes the codes that an expectation names and that are in what it received, where it holds. */
function note(received: unknown, expected: readonly unknown[]): void {
  const named = namedCodes(expected, CODES);
  const isNew = named.size <= MOST && [...named].some((code) => !seen.has(code));
  if (!isNew) return;
  // What throws is called by the matcher: that it holds says that the message has the text.
  const there = typeof received === "function" ? named : namedCodes(received, CODES);
  for (const code of named) if (there.has(code)) seen.add(code);
}

/** The same matcher, which notes what it is asked. */
function noting(matcher: Matcher): Matcher {
  const noted: Matcher = function (received, ...expected) {
    const result = matcher.call(this, received, ...expected);
    if (this.isNot !== true && isPassed(result)) note(received, expected);
    return result;
  };
  return Object.defineProperty(noted, Symbol.for("$$jest-internal-matcher"), {
    value: Reflect.get(matcher, Symbol.for("$$jest-internal-matcher")),
  });
}

function isPassed(result: unknown): boolean {
  return typeof result === "object" && result !== null && "pass" in result && result.pass === true;
}

function isMatcher(value: unknown): value is Matcher {
  return typeof value === "function";
}

/** Where jest keeps its matchers: replaced there, they leave no line of their own in the stack of a failure. */
function matchersOfJest(): object {
  const registry: unknown = Reflect.get(globalThis, Symbol.for("$$jest-matchers-object"));
  if (typeof registry !== "object" || registry === null || !("matchers" in registry)) throw new Error("jest has moved");
  const { matchers } = registry;
  if (typeof matchers !== "object" || matchers === null) throw new Error("jest keeps no matchers");
  return matchers;
}

const folder = process.env.EXPECTED_CODES;
if (folder !== undefined) {
  const matchers = matchersOfJest();
  for (const [name, matcher] of Object.entries(matchers)) {
    if (isMatcher(matcher) && !name.includes("Snapshot")) Reflect.set(matchers, name, noting(matcher));
  }
  afterAll(() => {
    const { testPath = "" } = expect.getState();
    const name = createHash("sha256").update(testPath).digest("hex");
    const expected = seen.size > CODES.size * LARGEST_PART ? [] : [...seen];
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ testPath, codes: [...CODES], expected }));
  });
}
