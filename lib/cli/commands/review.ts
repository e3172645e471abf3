import { Command, InvalidArgumentError, Option } from "commander";
import { REVIEW_FORMATS } from "../../report/review/review-format";
import { type Allowance, parseAllowance } from "../../rules/review/verdict";
import { examples, formatOption } from "../help/command-help";
import type { ReviewOptions } from "../running/run-review";
import type { Runner } from "./runner";

const DESCRIPTION = `What a Terraform plan does to people's access: who loses or gains what, what cannot be undone, whether it is the step
that the cluster file announces. Works on any plan that has an EKS cluster or its access in it.

Ends with 1 where somebody loses access, AWS would refuse something, or the plan does not tell; and where something cannot be
undone, unless that is allowed.

A dump for --rbac: kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o json > rbac.json`;

const EXAMPLES = {
  "terraform show -json saved | eks-access review -": "the plan that `terraform plan -out=saved` saved",
  "eks-access review plan.json --clusters clusters": "beside what the cluster file says and accepts",
  "eks-access review plans/ --format markdown --output comment.md": "all plans of a folder, for one comment",
  "eks-access review plan.json --allow irreversible": "the switch of the mode is meant",
};

/** `eks-access review` */
export function reviewCommand(run: Runner): Command {
  return new Command("review")
    .summary("what a Terraform plan does to people's access")
    .description(DESCRIPTION)
    .argument("<plans...>", "output of terraform show -json, saved plans, folders of them; - is standard input")
    .option("--clusters <folder>", "folder of the cluster files: their stage, who leaves, what they accept")
    .option("--aws-auth <file>", "the live ConfigMap aws-auth, where the plan does not show it (kubectl's output)")
    .option("--rbac <file>", "roles and bindings of the cluster: what groups and usernames give (kubectl's output)")
    .addOption(
      new Option("--allow <what...>", "ends with 0 all the same: irreversible, or destroy=CLUSTER")
        .argParser(allowances)
        .default([]),
    )
    .addOption(formatOption(REVIEW_FORMATS))
    .option("--output <file>", "writes the result to a file instead of standard output")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (plans: string[], options: Omit<ReviewOptions, "plans">) =>
      run(async (context) => (await import("../running/run-review.js")).runReview(context, { ...options, plans })),
    );
}

/** One more thing that is allowed. */
function allowances(text: string, before: readonly Allowance[]): readonly Allowance[] {
  const allowance = parseAllowance(text);
  if (allowance === undefined) throw new InvalidArgumentError("Allowed choices are irreversible, destroy=CLUSTER.");
  return [...before, allowance];
}
