import type { PlanJudgement } from "../judgement";

/** The Terraform module goes to another version. */
export const moduleBumped: PlanJudgement = {
  code: "module-bumped",
  rule: {
    why: "up to v19 the module writes aws-auth itself, from v20 on it does not: a bump alone destroys the rows, and v20's default mode is a switch that cannot be undone",
    help: "`eks-access upgrade-module --root DIR --state FILE` writes the rows as they are and the `moved` block; write the mode that the cluster has as `authentication_mode` into the block: stage dual switches it",
  },
  judge({ facts }) {
    return facts.moduleBumps.map(({ address, from, to, rows, access, versions }) => ({
      address,
      message: `module ${address.replaceAll("module.", "")} goes from ${from ?? "a version before 20"} to ${to}: ${[words([...rows, ...access]), ...versions].join("; ")}`,
      before: from ?? "v18.20 to v19: the module writes aws-auth",
      after: to,
      ...(from === undefined || (startsAt(from) < 20 && startsAt(to) >= 20) ? {} : LATER),
    }));
  },
};

/** Between versions that write aws-auth alike: before v20 the module does, from v20 on it does not. */
const LATER = {
  why: "versions of the module rename arguments and change defaults: an argument of access that the new one does not read would take away what it said",
  help: "`eks-access upgrade-module` names the edits; a plan that adds, replaces or destroys an access entry, or changes the mode, is not to be applied",
};

function startsAt(version: string): number {
  return Number(/\d+/.exec(version)?.[0] ?? 0);
}

function words(changes: readonly string[]): string {
  return changes.length === 0 ? "no rows of it move, and neither its mode nor its entries change" : changes.join("; ");
}
