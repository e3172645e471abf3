import { Command } from "commander";
import { examples, formatOption } from "./command-help";
import type { CheckOptions } from "./run-check";
import type { Runner } from "./runner";

const DESCRIPTION = `All findings of all cluster files, without synthesizing: for pre-commit hooks, CI and editors.`;

const EXAMPLES = {
  "eks-access check": "every *.yaml of clusters/, or of CLUSTERS_DIR",
  "eks-access check clusters/demo.yaml": "one file",
};

/** The formats in which findings are printed. */
export const CHECK_FORMATS = ["text", "json"] as const;

/** `eks-access check` */
export function checkCommand(run: Runner): Command {
  return new Command("check")
    .summary("all findings of all cluster files")
    .description(DESCRIPTION)
    .argument("[files...]", "cluster files, or folders of them; - reads one from standard input (default: clusters)")
    .addOption(formatOption(CHECK_FORMATS))
    .addHelpText("after", examples(EXAMPLES))
    .action(async (files: string[], options: Omit<CheckOptions, "files">) =>
      run(async (context) => (await import("./run-check.js")).runCheck(context, { ...options, files })),
    );
}
