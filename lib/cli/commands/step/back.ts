import { Command } from "commander";
import { dryRunOption, helpEnd, formatOption, planSteps } from "../../help/command-help";
import type { StepOptions } from "../../running/step/run-step";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Writes the wave or stage before into a cluster file, where a plan can undo the last step: a wave, stage `entries`, or stage `retire`. Stages `dual`, `api` and `done` cannot be undone; the command then prints why and what to do instead, and writes nothing.",
  "Nothing changes in the cluster until you apply the plan of the file. That plan deletes the entries of the wave, whose rows then serve again; from `retire` it writes the rows back. Rows, entries and acceptances stay in the file.",
].join("\n\n");

const END = helpEnd({
  reads: "the cluster file, and defaults.yaml and fleet.yaml of its folders; of render: overlay the root module",
  writes: "the cluster file; of render: overlay also the two files in the root module; all of them or none",
  exitCodes: {
    0: "the step back is written; with --dry-run: it is allowed",
    1: "the step back is refused, and nothing is written",
    2: "wrong usage, or a file that cannot be opened",
  },
  examples: {
    "eks-access back clusters/demo.yaml": "undoes the last wave or stage",
    "eks-access back clusters/demo.yaml --dry-run": "prints what that would do; writes nothing",
  },
  next: {
    "eks-access synth": "not needed with render: overlay",
    ...planSteps("cdktf.out/stacks/demo, or the root module", "clusters/demo.yaml"),
  },
});

/** `eks-access back` */
export function backCommand(run: Runner): Command {
  return new Command("back")
    .summary("writes the wave or stage before, where a plan can undo a step")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file; - is standard input")
    .addOption(dryRunOption())
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", END)
    .action(async (file: string, options: Omit<StepOptions, "file" | "direction">) =>
      run(async (context) => {
        const { runStep } = await import("../../running/step/run-step.js");
        return runStep(context, { ...options, file, direction: "back" });
      }),
    );
}
