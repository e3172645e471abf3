import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeLargePlan } from "./large-plan";

/**
 * Time and memory of `eks-access review` from dist/ on a plan of 100 MB, against `JSON.parse` of the same file: ratios of the
 * medians. Then the memory of three such plans in one run, against that of one: they are read one after another.
 */
const ENTRY = join(__dirname, "../dist/lib/cli/eks-access.js");
const SIZE = 100_000_000;
const RUNS = 5;
const LIMIT = 3;
const LIMIT_OF_SEVERAL = 1.5;

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Node with arguments; its peak memory is what it says of itself as it ends. */
function measured(folder: string, args: readonly string[]): Run {
  const report = join(folder, "peak");
  const probe = join(folder, "probe.js");
  writeFileSync(
    probe,
    `process.on("exit", () => require("fs").writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));`,
  );
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--require", probe, ...args], {
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0 && status !== 1)
    throw new Error(`node ${args.join(" ")} ended with ${status ?? "a signal"}: ${stderr}`);
  return { seconds, megabytes: Number(readFileSync(report, "utf8")) / 1024 };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function summed(runs: readonly Run[]): Run {
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
  };
}

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
  // In turn, so that whatever else the machine does slows both.
  const runs = Array.from({ length: RUNS }, () => [measured(folder, parse), measured(folder, review(plan))] as const);
  const [bare, own] = [summed(runs.map(([run]) => run)), summed(runs.map(([, run]) => run))];
  const several = measured(folder, review(...plans));
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
