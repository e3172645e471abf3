import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { accessWords } from "../../compared/rights/access-words";
import { namelessAdditions, rowsUnseen } from "../../compared/addition";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";
import type { Judgement } from "../judgement";

/** Entries are added, and nobody shows whose rows they take the place of. */
export const rowUnseen: Judgement = {
  code: "row-unseen",
  rule: {
    why: "an access entry overrides the row of the same principal as a whole, as soon as it is there; who has no row loses nothing",
    help: "`kubectl -n kube-system get configmap aws-auth -o yaml > aws-auth.yaml`, then review again with `--aws-auth aws-auth.yaml`",
  },
  judge(compared) {
    const { cluster } = compared;
    if (!isLasting(compared) || cluster.mode.after === "API") return [];
    const added = rowsUnseen(compared).filter(({ after }) => !isClusterAdmin(after));
    const nameless = namelessAdditions(compared).filter(
      ({ one, isNew }) => !isNew && !("policyArn" in (one.after ?? {})),
    );
    const [first] = [...added.flatMap(({ after }) => entryOf(after)), ...nameless.map(({ one }) => one.address)];
    if (first === undefined) return [];
    const names = [
      ...added.map(({ principal }) => principalNameOf(principal, cluster.accountId)),
      ...nameless.map(({ one }) => `the principal of ${one.address}`),
    ];
    const [only] = added.length === 1 && nameless.length === 0 ? added : [];
    return [
      {
        address: first,
        message: `the entry of ${names.join(", ")} takes the place of its row in aws-auth, if it has one: the plan does not show aws-auth`,
        ...(only === undefined ? {} : about(only)),
      },
    ];
  },
};

function entryOf(after: ReturnType<typeof rowsUnseen>[number]["after"]): string[] {
  return after.verdict === "authenticated" && after.through.by === "entry" ? [after.through.key] : [];
}

function about({ principal, before, after }: ComparedCluster["everybody"][number]) {
  return { principal, before: accessWords(before), after: accessWords(after) };
}
