import { accessWords } from "../../compared/rights/access-words";
import { CLUSTER_ADMIN, parseAccessPolicyArn } from "../../../access/access-policy/access-policy";
import { valueOf } from "../../../plan/reading/planned-value";
import { isAddition, namelessAdditions } from "../../compared/addition";
import { isGivenBack } from "../../compared/rights/given-back";
import type { Judgement, Seen } from "../judgement";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { principalNameOf } from "../../../access/principal/principal-name";
import { changeAddress } from "../../compared/change-address";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";

/** Somebody becomes admin of the whole cluster. */
export const adminGained: Judgement = {
  code: "admin-gained",
  rule: {
    why: "a cluster admin may do everything: read every secret, delete every workload, let others in",
    help: "nothing has to be done where exactly this principal is meant; else delete from its entry the association of `AmazonEKSClusterAdminPolicy`, or from its row the group `system:masters`",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    const { gained, unknown } = compared.comparison;
    const named = [...gained, ...unknown.filter((difference) => isAddition(compared, difference))]
      .filter(({ before, after }) => isClusterAdmin(after) && !isClusterAdmin(before))
      .map((difference): Seen => ({
        address: changeAddress(compared, difference),
        principal: difference.principal,
        message: `${principalNameOf(difference.principal, compared.cluster.accountId)} becomes cluster admin${isGivenBack(compared, difference.principal) ? " again: that was taken away outside Terraform" : ""}`,
        before: accessWords(difference.before),
        after: accessWords(difference.after),
      }));
    return [...named, ...nameless(compared)];
  },
};

/** Whose ARN is known after apply. */
function nameless(compared: ComparedCluster): Seen[] {
  return namelessAdditions(compared).flatMap(({ one: { address, after }, isNew }) => {
    if (after === undefined || !("policyArn" in after)) return [];
    const [policy, scope] = [valueOf(after.policyArn) ?? "", valueOf(after.scope)];
    if (parseAccessPolicyArn(policy)?.name !== CLUSTER_ADMIN || scope?.type !== "cluster") return [];
    const who = isNew ? "a role or user that the plan makes" : "a principal that is known after apply";
    return [{ address, message: `${who} becomes cluster admin` }];
  });
}
