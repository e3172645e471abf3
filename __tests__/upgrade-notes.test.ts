import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE, CODES, isCode } from "../lib/finding/catalogue";
import type { Context } from "../lib/finding/code-row";
import { FIRST_CODES } from "./support/upgrade/first-codes";
import { NEW_ALONE } from "./support/upgrade/new-alone";

const NOTES = readFileSync(join(__dirname, "../docs/upgrade-notes.md"), "utf8");
const CHANGELOG = readFileSync(join(__dirname, "../CHANGELOG.md"), "utf8");

/** Who refuses a file, or the plan of one. */
const REFUSING: readonly Context[] = ["file", "gate", "overlay", "guard"];

/** The text under one bold heading of the notes. */
function section(title: string): string {
  const [, after = ""] = NOTES.split(`\n**${title}**\n`);
  return after.split(/^(?:\*\*.*\*\*|## .*)$/m)[0] ?? "";
}

/** Whether a code refuses a file, or its plan, in one of the contexts. */
function refuses(code: keyof typeof CATALOGUE): boolean {
  return REFUSING.some((context) =>
    /error|blocker|danger/.test(JSON.stringify(CATALOGUE[code].severity[context] ?? "")),
  );
}

describe("docs/upgrade-notes.md", () => {
  const refused = section("Files that were taken and are refused now");
  const named = [...refused.matchAll(/\[`([\w-]+)`\]\(rules\.md#\1\)/g)].map(([, code = ""]) => code);

  test("names each code that refuses what the first version took, and no other", () => {
    const since = CODES.filter((code) => !FIRST_CODES.includes(code) && refuses(code));
    expect(since.length).toBeGreaterThan(named.length);
    expect([...named, ...Object.keys(NEW_ALONE)].sort()).toEqual([...since].sort());
  });

  test("says in each row what was taken, and what to write instead", () => {
    const rows = refused.split("\n").filter((line) => line.startsWith("| [`"));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => !/^\| \[`[\w-]+`\]\(\S+\) +\| \S.{15,} +\| \S.{10,} +\|$/.test(row))).toEqual([]);
  });

  test.each([
    ["docs/upgrade-notes.md", [...section("What a script reads").matchAll(/^\| [^|]+\| `([\w-]+)` +\| `([\w-]+)`/gm)]],
    ["CHANGELOG.md", [...CHANGELOG.matchAll(/\(was(?: |\n {2})`([\w-]+)`()/g)]],
  ])("%s calls a code renamed only where the first version had it under the old name", (_, pairs) => {
    expect(pairs.length).toBeGreaterThan(2);
    expect(pairs.filter(([, before = ""]) => !FIRST_CODES.includes(before)).map(([text]) => text)).toEqual([]);
    expect(pairs.filter(([, , now = ""]) => now !== "" && !isCode(now)).map(([text]) => text)).toEqual([]);
  });
});
