import { Command, Option } from "commander";
import { dryRunOption, helpEnd } from "../../help/command-help";
import type { UpgradeOptions } from "../../running/overlay/run-upgrade-module";
import type { Runner } from "../runner";

const DESCRIPTION = [
  "Prints what to edit in a root module so that another version of terraform-aws-modules/eks takes no access from anybody and gives none: each argument with its file and line.",
  "From v18.20 or v19 to v20 it also writes eks_access_aws_auth.tf: the rows of aws-auth as the old module computed them, byte for byte, and the `moved` blocks that take them out of the module. Begin the migration (eks-access import) at v20, and go on to v21 after its last stage, done. The plan to v20 destroys no cluster, node group or row. Versions before v18.20 are refused with what to do. docs/upgrade-module.md has all steps.",
].join("\n\n");

const END = helpEnd({
  reads: "the *.tf files of the root module, and its state",
  writes:
    "eks_access_aws_auth.tf in the root module, from v18.20 or v19; never over a file that exists; eks_access_aws_auth_NAME.tf where the root module has several clusters; you edit all other files yourself",
  exitCodes: {
    0: "the edits are printed (run again, those that are left), and the file is written where one is needed",
    1: "the root module or the state cannot be upgraded, or a file of that name has other rows; nothing is written",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "terraform -chdir=infra state pull > state.json": "first: the state of the root module in infra/",
    "eks-access upgrade-module --root infra --state state.json": "from v18.20 or v19 to the newest v20",
    "eks-access upgrade-module --root infra --state state.json --to 21": "from v20 to v21, after stage done",
  },
  next: {
    "terraform -chdir=infra init -upgrade": "once the edits are made",
    "terraform -chdir=infra plan -out=saved": "--to 20 changes the address of aws-auth",
    "git worktree add ../base origin/main": "for --before: as it was",
    "terraform -chdir=infra show -json saved | eks-access review - --before ../base/infra":
      "whose access changes: nobody's",
    "terraform -chdir=infra apply saved": "then at v20: eks-access import",
  },
});

/** `eks-access upgrade-module` */
export function upgradeModuleCommand(run: Runner): Command {
  return new Command("upgrade-module")
    .summary("prints the edits for another version of terraform-aws-modules/eks")
    .description(DESCRIPTION)
    .requiredOption("--root <folder>", "required: folder of the root module that calls terraform-aws-modules/eks")
    .requiredOption(
      "--state <file>",
      "required: state of the root module, as `terraform state pull` or `terraform show -json` prints it",
    )
    .option(
      "--module <name>",
      'name of the module block (required where several call terraform-aws-modules/eks): eks, eks["KEY"], CALL.eks within a local module',
    )
    .addOption(new Option("--to <version>", "major version to go to").choices(["20", "21"]).default("20"))
    .addOption(dryRunOption())
    .addHelpText("after", END)
    .action(async (options: UpgradeOptions) =>
      run(async (context) =>
        (await import("../../running/overlay/run-upgrade-module.js")).runUpgradeModule(context, options),
      ),
    );
}
