import { Command } from "commander";
import { examples } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION =
  "Prints what a code of a finding means: its severity, its rule, whether `accept` may open it, and an example with what is wrong (-) and mended (+). Of a rule it prints the rule and its source. It needs no network: the text is that of docs/ in this package.";

const EXAMPLES = {
  "eks-access rule row-dead": "what a finding ends with in brackets: [row-dead]",
  "eks-access rule R12": "a rule of docs/specification.md",
};

/** `eks-access rule` */
export function ruleCommand(run: Runner): Command {
  return new Command("rule")
    .summary("what a code of a finding means, or a rule")
    .description(DESCRIPTION)
    .argument("<code>", "the code or the rule")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (code: string) =>
      run(async (context) => (await import("../running/run-rule.js")).runRule(context, code)),
    );
}
