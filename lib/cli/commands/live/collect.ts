import { Command } from "commander";
import { helpEnd } from "../../help/command-help";
import { anonymiseOption, withLiveOptions } from "../../help/live-options";
import type { CollectOptions } from "../../running/live/run-collect";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Reads a live cluster and prints one dump of everything that decides who reaches the cluster. Run it where the cluster can be reached; elsewhere import, check --live, verify --live and every --rbac read the dump.",
  "The dump holds names, ARNs, rules, dates and the tags of access entries, and no secret. A call that AWS or Kubernetes refuses is named in the dump and on standard error. What that call would tell is then not known. docs/permissions.md has an IAM policy and a ClusterRole that allow every call.",
].join("\n\n");

const END = helpEnd({
  reads: "EKS, IAM and the Kubernetes API, by calls that describe, list and get",
  writes: "the dump on standard output, as JSON; nothing in the cluster",
  exitCodes: {
    0: "the dump is printed, also where single calls were refused",
    1: "the cluster cannot be read",
    2: "wrong usage",
  },
  examples: {
    "eks-access collect --cluster demo > live.json": "with the credentials of the environment",
    "eks-access collect --cluster demo --profile prod --region eu-west-1 > live.json":
      "with a profile of the AWS configuration",
    "eks-access collect --cluster demo --context demo-admin > live.json": "with a context of the kubeconfig",
  },
  next: {
    "eks-access import live.json --output clusters/demo.yaml": "writes a cluster file of it",
    "eks-access check clusters/demo.yaml --live live.json": "what the guards of the plan would say",
  },
});

/** `eks-access collect` */
export function collectCommand(run: Runner): Command {
  const command = new Command("collect")
    .summary("reads a live cluster into one file")
    .description(DESCRIPTION)
    .requiredOption("--cluster <name>", "required: name of the cluster");
  return withLiveOptions(command)
    .addOption(anonymiseOption())
    .addHelpText("after", END)
    .action(async (options: CollectOptions) =>
      run(async (context) => (await import("../../running/live/run-collect.js")).runCollect(context, options)),
    );
}
