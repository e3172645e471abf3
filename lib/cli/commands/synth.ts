import { Command } from "commander";
import { examples } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Writes Terraform JSON: one stack per cluster file, and the files over root modules, all of them or none.",
  "What refuses a stage is told with its place, and then nothing is written. The table says what came of each cluster.",
].join("\n\n");

const EXAMPLES = {
  "eks-access synth": "every *.yaml of clusters/, or of CLUSTERS_DIR -> cdktf.out/stacks/<cluster>",
  "eks-access synth infrastructure/clusters": "cluster files of another folder",
  "CDKTF_OUTDIR=out eks-access synth": "another folder of the output, as cdktf.json may name it too",
};

/** `eks-access synth` */
export function synthCommand(run: Runner): Command {
  return new Command("synth")
    .summary("cluster files -> Terraform JSON")
    .description(DESCRIPTION)
    .argument("[folder]", "folder of cluster files (default: CLUSTERS_DIR, or clusters)")
    .option("--no-cache", "make all files again, those too that are as they were in the run before")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (folder: string | undefined, options: { readonly cache: boolean }) =>
      run(async (context) => (await import("../running/run-synth.js")).runSynth(context, { ...options, folder })),
    );
}
