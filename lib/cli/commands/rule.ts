import { Command } from "commander";
import { helpEnd } from "../help/command-help";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Explains a code, which a finding has in brackets at its end, or a rule. Of a code it prints the severity, the rule, whether `accept` in the cluster file may open the finding, and an example: lines with - are wrong, lines with + are right. Of a rule it prints the text and its source.",
].join("\n\n");

const END = helpEnd({
  reads: "docs/rules.md and docs/specification.md of this package; no network",
  writes: "nothing but the result on standard output",
  exitCodes: {
    0: "the code or rule is printed",
    2: "no code and no rule has this name",
  },
  examples: {
    "eks-access rule row-dead": "the code of a finding that ends with [row-dead]",
    "eks-access rule R12": "a rule of docs/specification.md",
  },
});

/** `eks-access rule` */
export function ruleCommand(run: Runner): Command {
  return new Command("rule")
    .summary("explains a code such as row-dead, or a rule such as R12")
    .description(DESCRIPTION)
    .argument("<code>", "a code such as row-dead, or a rule such as R12")
    .addHelpText("after", END)
    .action(async (code: string) =>
      run(async (context) => (await import("../running/run-rule.js")).runRule(context, code)),
    );
}
