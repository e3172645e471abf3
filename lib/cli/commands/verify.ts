import { Command } from "commander";
import { VERIFY_FORMATS } from "../../report/verify/verify-format";
import { examples, formatOption } from "../help/command-help";
import type { VerifyOptions } from "../running/run-verify";
import { anonymiseOption } from "../help/live-options";
import type { Runner } from "./runner";

const DESCRIPTION = `The live cluster against its file at its stage, after an apply: mode, entries, access policies and their scopes, rows,
bindings, node groups, and whoever has access and is not named by the file. Says whether the step is complete and which may
be next. Reads alone, by calls that describe, list and get; what may not be read is not known, and the step not complete.

With --format json the verdict carries the digest of the file, the time and the caller: advance --verified binds to it.`;

const EXAMPLES = {
  "eks-access verify clusters/demo.yaml": "the live cluster, with the environment's credentials",
  "eks-access verify clusters/demo.yaml --wait 10m": "again until it is as the file says: AWS takes its time",
  "eks-access verify clusters/demo.yaml --live live.json": "of a dump of eks-access collect",
  "eks-access verify --profile 111122223333=prod --profile 444455556666=dev":
    "every file, each with its account's profile",
  "eks-access verify clusters/demo.yaml --format json > verified.json": "for advance --verified verified.json",
};

/** `eks-access verify` */
export function verifyCommand(run: Runner): Command {
  return new Command("verify")
    .summary("the live cluster against its file at its stage")
    .description(DESCRIPTION)
    .argument("[files...]", "cluster files, or folders of them (default: clusters)")
    .option("--live <files...>", "dumps of eks-access collect, instead of the live clusters")
    .option(
      "--profile <names...>",
      "a profile of the AWS configuration, which takes the file's terraform.assume_role, or ACCOUNT=PROFILE, which does not",
    )
    .option("--context <name>", "a context of the kubeconfig, for one cluster (default: the endpoint that EKS tells)")
    .option("--wait <duration>", "asks again until the step is complete, for so long: 90s, 10m")
    .addOption(formatOption(VERIFY_FORMATS))
    .addOption(anonymiseOption())
    .addHelpText("after", examples(EXAMPLES))
    .action(async (files: string[], options: Omit<VerifyOptions, "files">) =>
      run(async (context) => (await import("../running/run-verify.js")).runVerify(context, { ...options, files })),
    );
}
