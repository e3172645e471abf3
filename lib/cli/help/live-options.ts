import { type Command, Option } from "commander";

/** The options of a command that reads a live cluster; `region` where it is not one of the command's own. */
export function withLiveOptions(command: Command, { region = true }: { readonly region?: boolean } = {}): Command {
  if (region) command.option("--region <region>", "the region (default: what the environment or the profile says)");
  return command
    .option("--profile <name>", "a profile of the AWS configuration, also of IAM Identity Center")
    .option(
      "--context <name>",
      "a context of the kubeconfig (default: the endpoint that EKS tells, with an EKS token)",
    );
}

/** `--anonymise` */
export function anonymiseOption(): Option {
  return new Option(
    "--anonymise",
    "made-up accounts and names in all that is printed or written, the same for the same",
  );
}
