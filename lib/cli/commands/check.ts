import { Command } from "commander";
import { CHECK_FORMATS } from "../../report/check/check-format";
import { helpEnd, formatOption } from "../help/command-help";
import type { CheckOptions } from "../running/run-check";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Prints every finding of cluster files: what is wrong, at which line, and what to type. It is for pre-commit hooks, CI and editors. Each finding ends with its code in brackets; `eks-access rule CODE` explains the code.",
  "With --live it also asks the guards of the plan of the stage that the file is at, with dumps of the live cluster in the place of Terraform's reads: after advance, and before the plan. A question that no dump answers is reported as not known.",
].join("\n\n");

const END = helpEnd({
  reads:
    "the cluster files, and defaults.yaml and fleet.yaml of their folders; of render: overlay the root module; the files of --live and --usage; no network",
  writes: "nothing but the result on standard output",
  exitCodes: {
    0: "no finding, or warnings, notes and accepted findings only",
    1: "an error or a blocker, or with --live a guard that refuses or is not known",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "eks-access check": "every *.yaml of clusters/, or of the folder in CLUSTERS_DIR",
    "eks-access check clusters/demo.yaml": "one file",
    "eks-access check --format github": "annotations in a GitHub workflow",
    "eks-access check --format sarif > check.sarif": "for code scanning",
    "eks-access check clusters/demo.yaml --usage usage.json": "who came in lately and loses access at a later stage",
    "eks-access check clusters/demo.yaml --live live.json":
      "what the guards would refuse today; live.json is of collect",
  },
  next: {
    "eks-access explain clusters/demo.yaml": "once nothing refuses the file: who can do what at each stage",
    "eks-access advance clusters/demo.yaml": "writes the next wave or stage, where the last one is applied",
    "eks-access synth": "writes Terraform JSON; for files with render: overlay eks-access overlay does",
  },
});

/** `eks-access check` */
export function checkCommand(run: Runner): Command {
  return new Command("check")
    .summary("lists what is wrong in cluster files")
    .description(DESCRIPTION)
    .argument(
      "[files...]",
      "cluster files, or folders of them; - reads one cluster file from standard input (default: clusters)",
    )
    .addOption(formatOption(CHECK_FORMATS))
    .option(
      "--live <files...>",
      "dumps of the live cluster: output of eks-access collect, or what `eks-access import --help` lists; - is standard input",
    )
    .option(
      "--usage <file>",
      "a file that usage --output wrote; warns of each principal in it that loses access at a later stage",
    )
    .option("--verbose", "prints accepted findings too, each with its reason and its last day")
    .addHelpText("after", END)
    .action(async (files: string[], options: Omit<CheckOptions, "files">) =>
      run(async (context) => (await import("../running/run-check.js")).runCheck(context, { ...options, files })),
    );
}
