import { isCreated, isDestroyed } from "../../../plan/objects/planned-change";
import { listOf, recordOf } from "../../../plan/reading/plan-shape";
import type { PlannedEntry } from "../../../plan/cluster/planned-entry";
import { valueOf } from "../../../plan/reading/told";
import { principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { identityOf, names, type Subject } from "../../compared/subject";

/** An entry that is there already when Terraform makes it. */
export const createConflict: Judgement = {
  code: "create-conflict",
  rule: {
    severity: "error",
    rule: "R37, R27",
    meaning: "The plan makes an access entry that EKS makes by itself, that is there already, or that it makes twice.",
    why: "EKS holds one entry per principal and answers 409 ResourceInUse: the apply fails half-way",
    help: "import the entry (`import` block), or leave it to EKS and list its principal in `migration.expected`",
  },
  judge(subject) {
    const made = subject.cluster.entries.filter(isMade);
    return made.flatMap((entry) => {
      const principal = principalOf(entry);
      const why = principal === undefined ? undefined : conflictOf(subject, entry, principal);
      if (principal === undefined || why === undefined) return [];
      const name = principalName(principal, subject.cluster.accountId);
      return [{ address: entry.address, principal, message: `the entry of ${name} will answer 409: ${why}` }];
    });
  },
};

function isMade({ change }: PlannedEntry): boolean {
  return change !== undefined && isCreated(change) && change.importing === undefined;
}

function conflictOf({ cluster, definition }: Subject, entry: PlannedEntry, principal: string): string | undefined {
  const byEks = cluster.nodes.find(
    ({ kind, role }) => isMadeByEks(kind) && isSame(role.after ?? role.before, principal),
  );
  if (byEks !== undefined) return `EKS makes it for \`${byEks.address}\``;
  if (entry.callerDerived && isMadeForCreator(cluster)) {
    return "EKS makes it for the creator of the cluster (`bootstrap_cluster_creator_admin_permissions`)";
  }
  if (names(definition?.migration?.expected, principal)) return "`migration.expected` says that EKS makes it";
  const others = cluster.entries.filter((other) => other !== entry && isSame(principalOf(other), principal));
  const staying = others.find(({ change }) => change === undefined || !isDestroyed(change));
  return staying === undefined ? undefined : `\`${staying.address}\` is for the same principal`;
}

/** Unless a new cluster says otherwise, EKS makes an entry for whoever creates it. */
function isMadeForCreator({ change }: Subject["cluster"]): boolean {
  if (change === undefined || !isCreated(change)) return false;
  const config = recordOf(listOf(change.after?.access_config)[0]);
  return config.bootstrap_cluster_creator_admin_permissions !== false;
}

function isMadeByEks(kind: Subject["cluster"]["nodes"][number]["kind"]): boolean {
  return kind === "managed-node-group" || kind === "fargate-profile";
}

function principalOf({ before, after }: PlannedEntry): string | undefined {
  const side = after ?? before;
  return side && valueOf(side.principal);
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && identityOf(one) === identityOf(other);
}
