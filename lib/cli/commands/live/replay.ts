import { Command } from "commander";
import { helpEnd, formatOption } from "../../help/command-help";
import type { ReplayOptions } from "../../running/live/run-replay";
import { anonymiseOption } from "../../help/live-options";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Takes each request of an audit log and says what a stage that is not applied yet would answer to it: still allowed, refused (who, when, what, and what allowed it), not known, or newly possible. Without --rbac only access policies tell what is allowed, and whatever hangs on a group or a username is not known; with it they tell too. Requests of the same kind are one line with their count.",
  "Requests without IAM credentials, of service accounts and components of the cluster, are left out: no stage changes their access.",
  "A log for --log:\n  aws logs filter-log-events --log-group-name /aws/eks/NAME/cluster \\\n    --log-stream-name-prefix kube-apiserver-audit \\\n    --start-time $(($(date +%s) - 30 * 86400))000 > audit.json",
  "A dump for --rbac:\n  kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o json > rbac.json",
].join("\n\n");

const END = helpEnd({
  reads: "the cluster file, and defaults.yaml and fleet.yaml of its folders; the logs; the file of --rbac; no network",
  writes: "nothing but the result on standard output",
  exitCodes: {
    0: "every request that was allowed would still be allowed",
    1: "a request that was allowed would be refused or is not known, lines or files of the logs are cut off, or the logs have no request of an IAM principal",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "eks-access replay clusters/demo.yaml --log audit/ --stage api --rbac rbac.json":
      "what the last mode switch would refuse",
    "eks-access replay clusters/demo.yaml --log audit.json --stage entries:1 --rbac rbac.json":
      "what the first wave would refuse",
  },
  next: {
    "eks-access advance clusters/demo.yaml":
      "once replay ends with exit code 0: else give the entries what they lack first",
  },
});

/** `eks-access replay` */
export function replayCommand(run: Runner): Command {
  return new Command("replay")
    .summary("tests the requests of an audit log against a later stage")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file")
    .requiredOption(
      "--log <paths...>",
      "required: audit logs of the control plane, files or folders; - is standard input",
    )
    .requiredOption("--stage <stage>", "required: the stage, or a wave of stage entries as entries:2")
    .option(
      "--rbac <file>",
      "dump of the RBAC roles and bindings of the cluster; - is standard input (default: what groups and usernames may do is not known)",
    )
    .addOption(formatOption(["text", "json"]))
    .addOption(anonymiseOption())
    .addHelpText("after", END)
    .action(async (file: string, options: Omit<ReplayOptions, "file">) =>
      run(async (context) =>
        (await import("../../running/live/run-replay.js")).runReplay(context, { ...options, file }),
      ),
    );
}
