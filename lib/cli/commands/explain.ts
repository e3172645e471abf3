import { Command } from "commander";
import { helpEnd, formatOption } from "../help/command-help";
import type { Runner } from "./runner";
import type { ExplainOptions } from "../running/run-explain";

const DESCRIPTION = [
  "Shows who can do what in a cluster at each stage of its migration: through which row or entry, with which username, groups and access policies, and what changes from stage to stage. Each answer is for the time after the plan of the stage is applied to its end, not while it runs.",
  'What the cluster file does not say is shown as not known, never as "no access".',
  "A stage is written as in the cluster file: dual. A wave of stage entries is written as entries:2.",
  "What groups and usernames may do is in the cluster's RBAC: give --can a dump of it by --rbac, or nearly every answer about a group is not known, which is exit code 1. A dump for --rbac:\n  kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o json > rbac.json",
].join("\n\n");

const END = helpEnd({
  reads:
    "the cluster files, and defaults.yaml and fleet.yaml of their folders; the files of --rbac and --usage; no network",
  writes: "nothing but the result on standard output",
  exitCodes: {
    0: "the question is answered",
    1: "a cluster file is wrong or its stage is refused; an answer of --can, --principal or --diff is not known, for want of --rbac too; with --exit-code somebody gains or loses access",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "eks-access explain": "every cluster of clusters/",
    "eks-access explain clusters/demo.yaml --principal arn:aws:iam::111122223333:role/dev": "one principal, and why",
    'eks-access explain clusters/demo.yaml --can "get secrets -n prod" --rbac rbac.json':
      "who may, as kubectl auth can-i asks",
    'eks-access explain clusters/demo.yaml --can "get secrets -n prod"': "who may by access policies, without RBAC",
    "eks-access explain clusters/demo.yaml --diff dual entries:1": "two stages of a file",
    "eks-access explain --diff before.yaml after.yaml": "two files, each at its own stage",
    "eks-access explain --diff before.yaml after.yaml --exit-code": "exit code 1 where access changes",
  },
  next: {
    "eks-access advance clusters/demo.yaml --dry-run": "what the next step would do",
    "eks-access replay clusters/demo.yaml --log audit.json --stage api --rbac rbac.json":
      "what a stage would answer to an audit log",
  },
});

/** `eks-access explain` */
export function explainCommand(run: Runner): Command {
  return new Command("explain")
    .summary("shows who can do what at each stage")
    .description(DESCRIPTION)
    .argument(
      "[files...]",
      "cluster files, or folders of them; - reads one cluster file from standard input (default: clusters)",
    )
    .option("--principal <arn>", "shows one principal at every stage")
    .option(
      "--can <request>",
      "shows who may make a request: VERB RESOURCE[.GROUP][/NAME] [--subresource SUB] [-n NAMESPACE]",
    )
    .option(
      "--rbac <file>",
      "with --can: a dump of the RBAC roles and bindings of the cluster, to know what groups and usernames may do; - is standard input",
    )
    .option("--diff <stages or files...>", "compares two stages of one file, or two files")
    .option("--exit-code", "with --diff: ends with 1 where somebody gains or loses access")
    .option(
      "--usage <file>",
      "a file that usage --output wrote; the table then shows when each row and entry was used last",
    )
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", END)
    .action(async (files: string[], options: Omit<ExplainOptions, "files">) =>
      run(async (context) => (await import("../running/run-explain.js")).runExplain(context, { ...options, files })),
    );
}
