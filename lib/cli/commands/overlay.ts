import { Command, Option } from "commander";
import { examples } from "../help/command-help";
import type { OverlayOptions } from "../running/run-overlay";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Writes two files beside the Terraform files of a root module that has the cluster: eks_access.tf.json (guards, bindings) and eks_access_override.tf.json (arguments of the blocks that are there). No state moves, and no other resource is touched.",
  "Both are written, or neither. A file of the name that somebody else wrote is never overwritten. All cluster files of a root module are given together.",
].join("\n\n");

const EXAMPLES = {
  "eks-access overlay clusters": "writes the files of every cluster with render: overlay",
  "eks-access overlay clusters --check": "in CI: fails where they are not what the cluster files come to",
  "eks-access overlay clusters/payments.yaml --diff": "what would change; writes nothing",
  "eks-access overlay clusters/payments.yaml --settle": "at stage done: the HCL to write so that both files can go",
};

/** `eks-access overlay` */
export function overlayCommand(run: Runner): Command {
  return new Command("overlay")
    .summary("two files over the Terraform root module that has the cluster")
    .description(DESCRIPTION)
    .argument("[files...]", "cluster files, or folders of them (default: clusters)")
    .option("--check", "writes nothing; fails where the files are not what they would be")
    .option("--diff", "writes nothing; prints the lines that would change")
    .option("--remove", "deletes both files, and says what the next plan does then")
    .option("--settle", "prints the HCL to write into the root module, at stage done")
    .addOption(new Option("--module-version <line>", "with --settle: what else v21 needs").choices(["20", "21"]))
    .addHelpText("after", examples(EXAMPLES))
    .action(async (files: string[], options: Omit<OverlayOptions, "files">) =>
      run(async (context) => (await import("../running/run-overlay.js")).runOverlay(context, { ...options, files })),
    );
}
