import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterFileSource } from "../../lib/inventory/inventory";
import type { DrawnStack, Outcome } from "../outcome";
import { programDigest } from "./program-digest";
import { textDigest } from "./text-digest";

/** Outcomes of the run before, by all that they depend on. */
export interface OutcomeCache {
  /** The outcome of a file that is as it was, and whose stack stands in the output as it was written; undefined: make it. */
  readonly find: (source: ClusterFileSource) => Outcome | undefined;
  /** Keeps outcomes for the next run, in place of those of the run before. A cache that cannot be written is none. */
  readonly keep: (outcomes: ReadonlyMap<ClusterFileSource, Outcome>) => void;
}

/** For whom a cache is. */
export interface CacheOf {
  /** The folder of the output. */
  readonly folder: string;
  /** `2026-11-22` */
  readonly today: string;
  /** What else decides what a file comes to: a change of any is a miss. */
  readonly options: readonly string[];
}

/** One line of the cache. */
interface Kept {
  readonly key: string;
  readonly day: string;
  readonly outcome: Outcome;
}

const NAME = ".outcomes";

/**
 * The cache of an output, in a file within it: a line for each cluster file, which begins with the digest of its rest. A line that
 * is wrong or torn is no line.
 */
export function outcomeCache(cache: CacheOf): OutcomeCache {
  const path = join(cache.folder, NAME);
  const program = textDigest(programDigest(), ...cache.options);
  const kept = new Map(linesOf(path).map((one) => [one.key, one]));
  return {
    find: (source) => {
      const found = kept.get(keyOf(source, program));
      return found !== undefined && holdsToday(found, cache.today) && isWritten(found.outcome, cache.folder)
        ? found.outcome
        : undefined;
    },
    keep: (outcomes) => {
      const lines = [...outcomes].map(([source, outcome]) =>
        lineOf({ key: keyOf(source, program), day: cache.today, outcome }),
      );
      writeWhole(path, lines.join(""));
    },
  };
}

function keyOf({ file, bytes, folders = [], defaults = [], fleet }: ClusterFileSource, program: string): string {
  const shared = defaults.flatMap((one) => [one.file, one.bytes]);
  const rules = fleet === undefined ? [] : [fleet.file, fleet.bytes];
  const counts = [folders, shared].map(({ length }) => String(length));
  return textDigest(program, file, bytes, ...counts, ...folders, ...shared, ...rules);
}

/**
 * What a file comes to changes with the day where an acceptance ends, or has ended: the same day it is as it was, another day
 * only where all that it accepts holds on both.
 */
function holdsToday({ day, outcome }: Kept, today: string): boolean {
  return day === today || outcome.acceptedUntil.every((until) => day <= until && today <= until);
}

function isWritten({ stack }: Outcome, folder: string): boolean {
  return stack === undefined || digestIn(folder, stack) === stack.digest;
}

function digestIn(folder: string, { name }: DrawnStack): string | undefined {
  try {
    return textDigest(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8"));
  } catch {
    return undefined;
  }
}

function lineOf(kept: Kept): string {
  const text = JSON.stringify(kept);
  return `${textDigest(text)} ${text}\n`;
}

function linesOf(path: string): Kept[] {
  return textIn(path).split("\n").flatMap(keptIn);
}

function keptIn(line: string): Kept[] {
  const text = line.slice(65);
  if (text === "" || line.slice(0, 64) !== textDigest(text)) return [];
  const value: unknown = JSON.parse(text);
  return isKept(value) ? [value] : [];
}

/** Its digest says that it was written as it is, and its key that this very program wrote it. */
function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "key" in value && "day" in value && "outcome" in value;
}

function textIn(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function writeWhole(path: string, text: string): void {
  const staged = `${path}-${process.pid}`;
  try {
    writeFileSync(staged, text);
    renameSync(staged, path);
  } catch {
    rmSync(staged, { force: true });
  }
}
