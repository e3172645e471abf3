import { Command } from "commander";
import { examples, formatOption } from "../help/command-help";
import type { UsageOptions } from "../running/run-usage";
import { anonymiseOption } from "../help/live-options";
import type { Runner } from "./runner";

const DESCRIPTION = `Who came into a cluster, when last, and by which row of aws-auth or which access entry, from the cluster's own logs: rows
that nobody used, everybody behind mapAccounts by name, roles that were made anew.

Logs are those of the control plane, types authenticator and audit: lines of the log, aws logs tail, the JSON of
aws logs filter-log-events, get-log-events and get-query-results, exports to S3, packed by gzip or not, folders of them.
The log does not say whether a row or an entry served; where the name and groups do not tell either, the answer is both.

--from-cloudwatch says first what it will go through, and then reads the lines of logins alone.
A log: aws logs filter-log-events --log-group-name /aws/eks/NAME/cluster --log-stream-name-prefix authenticator > log.json`;

const EXAMPLES = {
  "eks-access usage clusters/demo.yaml --log logs/": "who came in by what, and when last",
  "eks-access usage clusters/demo.yaml --log log.json.gz --days 30": "warns where the log covers less",
  "eks-access usage clusters/demo.yaml --from-cloudwatch 30d": "of the cluster's log group, by the AWS SDK",
  "eks-access usage clusters/demo.yaml --log log.json --output usage.json": "the same as JSON, into a file",
};

/** `eks-access usage` */
export function usageCommand(run: Runner): Command {
  return new Command("usage")
    .summary("who came in by which row or entry, from logs")
    .description(DESCRIPTION)
    .argument("<file>", "a cluster file")
    .option("--log <paths...>", "logs of the control plane: files, folders, - for standard input")
    .option("--from-cloudwatch <days>", "reads the authenticator's log of the last days in CloudWatch: 30d")
    .option("--profile <name>", "with --from-cloudwatch: a profile of the AWS configuration")
    .option("--days <number>", "days that the log should cover")
    .option("--output <file>", "write the result as JSON")
    .addOption(formatOption(["text", "json"]))
    .addOption(anonymiseOption())
    .addHelpText("after", examples(EXAMPLES))
    .action(async (file: string, options: Omit<UsageOptions, "file">) =>
      run(async (context) => (await import("../running/run-usage.js")).runUsage(context, { ...options, file })),
    );
}
