import type { IamArn } from "../../access/principal/arn";
import {
  changesAccess,
  compareFiles,
  compareStages,
  type FleetOfOne,
  isOpenDifference,
  isStepName,
  TWO_OF_A_KIND as HELP,
} from "../../app/explain/explain-difference";
import type { NamedDifference } from "../../app/explain/explained-file";
import type { Unanswered } from "../../app/unanswered";
import { errorsOfUnread } from "../../app/unread-files";
import { didYouMean } from "../../finding/did-you-mean";
import { hasUnreadFile } from "../../inventory/file-findings";
import type { Fleet } from "../../inventory/fleet";
import { STAGES } from "../../migration/stage";
import { differenceText } from "../../report/explain/difference-text";
import { differenceJsonText } from "../../report/explain/explain-json";
import { findingsText } from "../../report/findings/findings-text";
import { painter } from "../../report/text/colour";
import type { TableLook } from "../../report/text/text-table";
import { answered } from "../answered";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { Failure } from "../failure";
import { readClusterFiles } from "../files/cluster-files";

/** What was typed: `--diff A B`, and the files beside it. */
interface DifferenceOptions {
  readonly files: readonly string[];
  readonly diff: readonly string[];
  /**
   * Whether it fails where somebody gains or loses.
   * @default false
   */
  readonly exitCode?: boolean;
  readonly format: "text" | "json";
}

/** Whom to show, and how. */
interface DifferenceView {
  /** @default everybody */
  readonly principal?: IamArn | undefined;
  readonly look: TableLook;
}

/** Prints what differs between two stages of each cluster file, or between two files. */
export async function runDifference(
  context: CliContext,
  options: DifferenceOptions,
  view: DifferenceView,
): Promise<ExitCode> {
  const [before, after, ...files] = options.diff;
  if (before === undefined || after === undefined)
    throw new Failure("--diff: expected two stages or two files", { help: HELP });
  const named = [...options.files, ...files];
  const differences = answered(await differencesOf(context, named, { before, after, principal: view.principal }));
  const text = differences.map((each) => differenceText(each, view.look)).join("\n\n");
  context.stdout.write(options.format === "json" ? differenceJsonText(differences) : text);
  const isChanged = options.exitCode === true && differences.some(changesAccess);
  return isChanged || differences.some(isOpenDifference) ? 1 : 0;
}

interface Sides {
  readonly before: string;
  readonly after: string;
  readonly principal: IamArn | undefined;
}

async function differencesOf(
  context: CliContext,
  files: readonly string[],
  sides: Sides,
): Promise<NamedDifference[] | Unanswered> {
  const { before, after, principal } = sides;
  const stages = [before, after].filter(isStepName);
  if (stages.length === 1) throw notOfAKind(sides, stages[0] === before ? after : before);
  if (stages.length === 2) return compareStages(comparedFleet(await readClusterFiles(context, files), context), sides);
  if (files.length > 0)
    throw new Failure("--diff with two files and another beside them, expected two", { help: HELP });
  return compareFiles({ before: await readSide(context, before), after: await readSide(context, after), principal });
}

function notOfAKind({ before, after }: Sides, file: string): Failure {
  const near = didYouMean(file.replace(/:\d+$/, ""), STAGES);
  const help = near === undefined ? HELP : `did you mean \`${near}\`? A file of that name is \`./${file}\``;
  return new Failure(`--diff: a stage and a file, expected two of a kind, got \`${before}\` and \`${after}\``, {
    help,
  });
}

/** What is no file may be meant as a stage. */
async function readSide(context: CliContext, path: string): Promise<FleetOfOne> {
  try {
    return { name: path, fleet: comparedFleet(await readClusterFiles(context, [path]), context) };
  } catch (error) {
    const near = didYouMean(path.replace(/:\d+$/, ""), STAGES);
    if (!(error instanceof Failure) || error.exitCode === 1 || near === undefined) throw error;
    throw new Failure(error.message, { help: `no stage either: did you mean \`${near}\`?` });
  }
}

/** A file with errors cannot be compared: they are printed, and nothing else. One that leaves questions open is compared beside them. */
function comparedFleet(fleet: Fleet, { stderr, env }: CliContext): Fleet {
  const errors = errorsOfUnread(fleet);
  stderr.write(findingsText(errors, painter(stderr, env)));
  const { clusters, open = [] } = fleet;
  if (errors.every(({ file }) => open.some((one) => one.file === file)))
    return { ...fleet, clusters: [...clusters, ...open] };
  throw new Failure("nothing was compared: mend the errors above", { exitCode: hasUnreadFile(errors) ? 2 : 1 });
}
