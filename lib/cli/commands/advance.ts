import { Command } from "commander";
import { dryRunOption, examples, formatOption } from "../help/command-help";
import type { StepOptions } from "../running/run-step";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Sets the next wave or stage in a cluster file, if its gate lets it pass, and says what the plan of that stage does, what cannot be undone afterwards, and what to check before. Comments and everything else in the file stay as they are.",
  "A step is one plan: apply it before you advance again.",
].join("\n\n");

const EXAMPLES = {
  "eks-access advance clusters/demo.yaml": "the next step",
  "eks-access advance clusters/demo.yaml --dry-run": "what it would do; writes nothing",
  "eks-access advance clusters/demo.yaml --verified verified.json": "only where the cluster is as the file says",
  "eks-access advance - < demo.yaml > next.yaml": "reads standard input, writes the file to standard output",
};

/** `eks-access advance` */
export function advanceCommand(run: Runner): Command {
  return new Command("advance")
    .summary("one step forward: the next wave or stage")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file; - is standard input")
    .option(
      "--verified <file>",
      "output of verify --format json: no step without a fresh verdict that this one is complete",
    )
    .addOption(dryRunOption())
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", examples(EXAMPLES))
    .action(async (file: string, options: Omit<StepOptions, "file" | "direction">) =>
      run(async (context) => {
        const { runStep } = await import("../running/run-step.js");
        return runStep(context, { ...options, file, direction: "advance" });
      }),
    );
}
