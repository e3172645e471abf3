import { Command } from "commander";
import { STATUS_FORMATS } from "../../report/status/status-format";
import type { StatusOptions } from "../fleet/run-status";
import { helpEnd, formatOption } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Shows where every cluster of a folder is in its migration: stage and wave, what refuses the stage, who has access by a row at this stage, what the last verify said, the owner, and the next safe step. Rings of fleet.yaml get totals.",
  "--format html makes one page that needs no network: a board by ring and stage, the table of explain for each cluster, and a search for principals.",
].join("\n\n");

const END = helpEnd({
  reads: "the cluster files, and defaults.yaml and fleet.yaml of their folders; the files of --verified; no network",
  writes: "the result on standard output, or where --output says",
  exitCodes: {
    0: "every cluster is shown; a blocker is shown and does not fail the command",
    1: "a file has an error, so that nothing is known of its cluster",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "eks-access status": "clusters/, or the folder in CLUSTERS_DIR",
    "eks-access verify clusters/demo.yaml --format json > verified/demo.json": "first: a result for --verified",
    "eks-access status --verified verified/": "with the results of verify in that folder",
    "eks-access status --format html --output status.html": "the page, for a browser",
    "eks-access status --format markdown": "for a wiki, or the summary of a CI job",
  },
  next: {
    "eks-access check clusters/demo.yaml": "of a cluster that is blocked: says what to mend",
    "eks-access advance clusters/demo.yaml": "of a cluster whose next safe step is a stage: takes it",
  },
});

/** `eks-access status` */
export function statusCommand(run: Runner): Command {
  return new Command("status")
    .summary("shows the stage of every cluster and the next safe step")
    .description(DESCRIPTION)
    .argument("[folder]", "folder of the cluster files (default: the folder in CLUSTERS_DIR, or clusters)")
    .option(
      "--verified <path>",
      "output of verify --format json, or a folder of outputs; an output counts while the cluster file does not change, for 7 days or as many as fleet.yaml says (default: no cluster counts as verified)",
    )
    .option("--output <file>", "writes the result to this file (default: standard output)")
    .addOption(formatOption(STATUS_FORMATS))
    .addHelpText("after", END)
    .action(async (folder: string | undefined, options: Omit<StatusOptions, "folder">) =>
      run(async (context) => (await import("../fleet/run-status.js")).runStatus(context, { ...options, folder })),
    );
}
