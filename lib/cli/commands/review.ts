import { Command, InvalidArgumentError, Option } from "commander";
import { REVIEW_FORMATS } from "../../report/review/review-format";
import { type Allowance, parseAllowance } from "../../rules/review/verdict";
import { helpEnd, formatOption } from "../help/command-help";
import type { ReviewOptions } from "../running/run-review";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Judges a Terraform plan before somebody applies it: who would lose or gain access, what cannot be undone, and whether the plan is the step that the cluster file announces. It works on every plan with an EKS cluster, its entries or its aws-auth.",
  "The first line is the verdict: safe, irreversible, unknown (the plan does not tell who keeps access), refused (AWS or the order of the stages refuses it) or danger (somebody loses access).",
  "A dump for --rbac:\n  kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o json > rbac.json",
].join("\n\n");

const END = helpEnd({
  reads:
    "the plans, the cluster files of --clusters, the files of --aws-auth and --rbac, and the root module of --before; no network; for a saved plan this machine needs Terraform, which shows it in the folder of the plan",
  writes: "the result on standard output, or where --output says",
  exitCodes: {
    0: "the verdict is safe, or is what --allow allows",
    1: "every other verdict",
    2: "wrong usage, or an input that cannot be opened",
  },
  examples: {
    "terraform show -json saved | eks-access review - --clusters clusters":
      "a plan that terraform plan -out=saved wrote",
    "eks-access review plan.json --clusters clusters": "a plan that terraform show -json printed",
    "eks-access review plans/ --clusters clusters --format markdown --output comment.md":
      "all plans of a folder, for one comment",
    "eks-access review plan.json --clusters clusters --before ../base/infra": "a new version of the Terraform module",
    "eks-access review plan.json --clusters clusters --allow irreversible": "a plan that switches the mode on purpose",
  },
  next: {
    "terraform apply saved": "the plan that was judged; cdktf deploy would plan again",
    "eks-access verify clusters/demo.yaml": "after the apply: says whether the step is complete",
  },
});

/** `eks-access review` */
export function reviewCommand(run: Runner): Command {
  return new Command("review")
    .summary("judges a Terraform plan: who would lose or gain access")
    .description(DESCRIPTION)
    .argument(
      "<plans...>",
      "plans: output of terraform show -json, saved plans, or folders of them; - is standard input",
    )
    .option(
      "--clusters <folder>",
      "folder of the cluster files, to know the stage, who leaves, and what is accepted (default: no cluster file is read; without it nobody counts as leaving, and nothing as accepted)",
    )
    .option(
      "--aws-auth <file>",
      "the live ConfigMap, as kubectl get configmap -n kube-system aws-auth -o yaml prints it (default: what the plan shows of it)",
    )
    .option(
      "--rbac <file>",
      "dump of the RBAC roles and bindings of the cluster (default: what groups and usernames may do is not known)",
    )
    .option(
      "--before <folder>",
      "folder of the root module before the change, such as ../base/infra after `git worktree add ../base origin/main`: a plan that changes the version of terraform-aws-modules/eks does not tell the old one, and what access the old version gave depends on it (default: the old version is not known)",
    )
    .addOption(
      new Option(
        "--allow <what...>",
        "ends with 0 for irreversible, or for destroy=CLUSTER, a plan that destroys this cluster on purpose",
      )
        .argParser(allowances)
        .default([], "nothing"),
    )
    .addOption(formatOption(REVIEW_FORMATS))
    .option("--output <file>", "writes the result to this file (default: standard output)")
    .addHelpText("after", END)
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
