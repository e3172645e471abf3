import { type PlannedEntry, type PlannedEntrySide, principalOfSide } from "../../../plan/cluster/planned-entry";
import type { Judgement, Seen } from "../judgement";
import { namesPrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";

/** One principal's entry is destroyed under one address and made under another. */
export const entryRenamed: Judgement = {
  code: "entry-renamed",
  rule: {
    why: "EKS holds one entry per principal: the creation answers 409, or the destroy takes away what was just made",
    help: "write `renamed: { old: new }` into the cluster file; in HCL a `moved` block from the old address to the new one",
  },
  judge({ cluster }) {
    const gone = cluster.entries.filter(({ change }) => change?.action === "delete");
    const made = cluster.entries.filter(({ change }) => change?.action === "create");
    return made.flatMap((entry) => {
      const principal = principalOfSide(entry.after);
      if (principal === undefined) return [];
      const old = gone.find(({ before }) => namesPrincipal(arnOf(before), principal));
      if (old === undefined) return [];
      return [seen({ old, made: entry, principal }, cluster.accountId)];
    });
  },
};

interface Renamed {
  readonly old: PlannedEntry;
  readonly made: PlannedEntry;
  readonly principal: string;
}

function seen({ old, made, principal }: Renamed, accountId: string | undefined): Seen {
  const name = principalNameOf(principal, accountId);
  return {
    address: made.address,
    principal,
    message: `the entry of ${name} is destroyed at one address and made at another, expected a moved block`,
    help: `write \`renamed: { OLD_KEY: NEW_KEY }\` into the cluster file; in HCL a \`moved\` block, each argument on a line of its own: \`moved { from = ${old.address}, to = ${made.address} }\``,
    before: `\`${old.address}\``,
    after: `\`${made.address}\``,
  };
}

function arnOf(side: PlannedEntrySide | undefined): string[] {
  const principal = principalOfSide(side);
  return principal === undefined ? [] : [principal];
}
