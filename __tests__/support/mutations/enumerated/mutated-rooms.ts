import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type FileMutant, named } from "./mutant";
import { mutantsOf, type Operators } from "./mutants-of";

/** A room whose sources are mutated, and the tests that have to notice: the nearest first, the next where they do not. */
export interface MutatedRoom {
  readonly folder: string;
  readonly tests: readonly string[];
}

/** What the product promises most of: guards, the reading of plans, what is said of them, import. */
export const MUTATED_ROOMS: readonly MutatedRoom[] = [
  { folder: "lib/guards", tests: ["__tests__/guards/"] },
  {
    folder: "lib/migration/guard",
    tests: ["__tests__/(migration/guard|guards|live)/", "__tests__/(migration|stacks)/"],
  },
  {
    folder: "lib/plan",
    tests: [
      "__tests__/plan/(cluster|objects|reading)/",
      "__tests__/(plan|rules)/",
      "__tests__/(report/review|app/review)/",
    ],
  },
  { folder: "lib/rules", tests: ["__tests__/rules/", "__tests__/(report/review|app/review)/"] },
  { folder: "lib/import", tests: ["__tests__/(import|app/import)/", "__tests__/(cli/import|cli/first|sources)"] },
];

/** A file of the product with all of its mutants. */
export interface MutatedFile {
  readonly file: string;
  readonly source: string;
  readonly mutants: readonly FileMutant[];
}

/** The files of a folder, or a file, with their mutants. */
export function mutatedFiles(root: string, path: string, operators: Operators = "all"): readonly MutatedFile[] {
  const names = statSync(join(root, path)).isFile()
    ? [path]
    : readdirSync(join(root, path), { recursive: true, encoding: "utf8" }).map((name) => `${path}/${name}`);
  return names
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((file) => {
      const source = readFileSync(join(root, file), "utf8");
      return { file, source, mutants: named(file, source, mutantsOf(source, file, operators)) };
    });
}
