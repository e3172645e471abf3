import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long `eks-access --help` takes from dist/, against node with nothing to do: the ratio of the medians. */
const ENTRY = join(__dirname, "../dist/lib/cli/eks-access.js");
const RUNS = 41;
const LIMIT = 1.5;

function milliseconds(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status ?? "a signal"}`);
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function main(): number {
  if (!existsSync(ENTRY)) {
    process.stderr.write("dist/ is missing: npm run build\n");
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "eks-access-bench-"));
  const nothing = join(folder, "nothing.js");
  writeFileSync(nothing, "");
  // In turn, so that whatever else the machine does slows both.
  const runs = Array.from({ length: RUNS }, () => [milliseconds([nothing]), milliseconds([ENTRY, "--help"])] as const);
  rmSync(folder, { recursive: true });
  const [bare, help] = [median(runs.map(([node]) => node)), median(runs.map(([, own]) => own))];
  const ratio = help / bare;
  process.stdout.write(
    `eks-access --help ${help.toFixed(1)} ms, node ${bare.toFixed(1)} ms (medians of ${RUNS}): ratio ${ratio.toFixed(2)}, limit ${LIMIT}\n`,
  );
  return ratio < LIMIT ? 0 : 1;
}

process.exitCode = main();
