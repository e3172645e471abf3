import { resolve } from "node:path";
import { type FileFinding, judgeCluster } from "../../inventory/fleet";
import { parseInventory } from "../../inventory/inventory";
import { moveClusterFile } from "../../inventory/cluster-file/move-cluster-file";
import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { isRefused } from "../../migration/gate/gate";
import { isAdoptionCode } from "../../migration/gate/gate-adopt";
import type { Stage } from "../../migration/stage";
import { type Direction, stepOf } from "../../migration/step";
import { wavesIn, wavesOf } from "../../migration/wave";
import { changedLines } from "../../app/step/changed-lines";
import { painter } from "../../report/text/colour";
import { stepFacts, unservedKeys } from "../../app/step/step-facts";
import { stepJsonText } from "../../report/step/step-json";
import type { StepPlace, StepReport } from "../../report/step/step-report";
import { refusalText, stepText } from "../../report/step/step-text";
import { readOneFile, surroundings } from "../files/cluster-files";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
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
  const file = inputName(options.file);
  const read = await readOneFile(context, options.file);
  const around = surroundings(context, [options.file], read.sources);
  const { clusters, findings: parsed } = parseInventory(read.sources, around);
  const findings = [...read.findings, ...parsed];
  const [[source], [cluster]] = [read.sources, clusters];
  const base = { direction: options.direction, file };
  if (source === undefined || cluster === undefined || isRefused(parsed))
    return report(context, options, { ...base, outcome: "refused", changes: [], findings });
  const step = stepIn({ cluster, text: textOf(source.bytes), today: context.today }, options);
  if (step.text !== undefined) await write(context, options, step.text);
  return report(context, options, { ...base, ...step.report });
}

interface OpenFile {
  readonly cluster: ClusterFile;
  readonly text: string;
  readonly today: string;
}

/** What is to be written, if anything, and what is to be told. */
interface Taken {
  readonly text?: string;
  readonly report: Omit<StepReport, "direction" | "file">;
}

const BY_HAND = {
  reason: "its text is written in a way that cannot be edited safely: aliases or comments where the change belongs",
  help: "write the change by hand, then run eks-access check",
};

function noRow(keys: readonly string[]) {
  const has = keys.length === 1 ? "has" : "have";
  return {
    reason: `${keys.join(", ")} ${has} no row to go back to`,
    help: "put their rows into the file and the cluster first, or stay at entries",
  };
}

function stepIn({ cluster, text, today }: OpenFile, { direction, dryRun = false }: StepOptions): Taken {
  const { definition } = cluster.staged;
  const step = stepOf(definition, direction);
  const stage = definition.migration?.stage;
  const from = stage === undefined ? {} : { from: placeOf(definition, stage) };
  const known = { clusterName: definition.clusterName, ...from, changes: [], findings: [] };
  if ("refused" in step) {
    return { report: { ...known, outcome: "refused", refusal: { reason: step.refused, help: step.help } } };
  }
  const adoption = refusedAdoption(cluster, { direction, today });
  if (adoption.length > 0) return { report: { ...known, outcome: "refused", findings: adoption } };
  const moved = moveClusterFile(cluster, text, { direction, to: step.to });
  if (moved === undefined) return { report: { ...known, outcome: "refused", refusal: BY_HAND } };
  const findings = judgeCluster({ locate: cluster.locate, staged: moved.staged }, today);
  const told = { ...known, to: placeOf(moved.staged.definition, step.to.stage), findings };
  if (isRefused(findings)) return { report: { ...told, outcome: "refused" } };
  const states = { from: cluster.staged, to: moved.staged };
  const unserved = direction === "back" ? unservedKeys(states) : [];
  if (unserved.length > 0) return { report: { ...told, outcome: "refused", refusal: noRow(unserved) } };
  const facts = stepFacts({ direction, ...states });
  const whole = { ...told, facts, changes: changedLines(text, moved.text) };
  return dryRun
    ? { report: { ...whole, outcome: "dry-run" } }
    : { text: moved.text, report: { ...whole, outcome: "written" } };
}

/** A step forward takes `adopt` out of the file: what refuses its plan now would be gone with it, and the state would not. */
function refusedAdoption(
  cluster: ClusterFile,
  { direction, today }: { readonly direction: Direction; readonly today: string },
): FileFinding[] {
  if (direction === "back") return [];
  return judgeCluster(cluster, today).filter((finding) => isAdoptionCode(finding.code) && isRefused([finding]));
}

/** Through standard input the file goes to standard output, and what is told to standard error. */
async function write({ cwd, stdout }: CliContext, { file }: StepOptions, text: string): Promise<void> {
  if (file === "-") stdout.write(text);
  else await writeFileWhole(resolve(cwd, file), text, file);
}

function report(context: CliContext, { format, file }: StepOptions, told: StepReport): ExitCode {
  const isText = format === "text";
  const refused = told.outcome === "refused";
  const output = file === "-" || (refused && isText) ? context.stderr : context.stdout;
  const paint = painter(output, context.env);
  output.write(isText ? (refused ? refusalText(told, paint) : stepText(told, paint)) : stepJsonText(told));
  return refused ? 1 : 0;
}

function placeOf(definition: ClusterDefinition, stage: Stage): StepPlace {
  const all = wavesOf(definition).length;
  return { stage, ...(stage === "entries" && all > 1 ? { wave: { in: wavesIn(definition), of: all } } : {}) };
}

/** As it is in the file: a byte order mark stays. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
