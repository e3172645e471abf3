import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a process took. */
export interface Run {
  /** Wall clock. */
  readonly seconds: number;
  /** User and system. */
  readonly processor: number;
  /** Peak of its memory. */
  readonly megabytes: number;
}

/** A Node program, and the environment that it gets beside that of this process. */
export interface Program {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs Node once; what it took beside the clock is what it says of itself as it ends. */
export function measured({ args, env = {} }: Program): Run {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-probe-"));
  const [report, probe] = [join(folder, "report"), join(folder, "probe.js")];
  const said = "const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();";
  writeFileSync(
    probe,
    `process.on("exit", () => { ${said} require("fs").writeFileSync(${JSON.stringify(report)}, JSON.stringify([maxRSS, userCPUTime + systemCPUTime])); });`,
  );
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--require", probe, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1024 * 1024 * 1024,
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0 && status !== 1)
    throw new Error(`node ${args.join(" ")} ended with ${status ?? "a signal"}: ${stderr}`);
  const [kilobytes = NaN, microseconds = NaN] = numbersIn(readFileSync(report, "utf8"));
  rmSync(folder, { recursive: true });
  return { seconds, processor: microseconds / 1e6, megabytes: kilobytes / 1024 };
}

function numbersIn(text: string): number[] {
  return text.replace(/[[\]]/g, "").split(",").map(Number);
}

/** Medians of programs that run in turn, so that whatever else the machine does slows all of them. */
export function medians(runs: number, programs: readonly (() => Run)[]): Run[] {
  const rounds = Array.from({ length: runs }, () => programs.map((run) => run()));
  return programs.map((_, i) => medianRun(rounds.flatMap((round) => round[i] ?? [])));
}

function medianRun(runs: readonly Run[]): Run {
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    processor: median(runs.map(({ processor }) => processor)),
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
  };
}

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
