import { Command } from "commander";
import { examples } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION =
  "Prints a cluster file as it is read: merged with the `defaults.yaml` of its folders. What a folder says has a comment with its place.";

const EXAMPLES = {
  "eks-access show clusters/prod/shop.yaml": "what holds for this cluster, and who says it",
};

/** `eks-access show` */
export function showCommand(run: Runner): Command {
  return new Command("show")
    .summary("a cluster file with what its folders say")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file; - is standard input")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (file: string) =>
      run(async (context) => (await import("../running/run-show.js")).runShow(context, file)),
    );
}
