import { Command } from "commander";
import { dryRunOption, helpEnd, planSteps } from "../../help/command-help";
import type { FinishOptions } from "../../running/step/run-finish";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Removes from a cluster file what only the migration needed, after the plan of the last stage, `done`, is applied. The sections `migration`, `aws_auth`, `adopt` and `leaving` go, with their comments. `authentication_mode: API` is written, and `terraform.protect: true`, or `false` where the file says false (of render: module nothing). An `accept` without effect goes too.",
  "The file stays the cluster's file: entries, bindings and protection stay in it. The next plan destroys one resource, terraform_data.stage, which only records the stage: it changes nothing in AWS, and nobody's access. No guard is asked any more. A ConfigMap aws-auth that Terraform did not create stays in the cluster, and nothing reads it.",
  "finish does not look at the cluster: run `eks-access verify` first.",
  "A file with `render: overlay` is refused: type `eks-access overlay FILE --settle`, then `--remove`.",
].join("\n\n");

const END = helpEnd({
  reads: "the cluster file, and defaults.yaml and fleet.yaml of its folders",
  writes: "the cluster file; with --dry-run nothing",
  exitCodes: {
    0: "the file is written; with --dry-run: the lines are printed",
    1: "the file is not at stage `done`, or has errors; nothing is written",
    2: "wrong usage, or a file that cannot be opened",
  },
  examples: {
    "eks-access verify clusters/demo.yaml": "first: says whether stage `done` is complete",
    "eks-access finish clusters/demo.yaml --dry-run": "prints the lines that would go; writes nothing",
    "eks-access finish clusters/demo.yaml": "removes them",
  },
  next: {
    "eks-access synth": "writes the Terraform JSON without guards",
    ...planSteps("cdktf.out/stacks/demo", "clusters/demo.yaml"),
  },
});

/** `eks-access finish` */
export function finishCommand(run: Runner): Command {
  return new Command("finish")
    .summary("removes the migration from a cluster file, after stage done")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file")
    .addOption(dryRunOption())
    .addHelpText("after", END)
    .action(async (file: string, options: Omit<FinishOptions, "file">) =>
      run(async (context) =>
        (await import("../../running/step/run-finish.js")).runFinish(context, { ...options, file }),
      ),
    );
}
