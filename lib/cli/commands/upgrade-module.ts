import { Command, Option } from "commander";
import { examples } from "../help/command-help";
import type { UpgradeOptions } from "../running/run-upgrade-module";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Says what to edit in a root module that calls terraform-aws-modules/eks, argument by argument, so that another version of the module changes nothing of who can reach the cluster.",
  "From v18.20 or v19 to v20 it writes eks_access_aws_auth.tf: the rows of aws-auth as the module computed them, byte for byte, and the blocks that move them out of the module. v20 goes to v21 once the migration is done.",
].join("\n\n");

const EXAMPLES = {
  "eks-access upgrade-module --root infra --state state.json":
    "v18.20 or v19 to the newest v20; `terraform state pull > state.json` first",
  "eks-access upgrade-module --root infra --state state.json --to 21": "after stage done: the new names of v21",
};

/** `eks-access upgrade-module` */
export function upgradeModuleCommand(run: Runner): Command {
  return new Command("upgrade-module")
    .summary("another version of the Terraform module, without a change of access")
    .description(DESCRIPTION)
    .requiredOption("--root <folder>", "the root module that calls the module")
    .requiredOption("--state <file>", "its state: what `terraform state pull` or `terraform show -json` prints")
    .option("--module <name>", "the call, where the root has several")
    .addOption(new Option("--to <version>", "the line to go to").choices(["20", "21"]).default("20"))
    .option("--dry-run", "writes nothing")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (options: UpgradeOptions) =>
      run(async (context) => (await import("../running/run-upgrade-module.js")).runUpgradeModule(context, options)),
    );
}
