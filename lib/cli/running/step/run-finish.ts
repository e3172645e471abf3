import { resolve } from "node:path";
import { changedLines } from "../../../app/step/changed-lines";
import type { ClusterFile } from "../../../inventory/cluster-file/parse-cluster-file";
import { finishClusterFile } from "../../../inventory/finish-cluster-file";
import { parseInventory } from "../../../inventory/inventory";
import { isOverlay } from "../../../overlay/is-overlay";
import { findingsText } from "../../../report/findings/findings-text";
import { painter } from "../../../report/text/colour";
import { printable } from "../../../report/text/printable";
import { decodeText, encodeText } from "../../../yaml/text-encoding";
import type { CliContext } from "../../context";
import type { ExitCode } from "../../exit-code";
import { Failure } from "../../failure";
import { readOneFile } from "../../files/cluster-files";
import { withDumpsNamed } from "../../files/dumps";
import { writeFileWhole } from "../../files/write-file";

/** What was typed after `finish`. */
export interface FinishOptions {
  readonly file: string;
  /** @default false */
  readonly dryRun?: boolean;
}

/** Takes what a migration needed out of a file, or refuses it and changes nothing. */
export async function runFinish(context: CliContext, { file, dryRun = false }: FinishOptions): Promise<ExitCode> {
  if (file === "-") throw new Failure("finish -: expected a file");
  const { sources, findings: read } = await readOneFile(context, file);
  const { clusters, findings } = parseInventory(sources);
  const [[source], [cluster]] = [sources, clusters];
  const decoded = source === undefined ? undefined : decodeText(source.bytes, { keepsMark: true });
  if (cluster === undefined || decoded === undefined || !("text" in decoded)) {
    const told = [...read, ...(await withDumpsNamed(sources, findings))];
    context.stderr.write(findingsText(told, painter(context.stderr, context.env)));
    throw refused(file, "the findings above refuse it", "mend them, then run eks-access finish again");
  }
  const { definition } = cluster.staged;
  const stage = definition.migration?.stage;
  if (stage === undefined && !isTakenOver(cluster))
    throw refused(file, "the file has no migration", "there is nothing to take out");
  if (stage !== undefined && stage !== "done")
    throw refused(file, `stage ${stage}, expected done`, `eks-access advance ${file} takes the next step`);
  if (isOverlay(cluster))
    throw refused(file, "render: overlay, expected the root module to say all of it", settle(file));
  const done = finishClusterFile(cluster, decoded.text, context.today);
  if (done === undefined) throw refused(file, "its text cannot be edited safely", BY_HAND);
  if (!dryRun) await writeFileWhole(resolve(context.cwd, file), encodeText(done.text, decoded.encoding), file);
  context.stdout.write(
    `${linesOf(decoded.text, done.text)}\n${stage === undefined ? TAKEN_OVER : PLAN}\n\n${dryRun ? "dry run: nothing was" : "written:"} ${dryRun ? "written" : printable(file)}\n`,
  );
  return 0;
}

/** A cluster in mode API that was taken over as it is: what says how leaves the file once that is applied. */
function isTakenOver({ staged: { definition } }: ClusterFile): boolean {
  const { authenticationMode, adopt, leaving } = definition;
  return authenticationMode === "API" && (adopt !== undefined || leaving !== undefined);
}

function settle(file: string): string {
  return `eks-access overlay ${file} --settle prints the HCL to write there; then --remove deletes both files, and this file can go too`;
}

const BY_HAND =
  "take migration, aws_auth, adopt and leaving out by hand, write authentication_mode: API, then run eks-access check";
const TAKEN_OVER = "\nCheck before: the plan that takes over is applied, and another plan shows no changes.";
const PLAN =
  "\nThe plan takes the guards and their marker away, and changes nobody's access.\nCheck before: the plan of stage done is applied, and another plan shows no changes.";

function refused(file: string, reason: string, help: string): Failure {
  return new Failure(`${file}: ${reason}, nothing was written`, { exitCode: 1, help });
}

function linesOf(before: string, after: string): string {
  return changedLines(before, after)
    .flatMap(({ line, removed, added }) => [
      `  @@ line ${line}`,
      ...removed.map((text) => `  -${printable(text)}`),
      ...added.map((text) => `  +${printable(text)}`),
    ])
    .join("\n");
}
