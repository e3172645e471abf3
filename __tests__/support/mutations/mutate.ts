import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transpileModule } from "typescript";
import { type Mutation, MUTATIONS } from "./mutations";

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
const BEGIN = "<!-- mutations: begin -->";
const END = "<!-- mutations: end -->";

/** A copy of the project, so that nobody works on switched-off rules. */
function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), "eks-access-mutation-"));
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Whether the tests notice; the copy is as before afterwards. */
function isKilled(copy: string, { file, from, to, tests, rule }: Mutation): boolean {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  if (source.split(from).length !== 2) throw new Error(`${rule}: \`${from}\` stands not once in ${file}`);
  const mutated = source.replace(from, () => to);
  const { diagnostics = [] } = transpileModule(mutated, { reportDiagnostics: true });
  if (diagnostics.length > 0) throw new Error(`${rule}: \`${to}\` is no code in ${file}`);
  writeFileSync(path, mutated);
  const failed = runTests(copy, tests) !== 0;
  writeFileSync(path, source);
  return failed;
}

function runTests(copy: string, tests: string): number | null {
  const jest = join(ROOT, "node_modules/jest/bin/jest.js");
  const flags = ["--ci", "--bail", "--silent", "--selectProjects", "unit", "--testPathPatterns", tests];
  const env = { ...process.env, LAWS: "full" };
  return spawnSync(process.execPath, [jest, ...flags], { cwd: copy, env, stdio: "ignore" }).status;
}

function record(lines: readonly string[]): void {
  const page = join(ROOT, "docs/testing.md");
  const text = readFileSync(page, "utf8");
  const [head] = text.split(BEGIN);
  const [, tail] = text.split(END);
  if (head === undefined || tail === undefined) throw new Error(`docs/testing.md lacks ${BEGIN} and ${END}`);
  writeFileSync(`${page}.new`, [`${head}${BEGIN}`, "", ...lines, "", `${END}${tail}`].join("\n"));
  renameSync(`${page}.new`, page);
}

const copy = copyProject();
try {
  for (const tests of new Set(MUTATIONS.map((mutation) => mutation.tests))) {
    if (runTests(copy, tests) !== 0) throw new Error(`${tests}: fails before any rule is switched off`);
  }
  const rows = MUTATIONS.map((mutation) => {
    const killed = isKilled(copy, mutation);
    console.log(`${killed ? "killed  " : "SURVIVED"} ${mutation.rule.padEnd(4)} ${mutation.file}: ${mutation.from}`);
    return { ...mutation, killed };
  });
  const survivors = rows.filter(({ killed }) => !killed).length;
  const table = rows.map(
    ({ rule, file, from, killed }) =>
      `| ${rule} | \`${file}\` | \`${from.replaceAll("|", "\\|")}\` | ${killed ? "yes" : "NO"} |`,
  );
  const summary = `${rows.length} mutations, ${rows.length - survivors} killed, ${survivors} survived`;
  record([summary, "", "| rule | file | switched off | noticed |", "| --- | --- | --- | --- |", ...table]);
  console.log(summary);
  process.exitCode = survivors === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
