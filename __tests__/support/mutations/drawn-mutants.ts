import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Mutant, mutantsOf } from "./mutants";

/** A room whose sources are mutated, and the unit tests that have to notice: the nearest first, the next where they do not. */
export interface MutatedRoom {
  readonly folder: string;
  readonly tests: readonly string[];
}

/** What the product promises most of: guards, the reading of plans, what is said of them, import. */
export const MUTATED_ROOMS: readonly MutatedRoom[] = [
  { folder: "lib/guards", tests: ["__tests__/guards/", "__tests__/stacks/"] },
  {
    folder: "lib/migration/guard",
    tests: ["__tests__/(migration/guard|guards|live)/", "__tests__/(migration|stacks)/"],
  },
  { folder: "lib/plan", tests: ["__tests__/rules/", "__tests__/plan/"] },
  { folder: "lib/rules", tests: ["__tests__/rules/", "__tests__/report/review/"] },
  { folder: "lib/import", tests: ["__tests__/(import|app/import)/", "__tests__/(cli/import|cli/first|sources)"] },
];

/** One mutant of one file. */
export interface DrawnMutant extends Mutant {
  readonly file: string;
  readonly source: string;
  readonly tests: readonly string[];
}

/** Every mutant of a room. */
export function mutantsIn(root: string, { folder, tests }: MutatedRoom): readonly DrawnMutant[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort();
  return files.flatMap((name) => {
    const file = `${folder}/${name}`;
    const source = readFileSync(join(root, file), "utf8");
    return mutantsOf(source).map((mutant) => ({ ...mutant, file, source, tests }));
  });
}

/** As many of them, drawn by a seed: the same ones as long as their texts are the same, wherever they stand. */
export function drawn(mutants: readonly DrawnMutant[], seed: string, count: number): readonly DrawnMutant[] {
  const lot = (mutant: DrawnMutant): string =>
    createHash("sha256")
      .update(`${seed} ${nameOf(mutant)}`)
      .digest("hex");
  return [...mutants]
    .map((mutant) => ({ mutant, by: lot(mutant) }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

/** `lib/plan/a.ts: \`x === y\` -> !==`: what it is, without its line. */
export function nameOf({ file, source, start, end, to }: DrawnMutant): string {
  const lineStart = source.lastIndexOf("\n", start) + 1;
  const lineEnd = source.indexOf("\n", end);
  const text = source.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  return `${file}: ${text.trim().replace(/\s+/g, " ")} | ${source.slice(start, end).replace(/\s+/g, " ")} -> ${to}`;
}
