import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runCLI } from "jest";
import ts from "typescript";
import { instrumented, IS_TRIED } from "./instrument";
import { readersOf } from "./local-constant";
import type { FileMutant } from "./mutant";
import { asker, Reached, type Session } from "./mutant-session";
import { mutatedFiles } from "./mutated-rooms";
import { type TestFiles, tryMutants } from "./try-mutants";

/**
 * Tries the mutants of files with the tests of a pattern, in this one process, and writes a line of each into a file:
 * `mutant-worker.ts RESULTS TESTS NAMES OPERATORS`, where NAMES is a file that lists mutants, one a line.
 */
const ROOT = join(__dirname, "../../../..");
const [results = "", tests = "", names = "", operators] = process.argv.slice(2);

const wanted = new Set(readFileSync(names, "utf8").split("\n"));
const files = [...new Set([...wanted].flatMap((name) => /^[^:]+/.exec(name)?.[0] ?? []))].flatMap((file) =>
  existsSync(join(ROOT, file)) ? mutatedFiles(ROOT, file, operators === "answers" ? "answers" : "all") : [],
);
const mutants: FileMutant[] = [];
const readers = new Map<number, readonly number[]>();
const texts: Record<string, string> = {};
for (const { file, source, mutants: own } of files) {
  texts[join(ROOT, file)] = instrumented(source, own, mutants.length);
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  own.forEach((mutant, i) => {
    const found = readersOf(tree, mutant, own);
    if (found !== undefined)
      readers.set(
        mutants.length + i,
        found.map((one) => mutants.length + own.indexOf(one)),
      );
  });
  mutants.push(...own);
}
const session: Session = {
  texts,
  tried: -1,
  selected: undefined,
  goesOn: true,
  reached: new Reached(mutants.length),
  tests: [],
};
const write = (line: unknown): void => appendFileSync(results, `${JSON.stringify(line)}\n`);
const nameOf = (id: number): string => mutants[id]?.name ?? "";
let failure: unknown;
Object.assign(globalThis, {
  [IS_TRIED]: asker(session),
  __mutantSession: session,
  __tryMutants: async (testFiles: TestFiles) => {
    const ids = mutants.flatMap(({ name }, id) => (wanted.has(name) ? [id] : []));
    try {
      await tryMutants(session, testFiles, {
        ids,
        fileOf: (id) => join(ROOT, mutants[id]?.file ?? ""),
        readers: (id) => readers.get(id),
        root: ROOT,
        listener: {
          begins: (id) => write({ begins: nameOf(id) }),
          tried: ({ id, ...rest }) => write({ name: nameOf(id), ...rest }),
        },
      });
    } catch (error) {
      failure = error;
    }
  },
});

/** The project of the unit tests, each file run by us. */
function config(): string {
  const { projects }: { projects: readonly [object] } = createRequire(__filename)(join(ROOT, "jest.config.cjs"));
  return JSON.stringify({
    ...projects[0],
    rootDir: ROOT,
    testEnvironment: join(__dirname, "mutant-environment.cjs"),
    runner: join(__dirname, "mutant-runner.cjs"),
    transform: { "^.+\\.ts$": join(__dirname, "mutant-transform.cjs") },
  });
}

runCLI(
  {
    _: [],
    $0: "jest",
    config: config(),
    ci: true,
    runInBand: true,
    silent: true,
    reporters: [],
    testPathPatterns: [tests],
  },
  [ROOT],
).then(
  () => {
    if (failure === undefined) process.exit(0);
    console.error(failure);
    process.exit(1);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
