import { synthesize } from "../../../stacks/fleet";
import { hasUnreadFile } from "../../inventory/file-findings";
import { outputFolder } from "../../inventory/folder/output-folder";
import { readFolderFiles } from "../../inventory/folder/folder-files";
import type { FilesRead, InventoryFailure } from "../../inventory/folder/read-cluster-file";
import { isRefused } from "../../migration/gate/refusal";
import { findingsText } from "../../report/findings/findings-text";
import { staleText } from "../../report/stale-text";
import { synthTable } from "../../report/synth-table";
import { painter } from "../../report/text/colour";
import { printable } from "../../report/text/printable";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { clustersFolder, NO_FOLDER } from "../files/clusters-folder";
import { progressLine } from "./progress-line";

/** What was typed after `synth`. */
export interface SynthOptions {
  /** @default CLUSTERS_DIR, or `clusters` */
  readonly folder?: string | undefined;
  /**
   * Whether files that are as they were in the run before are not made again.
   * @default true
   */
  readonly cache?: boolean;
  /**
   * Whether accepted findings are printed too, each with its reason.
   * @default one line counts them
   */
  readonly verbose?: boolean;
}

/**
 * Reads the cluster files of a folder, judges them, and writes one stack per cluster: all of them or none. The output goes where
 * cdktf expects it, from the folder of this process.
 */
export async function runSynth(context: CliContext, options: SynthOptions = {}): Promise<ExitCode> {
  const { env, stdout, stderr, today } = context;
  const { folder = clustersFolder(env), cache = true, verbose = false } = options;
  if (folder === undefined) {
    stderr.write(`${NO_FOLDER.message}\n    ${NO_FOLDER.help}\n`);
    return 2;
  }
  const read = await folderRead(folder);
  if ("unreadable" in read) {
    const problem = printable(`${read.unreadable}: cannot be read: ${read.reason}`);
    stderr.write(`${problem}\n    CLUSTERS_DIR names the folder\n`);
    return 2;
  }
  const line = progressLine(stderr, "clusters");
  const made = await synthesize(read, { today, outdir: outputFolder(), cache, progress: line.show });
  line.clear();
  const { rows, findings, unwritten, kept } = made;
  stderr.write(findingsText(findings, painter(stderr, env), { verbose }));
  if (isRefused(findings)) {
    stderr.write("nothing was written: mend the errors and blockers above, or accept what can be accepted\n");
    return hasUnreadFile(findings) ? 2 : 1;
  }
  if (unwritten !== undefined) {
    const problem = printable(`${unwritten.path}: cannot be written: ${unwritten.reason}`);
    stderr.write(`${problem}\n    the output of before is whole: make room or give rights, and run it again\n`);
    return 2;
  }
  stderr.write(staleText(kept));
  stdout.write(synthTable(rows, painter(stdout, env)));
  return 0;
}

/** What parses a `fleet.yaml` is loaded where there is one. */
async function folderRead(folder: string): Promise<FilesRead | InventoryFailure> {
  const read = readFolderFiles(folder);
  if ("unreadable" in read || read.fleet === undefined) return read;
  return (await import("../../inventory/folder/read-folder.js")).withIdleGlobs(read);
}
