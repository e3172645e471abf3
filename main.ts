import { ValidationError } from "./lib/eks/validation-error";
import { painter } from "./lib/report/colour";
import { findingsText } from "./lib/report/findings-text";
import { synthTable } from "./lib/report/synth-table";
import { readFleet, synthesize } from "./stacks/fleet";

/** Reads the cluster files, judges them, writes one stack per cluster; answers the exit code. */
function main(folder: string): number {
  const fleet = readFleet(folder, new Date().toISOString().slice(0, 10));
  if ("unreadable" in fleet) {
    process.stderr.write(`${fleet.unreadable}: cannot be read: ${fleet.reason}\n    CLUSTERS_DIR names the folder\n`);
    return 2;
  }
  process.stderr.write(findingsText(fleet.findings, painter(process.stderr, process.env)));
  if (fleet.isRefused) {
    process.stderr.write("nothing was written: mend the errors and blockers above, or accept what can be accepted\n");
    return 1;
  }
  try {
    process.stdout.write(synthTable(synthesize(fleet), painter(process.stdout, process.env)));
    return 0;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    process.stderr.write(
      `error ${error.message} [${error.code}]\n${error.help === undefined ? "" : `    ${error.help}\n`}`,
    );
    return 1;
  }
}

process.exitCode = main(process.env.CLUSTERS_DIR ?? "clusters");
