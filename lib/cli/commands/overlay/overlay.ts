import { Command, Option } from "commander";
import { helpEnd, planSteps } from "../../help/command-help";
import type { OverlayOptions } from "../../running/overlay/run-overlay";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Writes two files into the Terraform root module that has the cluster already, for each cluster file with `render: overlay`. `root` under `overlay` in that file is the folder of the root module. eks_access.tf.json adds guards and bindings. eks_access_override.tf.json sets arguments of blocks that exist there. No state moves, and no other resource is touched.",
  "Give all cluster files of one root module together. A file of these names that another program or person wrote is never overwritten.",
  "Commit both files with the cluster file. They stay beside main.tf until the plan of stage done is applied; `advance` and `back` write them too. Then --settle prints what to write into main.tf, --remove deletes both files, and a plan without changes ends it.",
].join("\n\n");

const END = helpEnd({
  reads:
    "the cluster files, and defaults.yaml and fleet.yaml of their folders; the *.tf and *.tf.json files of the root module",
  writes:
    "eks_access.tf.json and eks_access_override.tf.json in the root module, both or neither; with --check, --diff or --settle nothing",
  exitCodes: {
    0: "done: written, deleted or shown, also where --diff shows lines; with --check the files are up to date",
    1: "an error or a blocker, and nothing is written or deleted; with --check a file is missing or not what overlay would write; with --settle the stage is not done yet",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "eks-access overlay clusters": "the files of every cluster with render: overlay",
    "eks-access overlay clusters --check": "in CI: ends with 1 where a file is not what overlay would write",
    "eks-access overlay clusters/payments.yaml --diff": "what would change; writes nothing",
    "eks-access overlay clusters --gone blue": "once clusters/blue.yaml is deleted: takes blue out of the files",
    "eks-access overlay clusters/payments.yaml --settle": "at stage done: prints the HCL for main.tf",
    "eks-access overlay clusters/payments.yaml --remove": "once that HCL is in main.tf: deletes both files",
  },
  next: {
    ...planSteps("the root module", "clusters/payments.yaml"),
  },
});

/** `eks-access overlay` */
export function overlayCommand(run: Runner): Command {
  return new Command("overlay")
    .summary("writes two Terraform files into the root module of a cluster")
    .description(DESCRIPTION)
    .argument("[files...]", "cluster files, or folders of them (default: clusters)")
    .option("--check", "writes nothing; ends with 1 where a file is missing or not what this command would write")
    .option("--diff", "writes nothing; prints the lines that would change")
    .option(
      "--gone <cluster...>",
      "clusters whose cluster files are deleted: takes their part out of both files (default: a file that holds such a cluster is refused)",
    )
    .option("--remove", "deletes both files, and prints what the next plan then does")
    .option(
      "--settle",
      "writes nothing; prints at stage done the HCL to write into the root module, so that --remove changes no access",
    )
    .addOption(
      new Option(
        "--module-version <major>",
        "with --settle: also prints what this major version of terraform-aws-modules/eks needs",
      ).choices(["20", "21"]),
    )
    .addHelpText("after", END)
    .action(async (files: string[], options: Omit<OverlayOptions, "files">) =>
      run(async (context) =>
        (await import("../../running/overlay/run-overlay.js")).runOverlay(context, { ...options, files }),
      ),
    );
}
