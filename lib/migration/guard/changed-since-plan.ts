import { STAGES } from "../stage";
import type { Guard, GuardSentence } from "./guard";

/** Between plan and apply, which the model does not tell apart. */
export const changedSincePlan = {
  code: "changed-since-plan",
  advice:
    "Somebody changed the cluster between plan and apply. Plan the same stage again, `terraform plan -out=saved`, look at what it says of the change, then `terraform apply saved`. What did not depend on the changed read may be applied already; the next plan says what is left.",
  stages: STAGES,
  reads: ["cluster", "root CA", "aws-auth", "access entries", "IAM roles"],
  refuses: () => [],
} as const satisfies Guard;

/** What is another than when the plan was made. */
export function changedMeanwhile(what: string): GuardSentence {
  return {
    wrong: `${what} has changed since this plan was made`,
    mend: "nothing that depends on it was applied; plan the stage of the cluster file again",
  };
}
