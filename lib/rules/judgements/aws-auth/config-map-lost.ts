import { principalNameOf } from "../../../access/principal/principal-name";
import { isReplaced } from "../../../plan/objects/planned-change";
import { lostConfigMap } from "../../compared/served-by-rows-alone";
import type { Judgement } from "../judgement";

/** The ConfigMap goes while it still serves somebody. */
export const configMapLost: Judgement = {
  code: "config-map-lost",
  rule: {
    why: "rows leave before entries are there: Terraform cannot order a destroy after a creation, and an entry that is only planned serves nobody",
    help: "leave the rows in this plan, and make the entries first, in a plan of their own (in a cluster file `migration.stage: entries`); to give the ConfigMap away, write a `removed` block with `lifecycle { destroy = false }` in place of its resource",
  },
  judge(compared) {
    const lost = lostConfigMap(compared);
    if (lost === undefined) return [];
    const { holder, loss, principals } = lost;
    const who = principals.map((principal) => principalNameOf(principal, compared.cluster.accountId)).join(", ");
    return [
      {
        address: holder.address,
        message: `${lossWords(lost)}${who === "" ? "" : servedWords(lost, who)}`,
        before: `${principals.length} served by aws-auth alone`,
        after:
          loss === "forgotten"
            ? "the rows stay, nobody looks after them"
            : isAgain(holder)
              ? "no rows in between"
              : "no rows",
        filePath: "migration.stage",
        ...(loss === "forgotten" ? { severity: "warning", ...FORGOTTEN } : {}),
      },
    ];
  },
};

const FORGOTTEN = {
  why: "forgetting changes nothing in the cluster: the rows serve on, and no later plan shows them or looks after them",
  help: "note who looks after aws-auth from now on; `kubectl get configmap -n kube-system aws-auth -o yaml` prints the rows",
} as const;

/** Whom the rows alone serve: who loses access, unless the rows stay. */
function servedWords({ holder, loss, principals }: NonNullable<ReturnType<typeof lostConfigMap>>, who: string): string {
  if (loss === "forgotten") return `, and only its rows serve ${who}`;
  const verb = principals.length === 1 ? "loses" : "lose";
  return `: ${who} ${verb} access${isAgain(holder) ? " until then" : ""}, for no live access entry serves them`;
}

function isAgain({ change }: NonNullable<ReturnType<typeof lostConfigMap>>["holder"]): boolean {
  return change !== undefined && isReplaced(change);
}

/** Keys of a ConfigMap go alone: the others stay. */
function lossWords({ holder, loss }: NonNullable<ReturnType<typeof lostConfigMap>>): string {
  const again = isAgain(holder) ? " and made again" : "";
  switch (loss) {
    case "forgotten":
      return "Terraform stops managing aws-auth, and the ConfigMap stays live";
    case "destroyed":
      return holder.holds === "keys"
        ? `the keys of aws-auth that the plan shows are deleted${again}`
        : `aws-auth is destroyed${again}`;
    case "emptied":
      return "aws-auth is emptied";
  }
}
