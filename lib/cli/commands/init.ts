import { Command } from "commander";
import { examples } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Makes a folder an app with cluster files: clusters/example.yaml, cdktf.json, main.ts; package.json and .gitignore get what they lack.",
  "Writes all of them or none, and nothing over a file that is there.",
].join("\n\n");

const EXAMPLES = {
  "npx eks-access init": "this folder",
  "npx eks-access init access": "another folder, which need not be there",
};

/** `eks-access init` */
export function initCommand(run: Runner): Command {
  return new Command("init")
    .summary("a folder of your own with an example, ready for synth")
    .description(DESCRIPTION)
    .argument("[folder]", "the folder", ".")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (folder: string) =>
      run(async (context) => (await import("../running/run-init.js")).runInit(context, folder)),
    );
}
