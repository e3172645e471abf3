import { Command } from "commander";
import { helpEnd } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Prints a cluster file as all other commands read it: merged with each defaults.yaml of its folders. A value of a defaults.yaml has a comment with the file and line where it stands.",
].join("\n\n");

const END = helpEnd({
  reads: "the cluster file, and each defaults.yaml of its folders",
  writes: "nothing but the result on standard output",
  exitCodes: {
    0: "the merged file is printed",
    1: "the file is not a cluster file; `eks-access check` says why",
    2: "wrong usage, or a file that cannot be opened",
  },
  examples: {
    "eks-access show clusters/demo.yaml": "what holds for this cluster, and where it is written",
  },
});

/** `eks-access show` */
export function showCommand(run: Runner): Command {
  return new Command("show")
    .summary("prints a cluster file merged with its defaults.yaml files")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file; - is standard input")
    .addHelpText("after", END)
    .action(async (file: string) =>
      run(async (context) => (await import("../running/run-show.js")).runShow(context, file)),
    );
}
