import { Command } from "commander";
import { dryRunOption, examples, formatOption } from "../help/command-help";
import type { StepOptions } from "../running/run-step";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Takes the last step of a cluster file back where its plan can be undone: a wave, stage `entries`, stage `retire`. Where it cannot, says why, and what to do instead; nothing is written then.",
].join("\n\n");

const EXAMPLES = {
  "eks-access back clusters/demo.yaml": "undoes the last wave or stage",
  "eks-access back clusters/demo.yaml --dry-run": "what that would do; writes nothing",
};

/** `eks-access back` */
export function backCommand(run: Runner): Command {
  return new Command("back")
    .summary("one step back, where it can be undone")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file; - is standard input")
    .addOption(dryRunOption())
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", examples(EXAMPLES))
    .action(async (file: string, options: Omit<StepOptions, "file" | "direction">) =>
      run(async (context) => {
        const { runStep } = await import("../running/run-step.js");
        return runStep(context, { ...options, file, direction: "back" });
      }),
    );
}
