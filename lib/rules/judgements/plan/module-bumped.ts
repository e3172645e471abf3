import type { PlanJudgement } from "../judgement";

/** The Terraform module goes to a version that writes aws-auth no more. */
export const moduleBumped: PlanJudgement = {
  code: "module-bumped",
  rule: {
    why: "up to v19 the module writes aws-auth itself, from v20 on it does not: a bump alone destroys the rows, and v20's default mode is a switch that cannot be undone",
    help: "`eks-access upgrade-module` writes the rows as they are and the `moved` block; keep the mode until its own stage",
  },
  judge({ facts }) {
    return facts.moduleBumps.map(({ address, from, to, rows, access }) => ({
      address,
      message: `module ${address.replace("module.", "")} goes from ${from ?? "a version before 20"} to ${to}: ${words([...rows, ...access])}`,
      before: from ?? "v18.20 to v19: the module writes aws-auth",
      after: to,
    }));
  },
};

function words(changes: readonly string[]): string {
  return changes.length === 0 ? "no rows of it move, and neither its mode nor its entries change" : changes.join("; ");
}
