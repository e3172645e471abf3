import { Command } from "commander";
import { VERIFY_FORMATS } from "../../../report/verify/verify-format";
import { helpEnd, formatOption } from "../../help/command-help";
import type { VerifyOptions } from "../../running/live/run-verify";
import { anonymiseOption } from "../../help/live-options";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Compares a live cluster with its cluster file after a plan is applied: authentication mode, entries, access policies and their scopes, rows, bindings, node groups, and everybody who has access without being named in the file. It says whether the step is complete, and which step may be next. Nothing is changed in the cluster.",
  "What a refused call would tell is not known, and the step is then not complete.",
  "`eks-access advance --verified` reads the output of --format json. That output is valid for 24 hours from when the cluster was read (with --live: when the dump was made), until the cluster file or a defaults.yaml of its folders changes.",
].join("\n\n");

const END = helpEnd({
  reads:
    "the cluster files, and defaults.yaml and fleet.yaml of their folders; EKS, IAM and the Kubernetes API, by calls that describe, list and get; with --live dumps instead",
  writes: "nothing but the result on standard output",
  exitCodes: {
    0: "every step is complete",
    1: "a difference, something that is not known, or a cluster that cannot be read",
    2: "wrong usage, or a file that cannot be opened",
  },
  examples: {
    "eks-access verify clusters/demo.yaml": "with the credentials of the environment",
    "eks-access verify clusters/demo.yaml --wait 10m": "asks again for 10 minutes: AWS shows a change late",
    "eks-access verify clusters/demo.yaml --live live.json": "a dump of eks-access collect",
    "eks-access verify --profile 111122223333=prod --profile 444455556666=dev":
      "all files, each account with its profile",
    "eks-access verify clusters/demo.yaml --format json > verified.json": "for advance --verified verified.json",
  },
  next: {
    "eks-access advance clusters/demo.yaml": "once the step is complete: writes the next one",
  },
});

/** `eks-access verify` */
export function verifyCommand(run: Runner): Command {
  return new Command("verify")
    .summary("compares a live cluster with its cluster file")
    .description(DESCRIPTION)
    .argument("[files...]", "cluster files, or folders of them (default: clusters)")
    .option(
      "--live <files...>",
      "files with dumps of eks-access collect, which are read in the place of the live clusters",
    )
    .option(
      "--profile <names...>",
      "a profile of the AWS configuration, which then assumes terraform.assume_role of the cluster file; or ACCOUNT=PROFILE for the clusters of one account, without assuming a role (default: the credentials of the environment)",
    )
    .option(
      "--context <name>",
      "context of the kubeconfig for the Kubernetes API, for one cluster only (default: the endpoint that EKS names, with a token of the AWS credentials)",
    )
    .option(
      "--wait <duration>",
      "asks again every 10 seconds until the step is complete, at most for this time: 90s, 10m, 1h (default: asks once)",
    )
    .addOption(formatOption(VERIFY_FORMATS))
    .addOption(anonymiseOption())
    .addHelpText("after", END)
    .action(async (files: string[], options: Omit<VerifyOptions, "files">) =>
      run(async (context) =>
        (await import("../../running/live/run-verify.js")).runVerify(context, { ...options, files }),
      ),
    );
}
