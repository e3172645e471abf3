import { Command } from "commander";
import { IMPORT_FORMATS } from "../../report/import/import-format";
import { examples, formatOption } from "../help/command-help";
import { anonymiseOption, withLiveOptions } from "../help/live-options";
import type { ImportOptions } from "../running/run-import";
import type { Runner } from "./runner";

const DESCRIPTION = `A cluster file of what the cluster has: the rows of aws-auth as they are, entries that grant what the rows grant today,
live entries as they are, and the stage that fits. Where somebody has to decide, a comment says what to type.

Sources are recognized by what they hold; several at once are merged, also in one file:
  kubectl get configmap -n kube-system aws-auth -o yaml
  eksctl get iamidentitymapping --cluster NAME -o json; a ClusterConfig of eksctl
  aws eks describe-cluster, list-access-entries, describe-access-entry, list-associated-access-policies,
          list-nodegroups, describe-nodegroup, list-fargate-profiles, describe-fargate-profile
  aws iam list-roles, which tells the paths of roles
  terraform show -json of a state or a plan; terraform.tfstate
  eks-access collect; or, with --cluster, the live cluster itself, by calls that describe, list and get`;

const EXAMPLES = {
  "kubectl get configmap -n kube-system aws-auth -o yaml | eks-access import - --name demo": "prints the file",
  "terraform show -json | eks-access import - --name demo": "prints what Terraform's state has of it",
  "terraform show -json | eks-access import - --root . --output clusters/x.yaml": "over the root module of the state",
  "eks-access import aws-auth.yaml cluster.json roles.json --output clusters/demo.yaml": "writes a new file",
  "eks-access import --cluster demo --output clusters/demo.yaml": "of the live cluster",
  "eks-access import --all-clusters --regions eu-west-1 us-east-1 --output clusters/": "a file a cluster",
  "eks-access import aws-auth.yaml entries.json --update clusters/demo.yaml": "adds what is new, keeps the rest",
};

/** `eks-access import` */
export function importCommand(run: Runner): Command {
  const command = new Command("import")
    .summary("what a cluster has -> a cluster file")
    .description(DESCRIPTION)
    .argument("[sources...]", "dumps of one cluster; - reads standard input")
    .option("--cluster <name>", "reads the live cluster, beside sources if there are any")
    .option("--all-clusters", "reads all live clusters of the account, a file each under --output")
    .option("--regions <regions...>", "where --all-clusters looks (default: the region)")
    .option("--output <file>", "writes a new file, named as the cluster (default: standard output)")
    .option("--update <file>", "adds what is new to a file; its comments, order, keys and decisions stay")
    .option(
      "--root <folder>",
      "the root module of the state: the file lays an overlay over it (default: render: access)",
    )
    .option("--name <cluster>", "the cluster's name, where no source tells it (default: the name of the file)")
    .option("--region <region>", "the cluster's region, where no source tells it; with --cluster where it is")
    .addOption(formatOption(IMPORT_FORMATS))
    .option("--account <id>", "the cluster's account, where neither sources nor rows tell it");
  return withLiveOptions(command, { region: false })
    .addOption(anonymiseOption())
    .addHelpText("after", examples(EXAMPLES))
    .action(async (sources: string[], options: Omit<ImportOptions, "sources">) =>
      run(async (context) => (await import("../running/run-import.js")).runImport(context, { ...options, sources })),
    );
}
