import { Command } from "commander";
import { examples } from "../help/command-help";
import { anonymiseOption, withLiveOptions } from "../help/live-options";
import type { CollectOptions } from "../running/run-collect";
import type { Runner } from "./runner";

const DESCRIPTION = `All that decides who reaches a cluster, as one dump on standard output: for those who plan elsewhere. import, check --live,
verify and --rbac read it. There is no secret in it: names, ARNs, rules and dates alone.

Calls describe, list and get, and change nothing. What may not be read is named in the dump and on standard error: it is
not known, never none. docs/permissions.md has a ready policy and ClusterRole.`;

const EXAMPLES = {
  "eks-access collect --cluster demo > live.json": "of the environment's account and region",
  "eks-access collect --cluster demo --profile prod --region eu-west-1 > live.json": "of a profile",
  "eks-access collect --cluster demo --context demo-admin > live.json": "the Kubernetes API by the kubeconfig",
};

/** `eks-access collect` */
export function collectCommand(run: Runner): Command {
  const command = new Command("collect")
    .summary("what a live cluster says -> one dump")
    .description(DESCRIPTION)
    .requiredOption("--cluster <name>", "the cluster");
  return withLiveOptions(command)
    .addOption(anonymiseOption())
    .addHelpText("after", examples(EXAMPLES))
    .action(async (options: CollectOptions) =>
      run(async (context) => (await import("../running/run-collect.js")).runCollect(context, options)),
    );
}
