import { hasUnreadFile } from "./lib/inventory/fleet";
import { readFleet } from "./lib/inventory/folder/read-fleet";
import { painter } from "./lib/report/text/colour";
import { findingsText } from "./lib/report/findings/findings-text";
import { printable } from "./lib/report/text/printable";
import { staleText } from "./lib/report/stale-text";
import { guardOutput } from "./lib/report/standard-output";
import { synthTable } from "./lib/report/synth-table";
import { synthesizeAll } from "./stacks/synthesize-all";

/** Reads the cluster files, judges them, writes one stack per cluster; answers the exit code. */
async function main(folder: string): Promise<number> {
  const fleet = readFleet(folder, new Date().toISOString().slice(0, 10));
  if ("unreadable" in fleet) {
    const problem = printable(`${fleet.unreadable}: cannot be read: ${fleet.reason}`);
    process.stderr.write(`${problem}\n    CLUSTERS_DIR names the folder\n`);
    return 2;
  }
  const { rows, refused, unwritten, kept } = await synthesizeAll(fleet);
  process.stderr.write(findingsText([...fleet.findings, ...refused], painter(process.stderr, process.env)));
  if (fleet.isRefused || refused.length > 0) {
    process.stderr.write("nothing was written: mend the errors and blockers above, or accept what can be accepted\n");
    return hasUnreadFile(fleet.findings) ? 2 : 1;
  }
  if (unwritten !== undefined) {
    const problem = printable(`${unwritten.path}: cannot be written: ${unwritten.reason}`);
    process.stderr.write(`${problem}\n    the output of before is whole: make room or give rights, and run it again\n`);
    return 2;
  }
  process.stderr.write(staleText(kept));
  process.stdout.write(synthTable(rows, painter(process.stdout, process.env)));
  return 0;
}

guardOutput(process);
void main(process.env.CLUSTERS_DIR ?? "clusters").then((code) => {
  process.exitCode = code;
});
