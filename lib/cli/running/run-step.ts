import { resolve } from "node:path";
import { takeStep } from "../../app/step/take-step";
import type { Direction } from "../../migration/step";
import { painter } from "../../report/text/colour";
import { stepJsonText } from "../../report/step/step-json";
import type { StepReport } from "../../report/step/step-report";
import { refusalText, stepText } from "../../report/step/step-text";
import { decodeText, encodeText } from "../../yaml/text-encoding";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { readOneFile, surroundings } from "../files/cluster-files";
import { withDumpsNamed } from "../files/dumps";
import { inputName } from "../files/input";
import { writeFileWhole } from "../files/write-file";

/** What was typed after `advance` or `back`. */
export interface StepOptions {
  readonly direction: Direction;
  readonly file: string;
  /** @default false */
  readonly dryRun?: boolean;
  readonly format: "text" | "json";
}

/** Takes one step in a cluster file, or refuses it and changes nothing. */
export async function runStep(context: CliContext, options: StepOptions): Promise<ExitCode> {
  const { direction, dryRun = false } = options;
  const read = await readOneFile(context, options.file);
  const around = surroundings(context, [options.file], read.sources);
  const { text, told: took } = takeStep({ ...read, ...around }, { direction, today: context.today });
  const told = { ...took, findings: await withDumpsNamed(read.sources, took.findings) };
  const [source] = read.sources;
  const decoded = source === undefined ? undefined : decodeText(source.bytes);
  const encoding = decoded !== undefined && "encoding" in decoded ? decoded.encoding : "utf-8";
  if (text !== undefined && !dryRun) await write(context, options, encodeText(text, encoding));
  const outcome = text === undefined ? "refused" : dryRun ? "dry-run" : "written";
  return report(context, options, { ...told, direction, file: inputName(options.file), outcome });
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
