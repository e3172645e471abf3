import { Command } from "commander";
import { IMPORT_FORMATS } from "../../../report/import/import-format";
import { helpEnd, formatOption } from "../../help/command-help";
import { anonymiseOption, withLiveOptions } from "../../help/live-options";
import type { ImportOptions } from "../../running/import/run-import";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Writes a cluster file of what a cluster has today: the rows of aws-auth as they are, for each row an entry that grants the same, the live entries as they are, and the stage that the cluster has reached. Where a person has to decide something, a comment in the file says what to type.",
  `Give dumps of one cluster as sources, or --cluster, or --all-clusters. Several dumps are merged, also several in one file. A dump is recognized by its content:
  kubectl get configmap -n kube-system aws-auth -o yaml
  eksctl get iamidentitymapping --cluster NAME -o json, or a ClusterConfig of eksctl
  aws eks describe-cluster, list-access-entries, describe-access-entry,
      list-associated-access-policies, list-nodegroups, describe-nodegroup,
      list-fargate-profiles, describe-fargate-profile
  aws iam list-roles, for the paths of roles
  terraform show -json of a state or a plan, or terraform.tfstate
  eks-access collect`,
].join("\n\n");

const END = helpEnd({
  reads:
    "the dumps; with --cluster or --all-clusters EKS, IAM and the Kubernetes API, by calls that describe, list and get",
  writes: "the cluster file: on standard output, or where --output or --update says; nothing in the cluster",
  exitCodes: {
    0: "the file is written; warnings and notes at most",
    1: "an error: no file is written; or a blocker: the file is written, and a person has to decide something before the stage can be planned",
    2: "wrong usage, or a dump that cannot be opened",
  },
  examples: {
    "kubectl get configmap -n kube-system aws-auth -o yaml | eks-access import - --name demo": "prints the file",
    "terraform show -json | eks-access import - --name demo": "prints the file, from a Terraform state",
    "terraform show -json | eks-access import - --root . --output clusters/x.yaml": "a file with render: overlay",
    "eks-access import aws-auth.yaml cluster.json roles.json --output clusters/demo.yaml": "writes a new file",
    "eks-access import --cluster demo --output clusters/demo.yaml": "reads the live cluster",
    "eks-access import --all-clusters --regions eu-west-1 us-east-1 --output clusters/":
      "one file for each live cluster",
    "eks-access import aws-auth.yaml entries.json --update clusters/demo.yaml": "adds what is new, keeps the rest",
  },
  next: {
    "eks-access check clusters/demo.yaml": "lists what is open; comments with a code (# R35 ...: ...) are at the place",
    "eks-access explain clusters/demo.yaml": "shows who can do what at each stage",
    "eks-access synth": "once nothing is open: writes the Terraform JSON of every cluster file",
    "eks-access overlay clusters/demo.yaml": "with render: overlay instead: writes two files into the root module",
  },
});

/** `eks-access import` */
export function importCommand(run: Runner): Command {
  const command = new Command("import")
    .summary("writes a cluster file of what a cluster has today")
    .description(DESCRIPTION)
    .argument("[sources...]", "files with dumps of one cluster; - is standard input")
    .option("--cluster <name>", "reads the live cluster of this name; sources may be given as well")
    .option(
      "--all-clusters",
      "reads every live cluster of the account, and writes a file for each into the folder of --output",
    )
    .option("--regions <regions...>", "regions in which --all-clusters looks (default: that of --region)")
    .option("--output <file>", "writes a new file; with --all-clusters a folder (default: standard output)")
    .option("--update <file>", "adds what is new to this cluster file; its comments, order, keys and decisions stay")
    .option(
      "--root <folder>",
      "folder of the root module whose state is a source; the file then says render: overlay; needs --output (default: the file says render: access)",
    )
    .option(
      "--name <cluster>",
      "name of the cluster, where no source says it (default: the name of the file that is written)",
    )
    .option(
      "--region <region>",
      "region of the cluster, where no source says it; with --cluster and --all-clusters the region that is read (default: that of the environment or the profile)",
    )
    .addOption(formatOption(IMPORT_FORMATS))
    .option("--account <id>", "account of the cluster, 12 digits, where neither a source nor a row says it");
  return withLiveOptions(command, { region: false })
    .addOption(anonymiseOption())
    .addHelpText("after", END)
    .action(async (sources: string[], options: Omit<ImportOptions, "sources">) =>
      run(async (context) =>
        (await import("../../running/import/run-import.js")).runImport(context, { ...options, sources }),
      ),
    );
}
