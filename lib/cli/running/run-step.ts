import { resolve } from "node:path";
import { takeStep } from "../../app/step/take-step";
import type { Direction } from "../../migration/step";
import { painter } from "../../report/text/colour";
import { stepJsonText } from "../../report/step/step-json";
import type { StepReport } from "../../report/step/step-report";
import { refusalText, stepText } from "../../report/step/step-text";
import { shownSentence } from "../../report/text/shown";
import { decodeText, encodeText } from "../../yaml/text-encoding";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { readOneFile, surroundings } from "../files/cluster-files";
import { withDumpsNamed } from "../files/dumps";
import { inputName } from "../files/input";
import { writeFileWhole } from "../files/write-file";
import { type OverlayOnDisk, putBack, writeOverlay } from "./overlay-on-disk";
import { stepOverlay } from "./step-overlay";
import { withVerdict } from "./with-verdict";

/** What was typed after `advance` or `back`. */
export interface StepOptions {
  readonly direction: Direction;
  readonly file: string;
  /** @default false */
  readonly dryRun?: boolean;
  readonly format: "text" | "json";
  /** Output of `verify --format json`, without which no step is taken. */
  readonly verified?: string;
}

/** Takes one step in a cluster file, or refuses it and changes nothing. */
export async function runStep(context: CliContext, options: StepOptions): Promise<ExitCode> {
  const { direction, dryRun = false } = options;
  const read = await readOneFile(context, options.file);
  const around = surroundings(context, [options.file], read.sources);
  const taken = takeStep({ ...read, ...around }, { direction, today: context.today });
  const { text, told: took } = await withVerdict(context, options.verified, { taken, source: read.sources[0] });
  const told = { ...took, findings: await withDumpsNamed(read.sources, took.findings) };
  const [source] = read.sources;
  const decoded = source === undefined ? undefined : decodeText(source.bytes);
  const encoding = decoded !== undefined && "encoding" in decoded ? decoded.encoding : "utf-8";
  const file = inputName(options.file);
  if (text === undefined) return report(context, options, { ...told, direction, file, outcome: "refused" });
  const bytes = encodeText(text, encoding);
  const overlay = await stepOverlay(context, { ...source, file: source?.file ?? file, bytes }, around.neighbours);
  if ("findings" in overlay) {
    const findings = [...told.findings, ...overlay.findings];
    return report(context, options, { ...told, findings, direction, file, outcome: "refused" });
  }
  const lines = dryRun ? [] : await writeAll(context, { options, bytes, files: overlay.files });
  const code = report(context, options, { ...told, direction, file, outcome: dryRun ? "dry-run" : "written" });
  if (options.format === "text") for (const line of lines) context.stdout.write(`${shownSentence(line)}\n`);
  return code;
}

interface Written {
  readonly options: StepOptions;
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
async function write({ cwd, stdout }: CliContext, { file }: StepOptions, bytes: Uint8Array): Promise<void> {
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
