import { Command } from "commander";
import { CHECK_FORMATS } from "../../report/check/check-format";
import { examples, formatOption } from "../help/command-help";
import type { CheckOptions } from "../running/run-check";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "All findings of all cluster files, without synthesizing: for pre-commit hooks, CI and editors.",
  "With --live, what the guards of the next plan would refuse on what is live, and what they ask and nobody told them: that is unknown, and ends with exit code 1.",
].join("\n\n");

const EXAMPLES = {
  "eks-access check": "every *.yaml of clusters/, or of CLUSTERS_DIR",
  "eks-access check clusters/demo.yaml": "one file",
  "eks-access check --format github": "annotations in a GitHub workflow",
  "eks-access check --format sarif > check.sarif": "for code scanning",
  "eks-access check clusters/demo.yaml --usage usage.json": "whom a later stage would shut out, and who was seen",
  "eks-access check clusters/demo.yaml --live aws-auth.yaml cluster.json": "what the guards would say today",
};

/** `eks-access check` */
export function checkCommand(run: Runner): Command {
  return new Command("check")
    .summary("all findings of all cluster files")
    .description(DESCRIPTION)
    .argument("[files...]", "cluster files, or folders of them; - reads one from standard input (default: clusters)")
    .addOption(formatOption(CHECK_FORMATS))
    .option(
      "--live <files...>",
      "what is live: aws-auth, output of aws eks describe-..., list-...; - is standard input",
    )
    .option("--usage <file>", "output of usage --output: who was seen and loses access at a later stage")
    .option("--verbose", "accepted findings too, each with its reason and last day")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (files: string[], options: Omit<CheckOptions, "files">) =>
      run(async (context) => (await import("../running/run-check.js")).runCheck(context, { ...options, files })),
    );
}
