import { Command } from "commander";
import { helpEnd, formatOption } from "../../help/command-help";
import type { UsageOptions } from "../../running/live/run-usage";
import { anonymiseOption } from "../../help/live-options";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Shows who came into a cluster, when last, and by which row or entry, from the logs of the cluster: also rows that nobody used, each principal that came in by mapAccounts, and roles that were deleted and made again. A log does not say whether a row or an entry served a login; where username and groups fit both, the commits of the cluster file tell which of them it had at that time, and without a git repository the answer is both.",
  "Logs are those of the EKS control plane, types authenticator and audit. Accepted are log lines, output of aws logs tail, JSON of aws logs filter-log-events, get-log-events and get-query-results, and exports to S3; gzip is unpacked.",
  "A log for --log:\n  aws logs filter-log-events --log-group-name /aws/eks/NAME/cluster \\\n    --log-stream-name-prefix authenticator \\\n    --start-time $(($(date +%s) - 30 * 86400))000 > log.json",
].join("\n\n");

const END = helpEnd({
  reads:
    "the cluster file, and defaults.yaml and fleet.yaml of its folders; by git log and git cat-file what the file said before; the logs; with --from-cloudwatch CloudWatch Logs, after it printed how much the log group holds",
  writes: "the result on standard output; with --output also a JSON file",
  exitCodes: {
    0: "the logs have logins, and the result is printed",
    1: "the cluster file is wrong, or the logs have no login and no request of an IAM principal",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "eks-access usage clusters/demo.yaml --log logs/": "all logs of a folder",
    "eks-access usage clusters/demo.yaml --log log.json.gz --days 30": "warns if the log covers less than 30 days",
    "eks-access usage clusters/demo.yaml --from-cloudwatch 30d": "reads the last 30 days in CloudWatch",
    "eks-access usage clusters/demo.yaml --log log.json --output usage.json":
      "also writes usage.json, for check and explain",
  },
  next: {
    "eks-access explain clusters/demo.yaml --usage usage.json": "when each row and entry was used last, stage by stage",
    "eks-access check clusters/demo.yaml --usage usage.json":
      "warns of whoever came in and loses access at a later stage",
  },
});

/** `eks-access usage` */
export function usageCommand(run: Runner): Command {
  return new Command("usage")
    .summary("shows from logs who used which row or entry, and when")
    .description(DESCRIPTION)
    .argument("<file>", "the cluster file")
    .option(
      "--log <paths...>",
      "logs of the control plane: files or folders; - is standard input; --log or --from-cloudwatch is required",
    )
    .option(
      "--from-cloudwatch <days>",
      "reads the log of the authenticator in CloudWatch, of this number of last days: 30d",
    )
    .option(
      "--profile <name>",
      "with --from-cloudwatch: profile of the AWS configuration (default: the credentials of the environment)",
    )
    .option(
      "--days <number>",
      "number of days that the logs should cover; warns if they cover less (default: that of --from-cloudwatch)",
    )
    .option("--output <file>", "writes the result as JSON to this file too")
    .addOption(formatOption(["text", "json"]))
    .addOption(anonymiseOption())
    .addHelpText("after", END)
    .action(async (file: string, options: Omit<UsageOptions, "file">) =>
      run(async (context) => (await import("../../running/live/run-usage.js")).runUsage(context, { ...options, file })),
    );
}
