import { Command } from "commander";
import { dryRunOption, examples } from "../help/command-help";
import type { FinishOptions } from "../running/run-finish";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Takes `migration`, `aws_auth`, `adopt` and `leaving` with their comments out of a cluster file whose last stage, `done`, is applied, and writes `authentication_mode: API` and `terraform.protect` in their place. `accept` goes where it opens nothing any more. Entries stay as they are.",
].join("\n\n");

const EXAMPLES = {
  "eks-access finish clusters/demo.yaml --dry-run": "the lines that would go; writes nothing",
  "eks-access finish clusters/demo.yaml": "takes them out",
};

/** `eks-access finish` */
export function finishCommand(run: Runner): Command {
  return new Command("finish")
    .summary("what a migration needed out of its cluster file, after its last stage")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file")
    .addOption(dryRunOption())
    .addHelpText("after", examples(EXAMPLES))
    .action(async (file: string, options: Omit<FinishOptions, "file">) =>
      run(async (context) => (await import("../running/run-finish.js")).runFinish(context, { ...options, file })),
    );
}
