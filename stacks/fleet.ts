import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sortFindings } from "../lib/finding/finding-order";
import { compareText } from "../lib/finding/text-order";
import { type FileFinding, withoutTwins } from "../lib/inventory/file-findings";
import type { FilesRead } from "../lib/inventory/folder/read-cluster-file";
import type { ClusterFileSource } from "../lib/inventory/inventory";
import { twinFindings } from "../lib/inventory/twins";
import { isRefused } from "../lib/migration/gate/refusal";
import type { SynthRow } from "../lib/report/synth-table";
import { outcomeCache } from "./cache/outcome-cache";
import { manifestText } from "./output/manifest";
import type { DrawnStack, MadeOutcome, Outcome } from "./outcome";
import { type LaidOverlays, layOverlays } from "./overlay-rows";
import { type Made, replaceOutput, type Unwritten } from "./output/output";
import { deleteStaleStacks, type StaleStack } from "./output/stale-stacks";

/** What became of a fleet: its findings, and a row per cluster where nothing is refused; else nothing is written. */
export interface Synthesis {
  readonly rows: readonly SynthRow[];
  /** Of all files, sorted by place. */
  readonly findings: readonly FileFinding[];
  /** @default the output was written, or refused */
  readonly unwritten?: Unwritten;
  /**
   * Folders of stacks that are gone, and that hold what cannot be made again.
   * @default none
   */
  readonly kept?: readonly StaleStack[];
}

/** How a fleet is synthesized. */
export interface SynthesisOptions {
  /** `2026-11-22` decides which acceptances have expired. */
  readonly today: string;
  /** The folder of the output. */
  readonly outdir: string;
  /**
   * Whether files that are as they were in the run before are not made again.
   * @default true
   */
  readonly cache?: boolean;
  /**
   * Told after each file: how many are done, of how many.
   * @default nobody is
   */
  readonly progress?: (done: number, all: number) => void;
}

/**
 * One stack per cluster, named by its path, written to the folder of the output, all of them or none; what each came to. Files over
 * the root modules of teams stand in `overlays`, for review: `eks-access overlay` writes them where they belong. Folders of
 * stacks and overlays that no file of the fleet has go. Files are read, judged, drawn and written one after another: none is held in memory.
 */
export async function synthesize(read: FilesRead, options: SynthesisOptions): Promise<Synthesis> {
  const { outdir, today, cache = true } = options;
  const context = [process.env.CDKTF_CONTEXT_JSON ?? ""];
  const kept = cache ? outcomeCache({ folder: outdir, today, options: context }) : undefined;
  const sources = [...read.sources].sort((one, other) => compareText(one.file, other.file));
  const known = new Map(sources.map((source) => [source, kept?.find(source)]));
  const isMissing = [...known.values()].includes(undefined);
  const { makeOutcome } = isMissing ? await import("./outcome.js") : { makeOutcome: undefined };
  const made = new Map<ClusterFileSource, MadeOutcome | undefined>();
  const make: Make = (source, draws) => {
    const outcome = known.get(source);
    if (made.has(source)) return made.get(source);
    return outcome === undefined ? makeOutcome?.(source, { today, outdir, draws }) : { outcome };
  };
  for (const source of sources.filter(mayBeOverlay)) made.set(source, make(source, true));
  const laid = await layOverlays([...made.values()].flatMap((one) => one?.overlay ?? []));
  const work: Work = { read, sources, make, laid, options };
  const composed = replaceOutput(outdir, (staging) => compose(staging, work));
  if ("path" in composed) return unwritten(composed, work);
  const { rows, findings, outcomes, stacks } = composed;
  if (stacks === undefined) return { rows, findings };
  kept?.keep(outcomes);
  return { rows, findings, kept: deleteStaleStacks(outdir, { stacks, overlays: laid.folders }) };
}

/** The outcome of a file; its stack too, where it `draws`. */
type Make = (source: ClusterFileSource, draws: boolean) => MadeOutcome | undefined;

interface Work {
  readonly read: FilesRead;
  readonly sources: readonly ClusterFileSource[];
  readonly make: Make;
  readonly laid: LaidOverlays;
  readonly options: SynthesisOptions;
}

interface Composition {
  readonly rows: readonly SynthRow[];
  readonly findings: readonly FileFinding[];
  readonly outcomes: ReadonlyMap<ClusterFileSource, Outcome>;
  /** Names of the stacks: undefined where something is refused. */
  readonly stacks: readonly string[] | undefined;
}

/** An output that takes no files hides no finding. */
function unwritten(made: Unwritten, work: Work): Synthesis {
  const outcomes = work.sources.flatMap((source) => work.make(source, false)?.outcome ?? []);
  const findings = allFindings(outcomes, work);
  return { rows: [], findings, ...(isRefused(findings) ? {} : { unwritten: made }) };
}

function compose(staging: string, work: Work): Made<Composition> {
  const { sources, make, laid, read, options } = work;
  const outcomes = new Map<ClusterFileSource, Outcome>();
  let draws = !isRefused([...read.findings, ...laid.findings]);
  for (const source of sources) {
    const made = make(source, draws);
    if (made === undefined) continue;
    const { outcome, text } = made;
    outcomes.set(source, outcome);
    draws &&= !isRefused(outcome.findings);
    if (outcome.stack !== undefined && text !== undefined) writeStack(staging, outcome.stack, text);
    options.progress?.(outcomes.size, sources.length);
  }
  const findings = allFindings([...outcomes.values()], work);
  if (isRefused(findings)) return { value: { rows: [], findings, outcomes, stacks: undefined }, isOutput: false };
  const drawn = [...outcomes.values()].flatMap(({ file, stack }) => (stack === undefined ? [] : [{ file, stack }]));
  const stacks = drawn.map(({ stack }) => stack.name);
  writeFileSync(join(staging, "manifest.json"), manifestText(stacks));
  laid.write(join(staging, "overlays"));
  const all = [...drawn.map(({ file, stack: { row } }) => ({ file, row })), ...laid.rows];
  const byFile = new Map<string, FileFinding[]>(all.map(({ file }) => [file, []]));
  for (const finding of findings) byFile.get(finding.file)?.push(finding);
  const rows = all.map(({ file, row }): SynthRow => ({ ...row, findings: byFile.get(file) ?? [] }));
  return { value: { rows: rows.sort(byStack), findings, outcomes, stacks }, isOutput: true };
}

/** Those are made before all others, for root modules are read without waiting in between. */
function mayBeOverlay({ bytes }: ClusterFileSource): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes("overlay");
}

function allFindings(outcomes: readonly Outcome[], { read, laid, options: { outdir } }: Work): FileFinding[] {
  const own = outcomes.flatMap(({ findings }) => findings);
  const twins = twinFindings(outcomes, { before: [], outdir });
  const judged = withoutTwins([...own, ...twins, ...laid.sharing(outcomes, outdir), ...read.findings]);
  return isRefused(judged) ? judged : sortFindings([...judged, ...laid.findings]);
}

function writeStack(staging: string, { name }: DrawnStack, text: string): void {
  const folder = join(staging, "stacks", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), text);
}

function byStack(one: SynthRow, other: SynthRow): number {
  return compareText(one.stack, other.stack);
}
