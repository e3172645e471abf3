import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { transpileModule } from "typescript";
import { copyProject, isNoticed, recordPart, runTests } from "./copied-project";
import type { Mutation } from "./mutation-table";
import { MUTATIONS } from "./mutations";

/** Whether the tests notice that a rule is switched off. */
function isKilled(copy: string, { file, from, to, tests, rule }: Mutation): boolean {
  const source = readFileSync(join(copy, file), "utf8");
  if (source.split(from).length !== 2) throw new Error(`${rule}: \`${from}\` stands not once in ${file}`);
  const text = source.replace(from, () => to);
  const { diagnostics = [] } = transpileModule(text, { reportDiagnostics: true });
  if (diagnostics.length > 0) throw new Error(`${rule}: \`${to}\` is no code in ${file}`);
  return isNoticed(copy, file, { text, tests });
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
  recordPart("mutations", [
    summary,
    "",
    "| rule | file | switched off | noticed |",
    "| --- | --- | --- | --- |",
    ...table,
  ]);
  console.log(summary);
  process.exitCode = survivors === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
