import type { KillResult } from "./kill-bench";
import { cellsOf, type KillCell, walk } from "./kill-matrix";
import { fileOf, isOfCell, keepReport, reportOf, writeKillTable } from "./kill-table";
import { KILL_VARIANTS, type KillVariant } from "./kill-steps";

/**
 * `npm run test:kill [-- VARIANT...]`: the whole matrix, or that of the named variants. Results are kept one by one beside the
 * fixtures: what was seen already on the same day is not tried again, and `--anew` begins from nothing.
 */
async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => arg !== "--anew");
  const today = new Date().toISOString().slice(0, 10);
  for (const variant of KILL_VARIANTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    await tryAll(variant, args.includes("--anew") ? undefined : reportOf(variant), today);
  }
  writeKillTable();
  const isBad = ({ end, losses }: KillResult): boolean => end === "stuck" || losses.length > 0;
  const bad = KILL_VARIANTS.flatMap((variant) => reportOf(variant)?.results.filter(isBad) ?? []);
  for (const one of bad) console.log(JSON.stringify(one, null, 1));
  process.exitCode = bad.length === 0 ? 0 : 1;
}

async function tryAll(variant: KillVariant, known: ReturnType<typeof reportOf>, date: string): Promise<void> {
  const begun = Date.now();
  const before = known?.date === date ? known : { seconds: 0, results: [] };
  const results = [...before.results];
  const isSeen = (cell: KillCell): boolean => results.some((one) => isOfCell(one, cell));
  const [part = 0, parts = 1] = (process.env.KILL_PART ?? "0/1").split("/").map(Number);
  const mine = cellsOf(variant).filter((_, i) => i % parts === part);
  await walk(variant, {
    tries: (cell) => !isSeen(cell) && mine.some((one) => isOfCell(one, cell)),
    seen: (result) => {
      results.push(result);
      const seconds = before.seconds + Math.round((Date.now() - begun) / 1000);
      keepReport(fileOf(variant) + (parts > 1 ? `.part-${part}` : ""), { date, seconds, results });
      console.log(`${result.variant}, ${result.step}, ${result.call}, ${result.fault}: ${result.end}`);
    },
    wrote: (step, calls) => {
      const told = [...step.calls(variant)].sort();
      if (JSON.stringify(told) === JSON.stringify(calls)) return;
      throw new Error(`${step.name}: expected the calls ${told.join(", ")}, got ${calls.join(", ")}`);
    },
  });
}

void main(process.argv.slice(2));
