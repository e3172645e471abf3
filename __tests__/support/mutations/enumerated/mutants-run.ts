import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileMutant } from "./mutant";
import type { Operators } from "./mutants-of";

/** What became of a mutant. */
export interface Outcome {
  readonly name: string;
  /** The test file that failed, or why it counts as noticed without one. */
  readonly by?: string;
  readonly isReached: boolean;
}

const ROOT = join(__dirname, "../../../..");
/** A mutant of which nothing is heard for so long never ends: it is noticed too. */
const LONGEST = 15 * 60_000;

/**
 * Tries mutants with the tests of each pattern in turn, those alone that the patterns before did not notice. What was tried is kept
 * in a file, where one is named: a run that ended goes on there.
 */
export async function runMutants(
  mutants: readonly FileMutant[],
  patterns: readonly string[],
  { operators = "all", kept }: { readonly operators?: Operators; readonly kept?: string },
): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-mutants-"));
  try {
    const outcomes = new Map<string, Outcome>();
    for (const [i, tests] of patterns.entries()) {
      const results = kept === undefined ? join(folder, `tried-${i}`) : `${kept}-${i}`;
      const open = mutants.filter(({ name }) => outcomes.get(name)?.by === undefined).map(({ name }) => name);
      for (const outcome of await tried({ names: open, tests, results, folder, operators })) {
        const before = outcomes.get(outcome.name);
        outcomes.set(outcome.name, { ...outcome, isReached: outcome.isReached || before?.isReached === true });
      }
    }
    return [...outcomes.values()];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Batch {
  readonly names: readonly string[];
  readonly tests: string;
  readonly results: string;
  readonly folder: string;
  readonly operators: Operators;
}

/** Processes that try mutants, one after the other: one that hangs is ended, and the next goes on behind its mutant. */
async function tried({ names, tests, results, folder, operators }: Batch): Promise<readonly Outcome[]> {
  for (;;) {
    const known = outcomesIn(results);
    const left = names.filter((name) => !known.has(name));
    if (left.length === 0) return names.flatMap((name) => known.get(name) ?? []);
    const list = join(folder, "names");
    writeFileSync(list, left.join("\n"));
    const ended = await worker([results, tests, list, operators], results);
    const [last, before] = [lastBegun(results), known.size];
    if (ended === "hangs" && last !== undefined) {
      appendFileSync(results, `${JSON.stringify({ name: last, by: "it never ends", isReached: true })}\n`);
    } else if (ended !== 0 || outcomesIn(results).size === before) {
      throw new Error(`${tests}: the tests fail before anything is mutated, or the run was ended`);
    }
  }
}

function worker(args: readonly string[], results: string): Promise<number | null | "hangs"> {
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "mutant-worker.ts"), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve) => {
    const began = Date.now();
    const watch = setInterval(() => {
      const heard = existsSync(results) ? Math.max(began, statSync(results).mtimeMs) : began;
      if (Date.now() - heard < LONGEST) return;
      child.kill("SIGKILL");
      clearInterval(watch);
      resolve("hangs");
    }, 1000);
    child.on("exit", (code) => {
      clearInterval(watch);
      resolve(code);
    });
  });
}

interface Line {
  readonly begins?: string;
  readonly name?: string;
  readonly by?: string;
  readonly isReached?: boolean;
}

function linesOf(results: string): readonly Line[] {
  if (!existsSync(results)) return [];
  const lines = readFileSync(results, "utf8").split("\n");
  const parse: (line: string) => Line = JSON.parse;
  return lines.filter((line) => line !== "").map((line) => parse(line));
}

function outcomesIn(results: string): ReadonlyMap<string, Outcome> {
  return new Map(
    linesOf(results).flatMap(({ name, by, isReached = false }) =>
      name === undefined ? [] : [[name, { name, isReached, ...(by === undefined ? {} : { by }) }]],
    ),
  );
}

function lastBegun(results: string): string | undefined {
  const known = outcomesIn(results);
  const begun = linesOf(results).flatMap(({ begins }) => begins ?? []);
  return begun.findLast((name) => !known.has(name));
}
