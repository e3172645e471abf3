import { Command } from "commander";
import { STATUS_FORMATS } from "../../report/status/status-format";
import type { StatusOptions } from "../fleet/run-status";
import { examples, formatOption } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION = `Where every cluster of a folder is on its way: stage and wave, what refuses its stage, who still comes in by a row of aws-auth,
what the last result of verify says, its owner, and the next safe step; totals per ring of fleet.yaml. Reads files alone.

--verified names the results of verify --format json, one file or a folder of them: each cluster is asked for one that is of its
file's text and fresh, and rings wait for those of the ring before.

The page of --format html is one file that needs no network: a board by ring and stage, the matrix of explain for each cluster,
and a search for principals.`;

const EXAMPLES = {
  "eks-access status": "every cluster of clusters/, or of CLUSTERS_DIR",
  "eks-access status --verified verified/": "with the results of verify in that folder",
  "eks-access status --format html --output status.html": "the board, for a browser",
  "eks-access status --format markdown": "for a wiki, or the summary of a job",
};

/** `eks-access status` */
export function statusCommand(run: Runner): Command {
  return new Command("status")
    .summary("where every cluster is, and what may be done next")
    .description(DESCRIPTION)
    .argument("[folder]", "the folder of the fleet (default: CLUSTERS_DIR, or clusters)")
    .option("--verified <path>", "output of verify --format json, or a folder of outputs")
    .option("--output <file>", "write there instead of to standard output")
    .addOption(formatOption(STATUS_FORMATS))
    .addHelpText("after", examples(EXAMPLES))
    .action(async (folder: string | undefined, options: Omit<StatusOptions, "folder">) =>
      run(async (context) => (await import("../fleet/run-status.js")).runStatus(context, { ...options, folder })),
    );
}
