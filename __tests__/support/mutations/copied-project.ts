import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");
const PARTS = [
  "lib",
  "stacks",
  "main.ts",
  "__tests__",
  "docs",
  "clusters",
  "package.json",
  "jest.config.cjs",
  "tsconfig.json",
  ".swcrc",
  ".eslint",
];
/** Longer than any of these runs; a mutant that never ends is noticed too. */
const LONGEST = 10 * 60_000;

/** A copy of the project, so that nobody works on switched-off rules. */
export function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), "eks-access-mutation-"));
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Whether the tests of the copy fail with another text of a file; the copy is as before afterwards. */
export function isNoticed(
  copy: string,
  file: string,
  { text, tests }: { readonly text: string; readonly tests: string },
) {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  writeFileSync(path, text);
  const failed = runTests(copy, tests) !== 0;
  writeFileSync(path, source);
  return failed;
}

/** The exit code of the unit tests whose paths match. */
export function runTests(copy: string, tests: string): number | null {
  const jest = join(ROOT, "node_modules/jest/bin/jest.js");
  const flags = ["--ci", "--bail", "--silent", "-i", "--selectProjects", "unit", "--testPathPatterns", tests];
  const env = { ...process.env, LAWS: "full" };
  return spawnSync(process.execPath, [jest, ...flags], { cwd: copy, env, stdio: "ignore", timeout: LONGEST }).status;
}

/** Writes a part of docs/testing.md, between its marks. */
export function recordPart(name: string, lines: readonly string[]): void {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const page = join(ROOT, "docs/testing.md");
  const text = readFileSync(page, "utf8");
  const [head] = text.split(begin);
  const [, tail] = text.split(end);
  if (head === undefined || tail === undefined) throw new Error(`docs/testing.md lacks ${begin} and ${end}`);
  writeFileSync(`${page}.new`, [`${head}${begin}`, "", ...lines, "", `${end}${tail}`].join("\n"));
  renameSync(`${page}.new`, page);
}
