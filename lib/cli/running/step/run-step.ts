import { resolve } from "node:path";
import { takeStep } from "../../../app/step/take-step";
import type { StepResult } from "../../../app/step/step-result";
import { heldSentence } from "../../../fleet/ring-gate";
import type { ClusterFileSource } from "../../../inventory/inventory";
import type { Direction } from "../../../migration/step";
import { painter } from "../../../report/text/colour";
import { stepJsonText } from "../../../report/step/step-json";
import type { StepReport } from "../../../report/step/step-report";
import { refusalText, stepText } from "../../../report/step/step-text";
import { shownSentence } from "../../../report/text/shown";
import { decodeText, encodeText } from "../../../yaml/text-encoding";
import type { CliContext } from "../../context";
import type { ExitCode } from "../../exit-code";
import { readOneFile, surroundings } from "../../files/cluster-files";
import { withDumpsNamed } from "../../files/dumps";
import { inputName } from "../../files/input";
import { readVerdictFiles, type VerdictFiles } from "../../files/verdict-files";
import { writeFileWhole } from "../../files/write-file";
import { type OverlayOnDisk, putBack, writeOverlay } from "../overlay/overlay-on-disk";
import { heldStep } from "./held-step";
import { stepOverlay } from "./step-overlay";
import { refusedStep, withVerdict } from "./with-verdict";

/** What was typed after `advance` or `back`. */
export interface StepOptions {
  readonly direction: Direction;
  readonly file: string;
  /** @default false */
  readonly dryRun?: boolean;
  readonly format: "text" | "json";
  /** Output of `verify --format json`, or a folder of outputs, without which no step is taken. */
  readonly verified?: string;
  /**
   * Whether the step is taken though the ring before holds it.
   * @default false
   */
  readonly pastGate?: boolean;
}

/** Takes one step in a cluster file, or refuses it and changes nothing. */
export async function runStep(context: CliContext, options: StepOptions): Promise<ExitCode> {
  const { direction, verified: path } = options;
  const read = await readOneFile(context, options.file);
  const around = surroundings(context, [options.file], read.sources);
  const verified = path === undefined ? undefined : await readVerdictFiles(context, path);
  const [source] = read.sources;
  const judged = withVerdict(verified, {
    taken: takeStep({ ...read, ...around }, { direction, today: context.today }),
    source,
  });
  const taken = source === undefined ? judged : throughGate(context, options, { taken: judged, source, verified });
  const { told, lines } = await finishStep(context, options, { taken, source, neighbours: around.neighbours });
  const code = report(context, options, told);
  if (options.format === "text") for (const line of lines) context.stdout.write(`${shownSentence(line)}\n`);
  return code;
}

interface BeforeGate {
  readonly taken: StepResult;
  readonly source: ClusterFileSource;
  readonly verified: VerdictFiles | undefined;
}

/** The step, unless the ring before holds it. */
function throughGate(
  context: CliContext,
  { direction, file, pastGate = false }: StepOptions,
  step: BeforeGate,
): StepResult {
  const held = direction === "back" || file === "-" ? undefined : heldStep(context, step);
  if (held === undefined) return step.taken;
  const reason = heldSentence(held);
  if (!pastGate) return refusedStep(step.taken, { reason, help: HELD });
  context.stderr.write(`past the gate: ${shownSentence(reason)}\n`);
  return step.taken;
}

const HELD =
  "bring that ring there first, and give its results of verify: --verified FOLDER; or --past-gate, for this one step";

/** A step that was decided, and what else its overlay depends on. */
export interface DecidedStep {
  readonly taken: StepResult;
  readonly source: ClusterFileSource | undefined;
  /** Clusters that may share its root module. */
  readonly neighbours: readonly ClusterFileSource[];
  /**
   * Whether its cluster may have an overlay.
   * @default true: its file is asked
   */
  readonly mayBeOverlay?: boolean;
}

/** What became of a step, and of the files of its overlay, a line each. */
export interface FinishedStep {
  readonly told: StepReport;
  readonly lines: readonly string[];
  /**
   * The bytes of the cluster file after it.
   * @default nothing was written
   */
  readonly bytes?: Uint8Array;
}

/** Writes a step that was taken, the cluster file and its overlay, all of them or none; a dry run and a refused one write nothing. */
export async function finishStep(
  context: CliContext,
  options: Pick<StepOptions, "direction" | "file" | "dryRun">,
  { taken: { text, told: took }, source, neighbours, mayBeOverlay = true }: DecidedStep,
): Promise<FinishedStep> {
  const { direction, dryRun = false } = options;
  const told = { ...took, findings: await withDumpsNamed(source === undefined ? [] : [source], took.findings) };
  const decoded = source === undefined ? undefined : decodeText(source.bytes);
  const encoding = decoded !== undefined && "encoding" in decoded ? decoded.encoding : "utf-8";
  const file = inputName(options.file);
  const refused = { direction, file, outcome: "refused" } as const;
  if (text === undefined) return { told: { ...told, ...refused }, lines: [] };
  const bytes = encodeText(text, encoding);
  const overlay = mayBeOverlay
    ? await stepOverlay(context, { ...source, file: source?.file ?? file, bytes }, neighbours)
    : { files: [] };
  if ("findings" in overlay) {
    return { told: { ...told, findings: [...told.findings, ...overlay.findings], ...refused }, lines: [] };
  }
  if (dryRun) return { told: { ...told, direction, file, outcome: "dry-run" }, lines: [] };
  const lines = await writeAll(context, { options, bytes, files: overlay.files });
  return { told: { ...told, direction, file, outcome: "written" }, lines, bytes };
}

interface Written {
  readonly options: Pick<StepOptions, "file">;
  readonly bytes: Uint8Array;
  readonly files: readonly OverlayOnDisk[];
}

/** The files of the overlay, then the cluster file: all of them, or none. What became of the overlay, a line a file. */
async function writeAll(context: CliContext, { options, bytes, files }: Written): Promise<string[]> {
  const written: OverlayOnDisk[] = [];
  const lines: string[] = [];
  try {
    for (const one of files) {
      lines.push(...(await writeOverlay(one)));
      written.push(one);
    }
    await write(context, options, bytes);
  } catch (error) {
    for (const one of written) await putBack(one);
    throw error;
  }
  return lines;
}

/** Through standard input the file goes to standard output, and what is told to standard error. */
async function write(
  { cwd, stdout }: CliContext,
  { file }: Pick<StepOptions, "file">,
  bytes: Uint8Array,
): Promise<void> {
  if (file === "-") stdout.write(Buffer.from(bytes).toString());
  else await writeFileWhole(resolve(cwd, file), bytes, file);
}

function report(context: CliContext, { format, file }: StepOptions, told: StepReport): ExitCode {
  const isText = format === "text";
  const refused = told.outcome === "refused";
  const output = file === "-" || (refused && isText) ? context.stderr : context.stdout;
  const paint = painter(output, context.env);
  output.write(isText ? (refused ? refusalText(told, paint) : stepText(told, paint)) : stepJsonText(told));
  return refused ? 1 : 0;
}
