import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MUTATIONS } from "./support/mutations/mutations";

const ROOT = join(__dirname, "..");
const TESTS = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));

/** How often a text stands in a file of the project. */
function times(text: string, file: string): number {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, "utf8").split(text).length - 1 : 0;
}

describe("MUTATIONS", () => {
  test("each switches off what stands once in its file, as the file is today", () => {
    const idle = MUTATIONS.filter(({ file, from }) => times(from, file) !== 1);
    expect(idle.map(({ rule, file, from }) => `${rule} ${file}: ${from}`)).toEqual([]);
  });

  test("each names tests that are there", () => {
    const patterns = [...new Set(MUTATIONS.map(({ tests }) => tests))];
    expect(patterns.filter((pattern) => !TESTS.some((file) => new RegExp(pattern).test(`__tests__/${file}`)))).toEqual(
      [],
    );
  });

  test("a text that is not there is not found", () => {
    expect([times("describe(", "__tests__/nowhere.test.ts"), times("no such text at all", "main.ts")]).toEqual([0, 0]);
  });
});
