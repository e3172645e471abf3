import { Command } from "commander";
import { helpEnd, planSteps } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Writes the Terraform JSON of every cluster file of a folder. Terraform, cdktf or HCP Terraform plans and applies it afterwards. All files are written, or none: one error or blocker in one cluster file stops all of them.",
  "Each file of `render: overlay` gets the two files of `eks-access overlay` in its root module. Each other file gets a stack: a folder with cdk.tf.json. It changes nothing in AWS. The folder of a stack whose cluster file is gone is deleted, and its resources in AWS stay; where it holds something else, such as a state, it stays, and a warning names it.",
].join("\n\n");

const END = helpEnd({
  reads:
    "the cluster files, and defaults.yaml and fleet.yaml of their folders; of render: overlay the root module; no network",
  writes:
    "cdktf.out/stacks/CLUSTER/cdk.tf.json (CDKTF_OUTDIR, or `output` in cdktf.json, replaces cdktf.out); the files of overlays",
  exitCodes: {
    0: "everything is written",
    1: "an error or a blocker; nothing is written",
    2: "a folder or file cannot be read, or the output cannot be written",
  },
  examples: {
    "eks-access check": "first: the same errors and blockers, and nothing is written",
    "eks-access synth": "every *.yaml of clusters/, or of the folder in CLUSTERS_DIR",
    "eks-access synth infrastructure/clusters": "cluster files of another folder",
    "CDKTF_OUTDIR=out eks-access synth": "writes out/stacks/CLUSTER/cdk.tf.json",
  },
  next: {
    ...planSteps("cdktf.out/stacks/demo, or the root module", "clusters/demo.yaml"),
  },
});

/** `eks-access synth` */
export function synthCommand(run: Runner): Command {
  return new Command("synth")
    .summary("writes the Terraform JSON of cluster files")
    .description(DESCRIPTION)
    .argument("[folder]", "folder of the cluster files (default: the folder in CLUSTERS_DIR, or clusters)")
    .option("--no-cache", "makes the files of every cluster again, also of clusters whose input did not change")
    .option("--verbose", "prints accepted findings too, each with its reason and its last day")
    .addHelpText("after", END)
    .action(async (folder: string | undefined, options: { readonly cache: boolean; readonly verbose?: boolean }) =>
      run(async (context) => (await import("../running/run-synth.js")).runSynth(context, { ...options, folder })),
    );
}
