import { type Command, Option } from "commander";

/** The options of a command that reads a live cluster; `region` where it is not one of the command's own. */
export function withLiveOptions(command: Command, { region = true }: { readonly region?: boolean } = {}): Command {
  if (region)
    command.option("--region <region>", "region of the cluster (default: that of the environment or the profile)");
  return command
    .option(
      "--profile <name>",
      "profile of the AWS configuration, also one of IAM Identity Center (default: the credentials of the environment)",
    )
    .option(
      "--context <name>",
      "context of the kubeconfig for the Kubernetes API (default: the endpoint that EKS names, with a token of the AWS credentials)",
    );
}

/** `--anonymise` */
export function anonymiseOption(): Option {
  return new Option(
    "--anonymise",
    "replaces accounts and names by made-up ones in everything that is printed or written; one name gets the same made-up name throughout a run; what one run prints does not fit the files of another",
  );
}
