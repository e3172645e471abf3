import { Command } from "commander";
import { helpEnd } from "../../help/command-help";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Writes the files of a new app with cluster files into a folder. `npm install` and `npx eks-access synth` then work there.",
  "A file that exists is never overwritten. package.json and .gitignore get only the lines that they lack.",
].join("\n\n");

const END = helpEnd({
  reads: "package.json, .gitignore and the files below, where they exist",
  writes:
    "clusters/example.yaml (unless clusters/ has a cluster file), cdktf.json, main.ts, package.json, .gitignore; all of them or none",
  exitCodes: {
    0: "the files are written, or exist already with this text",
    1: "a file of this name exists and says something else; nothing is written",
    2: "wrong usage, or a folder that cannot be read or written",
  },
  examples: {
    "npx eks-access init": "in this folder",
    "npx eks-access init access": "in the folder access, which is made if it does not exist",
  },
  next: {
    "npm install": "in that folder",
    "npx eks-access check": "finds nothing in the example",
    "npx eks-access import --cluster demo --output clusters/demo.yaml":
      "a cluster of yours; then delete clusters/example.yaml",
  },
});

/** `eks-access init` */
export function initCommand(run: Runner): Command {
  return new Command("init")
    .summary("writes a new folder with an example cluster file")
    .description(DESCRIPTION)
    .argument("[folder]", "the folder of the app", ".")
    .addHelpText("after", END)
    .action(async (folder: string) =>
      run(async (context) => (await import("../../running/import/run-init.js")).runInit(context, folder)),
    );
}
