import { resolve } from "node:path";
import { advanceRing, type RingStep } from "../../app/ring/advance-ring";
import { ringMembers } from "../../app/ring/ring-members";
import type { FleetRules } from "../../fleet/fleet-rules";
import { type PlacedRing, ringNamed, ringOf, ringsOf, waitsFor } from "../../fleet/ring";
import { memberPath, readFleetSource } from "../../inventory/fleet-file/fleet-source";
import { hasUnreadFile } from "../../inventory/file-findings";
import { outputFolder } from "../../inventory/folder/output-folder";
import { type ClusterFileSource, identified } from "../../inventory/inventory";
import { isRefused } from "../../migration/gate/refusal";
import { isOverlay } from "../../overlay/is-overlay";
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
import { finishStep } from "../running/step/run-step";
import { withVerdict } from "../running/step/with-verdict";

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
  const asked = new Set([ring.index, ringBefore(rules, read.sources, ring)]);
  const isAsked = (source: ClusterFileSource): boolean =>
    ringsOf(rules, memberPath(source)).some((one) => asked.has(one.index));
  if (!read.sources.some((source) => ringOf(rules, memberPath(source))?.index === ring.index)) {
    throw new Failure(`--ring ${options.ring}: no cluster is in it`, {
      exitCode: 1,
      help: "eks-access check says which glob names nobody",
    });
  }
  const members = ringMembers(read.sources.filter(isAsked), evidence);
  const others = read.sources.filter((source) => !isAsked(source)).flatMap(identified);
  const outdir = resolve(context.cwd, outputFolder(context.env, context.cwd));
  const steps = advanceRing({ rules, ring, members, others, today: context.today, outdir });
  const outcomes = await takeAll(context, options, { steps, verified, sources: read.sources });
  const report = { name: ring.ring.name, number: ring.index + 1, outcomes };
  const paint = painter(context.stdout, context.env);
  context.stdout.write(options.format === "json" ? ringJsonText(report) : ringText(report, paint));
  return isHeld(report) ? 1 : 0;
}

/** The ring for which a ring waits. */
function ringBefore(
  rules: FleetRules,
  sources: readonly ClusterFileSource[],
  { index }: PlacedRing,
): number | undefined {
  const paths = sources.map(memberPath);
  const own = paths.find((path) => ringOf(rules, path)?.index === index);
  return own === undefined ? undefined : waitsFor(rules, paths, own)?.index;
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

/** So many files are on their way to the disk at once: most of the time is spent in waiting for it. */
const AT_ONCE = 16;

async function takeAll(
  context: CliContext,
  options: RingOptions,
  { steps, verified, sources }: Taking,
): Promise<RingOutcome[]> {
  const line = progressLine(context.stderr, "clusters");
  const decided = steps.map((step) => decidedStep(step, verified));
  const outcomes: RingOutcome[] = [];
  let beside = sources;
  for (let at = 0; at < decided.length;) {
    const batch = batchFrom(decided, at);
    const made = await Promise.all(
      batch.map((step) => {
        const neighbours = step.isOverlay ? beside.filter(({ file }) => file !== step.member.source.file) : [];
        return takeOne(context, options, { step, neighbours });
      }),
    );
    outcomes.push(...made.map(({ outcome }) => outcome));
    beside = withWritten(beside, batch, made);
    at += batch.length;
    line.show(at, steps.length);
  }
  line.clear();
  return outcomes;
}

interface DecidedRingStep extends RingStep {
  readonly isOverlay: boolean;
}

function decidedStep(step: RingStep, verified: VerdictFiles | undefined): DecidedRingStep {
  const { source, cluster } = step.member;
  const taken = step.isOver ? step.taken : withVerdict(verified, { taken: step.taken, source });
  return { ...step, taken, isOverlay: cluster !== undefined && isOverlay(cluster) };
}

/** Clusters that may share a root module go one after another: each is laid over it beside the others as they are by then. */
function batchFrom(steps: readonly DecidedRingStep[], at: number): readonly DecidedRingStep[] {
  const batch = steps.slice(at, at + AT_ONCE);
  const first = batch.findIndex((step) => step.isOverlay);
  return first === -1 ? batch : batch.slice(0, Math.max(1, first));
}

function withWritten(
  sources: readonly ClusterFileSource[],
  batch: readonly RingStep[],
  made: readonly { readonly bytes?: Uint8Array }[],
): readonly ClusterFileSource[] {
  const written = new Map(batch.map(({ member }, i) => [member.source.file, made[i]?.bytes]));
  return sources.map((source) => {
    const bytes = written.get(source.file);
    return bytes === undefined ? source : { ...source, bytes };
  });
}

interface TakingOne {
  readonly step: DecidedRingStep;
  readonly neighbours: readonly ClusterFileSource[];
}

/** A file that cannot be written stays as it is, and hides no other. */
async function takeOne(
  context: CliContext,
  { dryRun = false }: RingOptions,
  { step: { member, isOver, isOverlay: mayBeOverlay, taken }, neighbours }: TakingOne,
): Promise<{ readonly outcome: RingOutcome; readonly bytes?: Uint8Array }> {
  const { source } = member;
  const { file } = source;
  if (isOver) return { outcome: { ...taken.told, file, outcome: "over" } };
  try {
    const made = await finishStep(
      context,
      { direction: "advance", file, dryRun },
      { taken, source, neighbours, mayBeOverlay },
    );
    const { direction: _, ...outcome } = made.told;
    return { outcome, ...(made.bytes === undefined ? {} : { bytes: made.bytes }) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refusal = { reason: error.message, help: error.help ?? "nothing of this file was changed" };
    return { outcome: { ...taken.told, changes: [], file, outcome: "refused", refusal } };
  }
}
