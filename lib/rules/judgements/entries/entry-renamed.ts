import type { PlannedEntry, PlannedEntrySide } from "../../../plan/cluster/planned-entry";
import { valueOf } from "../../../plan/reading/told";
import type { Judgement } from "../judgement";
import { identityOf } from "../../compared/subject";

/** One principal's entry is destroyed under one address and made under another. */
export const entryRenamed: Judgement = {
  code: "entry-renamed",
  rule: {
    severity: "danger",
    rule: "R40",
    meaning:
      "The entry of one principal is destroyed at one address and made at another: a key was renamed without a `moved` block.",
    why: "EKS holds one entry per principal: the creation answers 409, or the destroy takes away what was just made",
    help: "write a `moved` block from the old address to the new one",
  },
  judge({ cluster }) {
    const gone = cluster.entries.filter(({ change }) => change?.action === "delete");
    const made = cluster.entries.filter(({ change }) => change?.action === "create");
    return made.flatMap((entry) => {
      const principal = principalOf(entry.after);
      const old = gone.find(({ before }) => isSame(principalOf(before), principal));
      return old === undefined || principal === undefined ? [] : [seen(old, entry, principal)];
    });
  },
};

function seen(old: PlannedEntry, made: PlannedEntry, principal: string) {
  return {
    address: made.address,
    principal,
    message: `the entry of \`${principal}\` is destroyed at one address and made at another, expected a moved block`,
    before: `\`${old.address}\``,
    after: `\`${made.address}\``,
  };
}

function principalOf(side: PlannedEntrySide | undefined): string | undefined {
  return side && valueOf(side.principal);
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && identityOf(one) === identityOf(other);
}
