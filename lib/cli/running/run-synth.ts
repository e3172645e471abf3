import { synthesizeAll } from "../../../stacks/synthesize-all";
import { hasUnreadFile } from "../../inventory/fleet";
import { readFleet } from "../../inventory/folder/read-fleet";
import { findingsText } from "../../report/findings/findings-text";
import { staleText } from "../../report/stale-text";
import { synthTable } from "../../report/synth-table";
import { painter } from "../../report/text/colour";
import { printable } from "../../report/text/printable";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { clustersFolder, NO_FOLDER } from "../files/clusters-folder";

/**
 * Reads the cluster files of a folder (of CLUSTERS_DIR, or `clusters`), judges them, and writes one stack per cluster: all of
 * them or none. The output goes where cdktf expects it, from the folder of this process.
 */
export async function runSynth(
  { env, stdout, stderr, today }: CliContext,
  folder = clustersFolder(env),
): Promise<ExitCode> {
  if (folder === undefined) {
    stderr.write(`${NO_FOLDER.message}\n    ${NO_FOLDER.help}\n`);
    return 2;
  }
  const fleet = readFleet(folder, today);
  if ("unreadable" in fleet) {
    const problem = printable(`${fleet.unreadable}: cannot be read: ${fleet.reason}`);
    stderr.write(`${problem}\n    CLUSTERS_DIR names the folder\n`);
    return 2;
  }
  const { rows, refused, unwritten, kept } = await synthesizeAll(fleet);
  stderr.write(findingsText([...fleet.findings, ...refused], painter(stderr, env)));
  if (fleet.isRefused || refused.length > 0) {
    stderr.write("nothing was written: mend the errors and blockers above, or accept what can be accepted\n");
    return hasUnreadFile(fleet.findings) ? 2 : 1;
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
