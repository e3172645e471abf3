import { Command } from "commander";
import { examples, formatOption } from "../help/command-help";
import type { Runner } from "./runner";
import type { ExplainOptions } from "../running/run-explain";

const DESCRIPTION = `Who can do what in a cluster, at each stage of its migration: through which row or access entry, under which username,
with which groups and policies, and what changes from stage to stage. It reads cluster files alone: what the plans of their
stages leave behind, each run as a whole.

A stage is named as in the file, a wave of stage entries as entries:2. What the file does not tell is unknown, and never
"no access": where an answer of --can, --principal or --diff is unknown, or depends on what was not read, the exit code is 1.

A dump for --rbac: kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o json > rbac.json`;

const EXAMPLES = {
  "eks-access explain": "every cluster of clusters/",
  "eks-access explain clusters/demo.yaml --principal arn:aws:iam::111122223333:role/dev": "one principal, and why",
  'eks-access explain clusters/demo.yaml --can "get secrets -n prod"': "who may, as kubectl auth can-i asks it",
  'eks-access explain clusters/demo.yaml --can "get pods/web -n prod" --rbac rbac.json':
    "the same, groups and usernames opened",
  "eks-access explain clusters/demo.yaml --diff dual entries:1": "two stages of a file",
  "eks-access explain --diff before.yaml after.yaml": "two files, each at its own stage",
  "eks-access explain --diff before.yaml after.yaml --exit-code": "fails where somebody gains or loses",
};

/** `eks-access explain` */
export function explainCommand(run: Runner): Command {
  return new Command("explain")
    .summary("who can do what, at each stage")
    .description(DESCRIPTION)
    .argument("[files...]", "cluster files, or folders of them; - reads one from standard input (default: clusters)")
    .option("--principal <arn>", "follow one principal through all stages")
    .option(
      "--can <request>",
      "who may make a request: VERB RESOURCE[.GROUP][/NAME] [--subresource SUB] [-n NAMESPACE]",
    )
    .option(
      "--rbac <file>",
      "with --can: the cluster's roles and bindings, as kubectl prints them; - is standard input",
    )
    .option("--diff <which...>", "two stages of a file, or two files: what differs")
    .option("--exit-code", "with --diff: exit code 1 where somebody gains or loses access")
    .option("--usage <file>", "output of usage --output: cells say when they were used last")
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", examples(EXAMPLES))
    .action(async (files: string[], options: Omit<ExplainOptions, "files">) =>
      run(async (context) => (await import("../running/run-explain.js")).runExplain(context, { ...options, files })),
    );
}
