import { didYouMean } from "../../finding/did-you-mean";
import type { IamArn } from "../../access/principal/arn";
import type { Fleet } from "../../inventory/fleet";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { differenceOf } from "../../migration/explanation/access-difference";
import type { AccessStep } from "../../migration/explanation/access-step";
import { type Explanation, explain } from "../../migration/explanation/explanation";
import { STAGES } from "../../migration/stage";
import { differenceText, type NamedDifference } from "../../report/explain/difference-text";
import { differenceJsonText } from "../../report/explain/explain-json";
import { findingsText } from "../../report/findings/findings-text";
import { painter } from "../../report/text/colour";
import type { TableLook } from "../../report/text/text-table";
import { readClusterFiles } from "../files/cluster-files";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { Failure } from "../failure";

/** What was typed: `--diff A B`, and the files beside it. */
interface DifferenceOptions {
  readonly files: readonly string[];
  readonly diff: readonly string[];
  readonly format: "text" | "json";
}

/** Whom to show, and how. */
interface DifferenceView {
  /** @default everybody */
  readonly principal?: IamArn | undefined;
  readonly look: TableLook;
}

const STAGE = new RegExp(`^(${STAGES.join("|")})(:\\d+)?$`);
const HELP = "write two stages (--diff dual entries:1), or two cluster files (--diff before.yaml after.yaml)";

/** Prints what differs between two stages of each cluster file, or between two files. */
export async function runDifference(
  context: CliContext,
  options: DifferenceOptions,
  view: DifferenceView,
): Promise<ExitCode> {
  const [before, after, ...files] = options.diff;
  if (before === undefined || after === undefined)
    throw new Failure("--diff: expected two stages or two files", { help: HELP });
  const named = { ...options, files: [...options.files, ...files] };
  const differences = await differencesOf(context, named, { before, after, principal: view.principal });
  const text = differences.map((each) => differenceText(each, view.look)).join("\n\n");
  context.stdout.write(options.format === "json" ? differenceJsonText(differences) : text);
  return differences.some(isOpen) ? 1 : 0;
}

interface Sides {
  readonly before: string;
  readonly after: string;
  readonly principal: IamArn | undefined;
}

async function differencesOf(
  context: CliContext,
  { files }: DifferenceOptions,
  sides: Sides,
): Promise<NamedDifference[]> {
  const { before, after, principal } = sides;
  const stages = [before, after].filter((each) => STAGE.test(each));
  if (stages.length === 1) {
    const other = stages[0] === before ? after : before;
    const near = didYouMean(other.replace(/:\d+$/, ""), STAGES);
    const help = near === undefined ? HELP : `did you mean \`${near}\`? A file of that name is \`./${other}\``;
    throw new Failure(`--diff: a stage and a file, expected two of a kind, got \`${before}\` and \`${after}\``, {
      help,
    });
  }
  if (stages.length === 2) {
    const { clusters } = wholeFleet(await readClusterFiles(context, files), context);
    return clusters.map((cluster) => {
      const explanation = explain(cluster.staged);
      const of = (name: string): Side => ({ cluster, explanation, step: stepNamed(explanation, name, cluster.file) });
      return between(of(before), of(after), principal);
    });
  }
  if (files.length > 0)
    throw new Failure("--diff with two files and another beside them, expected two", { help: HELP });
  return [between(await fileSide(context, before), await fileSide(context, after), principal)];
}

interface Side {
  readonly cluster: ClusterFile;
  readonly explanation: Explanation;
  readonly step: AccessStep;
}

function between(before: Side, after: Side, principal: IamArn | undefined): NamedDifference {
  const everybody = [...after.explanation.principals, ...before.explanation.principals].map((one) => one.principal);
  const nameOf = ({ cluster, step }: Side): string => `${cluster.file}, ${step.name}`;
  const [accountId, other] = [before, after].map(({ cluster }) => cluster.staged.definition.accountId);
  return {
    ...(accountId === undefined || accountId !== other ? {} : { accountId }),
    names: { before: nameOf(before), after: nameOf(after) },
    difference: differenceOf(before.step, after.step, principal === undefined ? everybody : [principal]),
  };
}

async function fileSide(context: CliContext, path: string): Promise<Side> {
  const { clusters } = wholeFleet(await readSide(context, path), context);
  const [cluster, ...others] = clusters;
  if (cluster === undefined || others.length > 0) {
    throw new Failure(`${path}: ${clusters.length} clusters, expected one cluster file`, { help: HELP });
  }
  const explanation = explain(cluster.staged);
  const step = explanation.steps.find(({ isCurrent }) => isCurrent);
  if (step === undefined)
    throw new Failure(`${path}: stands at a wave that it has not`, { exitCode: 1, help: "mend migration.wave" });
  return { cluster, explanation, step };
}

/** What is no file may be meant as a stage. */
async function readSide(context: CliContext, path: string): Promise<Fleet> {
  try {
    return await readClusterFiles(context, [path]);
  } catch (error) {
    const near = didYouMean(path.replace(/:\d+$/, ""), STAGES);
    if (!(error instanceof Failure) || near === undefined) throw error;
    throw new Failure(error.message, { help: `no stage either: did you mean \`${near}\`?` });
  }
}

/** A file with errors cannot be compared: they are printed, and nothing else. */
function wholeFleet(fleet: Fleet, { stderr, env }: CliContext): Fleet {
  const errors = fleet.findings.filter(
    ({ file, severity }) => severity === "error" && !fleet.clusters.some((each) => each.file === file),
  );
  if (errors.length === 0) return fleet;
  stderr.write(findingsText(errors, painter(stderr, env)));
  throw new Failure("nothing was compared: mend the errors above", { exitCode: 1 });
}

function stepNamed({ steps }: Explanation, name: string, file: string): AccessStep {
  const all = name === "entries" ? steps.findLast(({ stage }) => stage === "entries") : undefined;
  const found = all ?? steps.find((step) => step.name === name || (name === "entries:1" && step.name === "entries"));
  if (found !== undefined) return found;
  throw new Failure(`${file}: no stage \`${name}\`, expected one of ${steps.map((step) => step.name).join(", ")}`);
}

/** Whether somebody's access is unknown on a side. */
function isOpen({ difference }: NamedDifference): boolean {
  return difference.principals.some(({ before, after }) => before.kind === "unknown" || after.kind === "unknown");
}
