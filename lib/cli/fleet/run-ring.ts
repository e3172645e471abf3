import { resolve } from "node:path";
import { advanceRing, type RingStep } from "../../app/ring/advance-ring";
import { ringMembers } from "../../app/ring/ring-members";
import type { FleetRules } from "../../fleet/fleet-rules";
import { type PlacedRing, ringNamed } from "../../fleet/ring";
import { readFleetSource } from "../../inventory/fleet-file/fleet-source";
import { hasUnreadFile } from "../../inventory/fleet";
import { outputFolder } from "../../inventory/folder/output-folder";
import type { ClusterFileSource } from "../../inventory/inventory";
import { isRefused } from "../../migration/gate/gate";
import { findingsText } from "../../report/findings/findings-text";
import { ringJsonText } from "../../report/ring/ring-json";
import { isHeld, type RingOutcome } from "../../report/ring/ring-report";
import { ringText } from "../../report/ring/ring-text";
import { painter } from "../../report/text/colour";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { Failure } from "../failure";
import { readWholeFleet } from "../files/cluster-files";
import { readVerdictFiles, type VerdictFiles } from "../files/verdict-files";
import { progressLine } from "../running/progress-line";
import { finishStep } from "../running/run-step";
import { withVerdict } from "../running/with-verdict";

/** What was typed after `advance --ring`. */
export interface RingOptions {
  /** A number from 1, or a name. */
  readonly ring: string;
  /** @default CLUSTERS_DIR, or `clusters` */
  readonly folder?: string | undefined;
  /** @default false */
  readonly dryRun?: boolean;
  readonly format: "text" | "json";
  /** A result of `verify --format json`, or a folder of them. */
  readonly verified?: string;
}

/** Takes one step in every cluster file of a ring that may go; each is written whole, or not at all. */
export async function runRing(context: CliContext, options: RingOptions): Promise<ExitCode> {
  const read = readWholeFleet(context, options.folder);
  if (isRefused(read.findings)) {
    context.stderr.write(findingsText(read.findings, painter(context.stderr, context.env)));
    if (hasUnreadFile(read.findings)) return 2;
    throw new Failure("nothing was written: a fleet of which a file cannot be read steps nowhere", { exitCode: 1 });
  }
  const { rules, ring } = ringAsked(read.sources, options.ring);
  const verified = options.verified === undefined ? undefined : await readVerdictFiles(context, options.verified);
  const evidence = { verdicts: verified?.verdicts ?? [], now: Date.now(), today: context.today };
  const members = ringMembers(read.sources, evidence);
  const outdir = resolve(context.cwd, outputFolder(context.env, context.cwd));
  const steps = advanceRing({ rules, ring, members, today: context.today, outdir });
  const outcomes = await takeAll(context, options, { steps, verified, sources: read.sources });
  const report = { name: ring.ring.name, number: ring.index + 1, outcomes };
  const paint = painter(context.stdout, context.env);
  context.stdout.write(options.format === "json" ? ringJsonText(report) : ringText(report, paint));
  return isHeld(report) ? 1 : 0;
}

function ringAsked(
  sources: readonly ClusterFileSource[],
  asked: string,
): { readonly rules: FleetRules; readonly ring: PlacedRing } {
  const fleet = sources.find((source) => source.fleet !== undefined)?.fleet;
  const read = fleet === undefined ? undefined : readFleetSource(fleet);
  if (read !== undefined && read.findings.length > 0 && read.rules === undefined) {
    throw new Failure(`${fleet?.file ?? "fleet.yaml"}: is wrong: eks-access check says why`, { exitCode: 1 });
  }
  const rings = read?.rules?.rings ?? [];
  if (read?.rules === undefined || rings.length === 0) {
    throw new Failure("--ring: no rings, expected `rings` in the fleet.yaml of the folder", {
      help: "docs/fleet.md shows one",
    });
  }
  const ring = ringNamed(read.rules, asked);
  if (ring !== undefined) return { rules: read.rules, ring };
  const known = rings.map(({ name }, i) => `${i + 1} (${name})`).join(", ");
  throw new Failure(`--ring: expected one of ${known}, got \`${asked}\``);
}

interface Taking {
  readonly steps: readonly RingStep[];
  readonly verified: VerdictFiles | undefined;
  readonly sources: readonly ClusterFileSource[];
}

async function takeAll(
  context: CliContext,
  options: RingOptions,
  { steps, verified, sources }: Taking,
): Promise<RingOutcome[]> {
  const line = progressLine(context.stderr, "clusters");
  const outcomes: RingOutcome[] = [];
  let beside = sources;
  for (const step of steps) {
    const { source } = step.member;
    const taken = step.isOver ? step.taken : withVerdict(verified, { taken: step.taken, source });
    const neighbours = beside.filter(({ file }) => file !== source.file);
    const { outcome, bytes } = await takeOne(context, options, { step: { ...step, taken }, neighbours });
    outcomes.push(outcome);
    if (bytes !== undefined) beside = [...neighbours, { ...source, bytes }];
    line.show(outcomes.length, steps.length);
  }
  line.clear();
  return outcomes;
}

interface TakingOne {
  readonly step: RingStep;
  readonly neighbours: readonly ClusterFileSource[];
}

/** A file that cannot be written stays as it is, and hides no other. */
async function takeOne(
  context: CliContext,
  { dryRun = false }: RingOptions,
  { step: { member, isOver, taken }, neighbours }: TakingOne,
): Promise<{ readonly outcome: RingOutcome; readonly bytes?: Uint8Array }> {
  const { source } = member;
  const { file } = source;
  if (isOver) return { outcome: { ...taken.told, file, outcome: "over" } };
  try {
    const made = await finishStep(context, { direction: "advance", file, dryRun }, { taken, source, neighbours });
    const { direction: _, ...outcome } = made.told;
    return { outcome, ...(made.bytes === undefined ? {} : { bytes: made.bytes }) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refusal = { reason: error.message, help: error.help ?? "nothing of this file was changed" };
    return { outcome: { ...taken.told, changes: [], file, outcome: "refused", refusal } };
  }
}
