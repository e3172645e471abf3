import { Command } from "commander";
import { Failure } from "../failure";
import { dryRunOption, examples, formatOption } from "../help/command-help";
import type { StepOptions } from "../running/run-step";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Sets the next wave or stage in a cluster file, if its gate lets it pass, and says what the plan of that stage does, what cannot be undone afterwards, and what to check before. Comments and everything else in the file stay as they are.",
  "A step is one plan: apply it before you advance again.",
  "Where a fleet.yaml has rings, a cluster waits until the ring before has reached where its step leads, has no open blocker, and is verified: --verified names the results. --ring takes one step in every cluster of a ring that may go, and says why others may not.",
].join("\n\n");

const EXAMPLES = {
  "eks-access advance clusters/demo.yaml": "the next step",
  "eks-access advance clusters/demo.yaml --dry-run": "what it would do; writes nothing",
  "eks-access advance clusters/demo.yaml --verified verified.json": "only where the cluster is as the file says",
  "eks-access advance --ring 2 --verified verified/": "every cluster of the second ring that may go",
  "eks-access advance - < demo.yaml > next.yaml": "reads standard input, writes the file to standard output",
};

/** What was typed. */
interface AdvanceOptions extends Omit<StepOptions, "file" | "direction"> {
  readonly ring?: string;
}

/** `eks-access advance` */
export function advanceCommand(run: Runner): Command {
  return new Command("advance")
    .summary("one step forward: the next wave or stage")
    .description(DESCRIPTION)
    .argument(
      "[file]",
      "the cluster file; - is standard input; with --ring the folder of the fleet (default: clusters)",
    )
    .option("--ring <ring>", "all clusters of a ring of fleet.yaml: its number, or its name")
    .option(
      "--verified <path>",
      "output of verify --format json, or a folder of outputs: no step without a fresh verdict that this one is complete",
    )
    .option("--past-gate", "this one step, though the ring before holds it; its own gate is asked")
    .addOption(dryRunOption())
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", examples(EXAMPLES))
    .action(async (file: string | undefined, { ring, ...options }: AdvanceOptions) =>
      run(async (context) => {
        if (ring !== undefined) {
          if (options.pastGate === true)
            throw new Failure(
              "--past-gate and --ring, expected one of the two: one cluster at a time goes past a gate",
            );
          return (await import("../fleet/run-ring.js")).runRing(context, { ...options, ring, folder: file });
        }
        if (file === undefined) throw new Failure("advance: expected a cluster file, or --ring");
        const { runStep } = await import("../running/run-step.js");
        return runStep(context, { ...options, file, direction: "advance" });
      }),
    );
}
