import { Command } from "commander";
import { examples, formatOption } from "../help/command-help";
import type { ReplayOptions } from "../running/run-replay";
import { anonymiseOption } from "../help/live-options";
import type { Runner } from "./runner";

const DESCRIPTION = `Holds every request of the audit log against a stage that has not been planned yet: what is still allowed, what would be
refused (who, when, what, and what allowed it), what is not known, what becomes possible. Each kind of request is shown
once with its count. The exit code is 1 where something would be refused, where something is not known, where lines or
files are cut off, and where the log has no request of an IAM principal. Reads files alone.

Callers without IAM credentials (service accounts, components of the cluster) are left out: no stage changes their access.
Without --rbac, what groups and usernames may do is not known.`;

const EXAMPLES = {
  "eks-access replay clusters/demo.yaml --log audit/ --stage api --rbac rbac.json": "what the last switch would refuse",
  "eks-access replay clusters/demo.yaml --log audit.json --stage entries:1": "after the first wave",
};

/** `eks-access replay` */
export function replayCommand(run: Runner): Command {
  return new Command("replay")
    .summary("past requests held against a stage, from audit logs")
    .description(DESCRIPTION)
    .argument("<file>", "a cluster file")
    .requiredOption("--log <paths...>", "audit logs of the control plane: files, folders, - for standard input")
    .requiredOption("--stage <stage>", "a stage, or a wave of stage entries as entries:2")
    .option("--rbac <file>", "the cluster's roles and bindings, as kubectl prints them; - is standard input")
    .addOption(formatOption(["text", "json"]))
    .addOption(anonymiseOption())
    .addHelpText("after", examples(EXAMPLES))
    .action(async (file: string, options: Omit<ReplayOptions, "file">) =>
      run(async (context) => (await import("../running/run-replay.js")).runReplay(context, { ...options, file })),
    );
}
