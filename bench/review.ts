import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeLargePlan } from "./large-plan";
import { measured, medians, type Run } from "./measured";

/**
 * Time and memory of `eks-access review` from dist/ on a plan of 100 MB, against `JSON.parse` of the same file: ratios of the
 * medians. Then the memory of three such plans in one run, against that of one: they are read one after another.
 */
const ENTRY = join(__dirname, "../dist/lib/cli/eks-access.js");
const SIZE = 100_000_000;
const RUNS = 5;
const LIMIT = 3;
const LIMIT_OF_SEVERAL = 1.5;

function shown({ seconds, megabytes }: Run): string {
  return `${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`;
}

function main(): number {
  if (!existsSync(ENTRY)) {
    process.stderr.write("dist/ is missing: npm run build\n");
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "eks-access-bench-"));
  try {
    return compared(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compared(folder: string): number {
  const plans = ["a", "b", "c"].map((name) => join(folder, `${name}.json`));
  const clusters = plans.map((plan) => writeLargePlan(plan, SIZE))[0] ?? 0;
  const [plan = ""] = plans;
  const parse = ["-e", `JSON.parse(require("fs").readFileSync(${JSON.stringify(plan)}, "utf8"))`];
  const review = (...files: readonly string[]): string[] => [ENTRY, "review", ...files, "--format", "json"];
  const [bare, own] = medians(RUNS, [() => measured({ args: parse }), () => measured({ args: review(plan) })]);
  if (bare === undefined || own === undefined) return 2;
  const several = measured({ args: review(...plans) });
  const [time, memory] = [own.seconds / bare.seconds, own.megabytes / bare.megabytes];
  const more = several.megabytes / own.megabytes;
  process.stdout.write(
    [
      `plan of ${(statSync(plan).size / 1e6).toFixed(0)} MB with ${clusters} clusters, medians of ${RUNS} runs`,
      `JSON.parse         ${shown(bare)}`,
      `eks-access review  ${shown(own)}: time ${time.toFixed(2)}, memory ${memory.toFixed(2)}, limit ${LIMIT}`,
      `three such plans   ${shown(several)}: memory ${more.toFixed(2)} of one, limit ${LIMIT_OF_SEVERAL}`,
      "",
    ].join("\n"),
  );
  return time < LIMIT && memory < LIMIT && more < LIMIT_OF_SEVERAL ? 0 : 1;
}

process.exitCode = main();
