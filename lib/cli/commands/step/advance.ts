import { Command } from "commander";
import { Failure } from "../../failure";
import { dryRunOption, helpEnd, formatOption, planSteps } from "../../help/command-help";
import type { StepOptions } from "../../running/step/run-step";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Writes the next wave or the next stage of the migration into a cluster file, if the gate of the step allows it. It changes no cluster: Terraform does, by the plan of the step. Comments and everything else in the file stay as they are. It prints what the plan of the step does, what cannot be undone afterwards, and what to check before.",
  "One step is one plan. Apply the plan, and run `eks-access verify`, before you advance again.",
  "Rings of fleet.yaml order clusters. A cluster has to wait until every cluster of the ring before is at that step, has no open blocker, and is verified; --verified names the results of verify, which `eks-access verify clusters/demo.yaml --format json > verified.json` writes. --ring writes one step in every cluster of a ring that does not have to wait.",
].join("\n\n");

const END = helpEnd({
  reads:
    "the cluster file, and defaults.yaml and fleet.yaml of its folders; of render: overlay the root module; the files of --verified; no network",
  writes: "the cluster file; of render: overlay also the two files in the root module; all of them or none",
  exitCodes: {
    0: "the step is written; with --dry-run: the step is allowed",
    1: "the step is refused, and nothing is written; with --ring: the step of at least one cluster is refused",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "eks-access advance clusters/demo.yaml": "the next step",
    "eks-access advance clusters/demo.yaml --dry-run": "prints what the next step would do; writes nothing",
    "eks-access advance clusters/demo.yaml --verified verified.json": "only if verify found the step before complete",
    "eks-access advance --ring 2 --verified verified/": "every cluster of the second ring that does not have to wait",
    "eks-access advance - < demo.yaml > next.yaml": "from standard input to standard output",
  },
  next: {
    "eks-access synth": "not needed with render: overlay",
    ...planSteps("cdktf.out/stacks/demo, or the root module", "clusters/demo.yaml"),
  },
});

/** What was typed. */
interface AdvanceOptions extends Omit<StepOptions, "file" | "direction"> {
  readonly ring?: string;
}

/** `eks-access advance` */
export function advanceCommand(run: Runner): Command {
  return new Command("advance")
    .summary("writes the next wave or stage into a cluster file")
    .description(DESCRIPTION)
    .argument(
      "[file]",
      "required without --ring: the cluster file; - is standard input; with --ring the folder of all clusters (default: clusters)",
    )
    .option(
      "--ring <ring>",
      "writes the step into the cluster files of one ring of fleet.yaml; number of the ring, from 1, or its name",
    )
    .option(
      "--verified <path>",
      "output of verify --format json, or a folder of such outputs. The step is refused unless they say complete for this cluster (at most 24 hours old) and for every cluster of the ring before (at most `after.verified_days`, else 7, days old). Optional, but for clusters of the second ring and later",
    )
    .option(
      "--past-gate",
      "writes this step although the ring before is not ready; errors and blockers of the cluster file still refuse it",
    )
    .addOption(dryRunOption())
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", END)
    .action(async (file: string | undefined, { ring, ...options }: AdvanceOptions) =>
      run(async (context) => {
        if (ring !== undefined) {
          if (options.pastGate === true)
            throw new Failure(
              "--past-gate and --ring, expected one of the two: one cluster at a time goes past a gate",
            );
          return (await import("../../fleet/run-ring.js")).runRing(context, { ...options, ring, folder: file });
        }
        if (file === undefined) throw new Failure("advance: expected a cluster file, or --ring");
        const { runStep } = await import("../../running/step/run-step.js");
        return runStep(context, { ...options, file, direction: "advance" });
      }),
    );
}
