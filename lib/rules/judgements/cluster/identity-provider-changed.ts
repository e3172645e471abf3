import { isCreated, isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import { listOf, recordOf } from "../../../plan/reading/plan-shape";
import { isLasting } from "../../compared/compared-cluster";
import type { Judgement, Seen } from "../judgement";

/** People who log in without IAM come, or go. */
export const identityProviderChanged: Judgement = {
  code: "identity-provider-changed",
  rule: {
    why: "everybody who logs in by the provider, and not by IAM, loses access with it; entries and rows say nothing of them",
    help: "put its resource back for as long as somebody logs in by it; `kubectl get clusterrolebindings,rolebindings -A -o wide` shows the users and groups that come by it",
  },
  judge(compared) {
    if (!isLasting(compared)) return [];
    return compared.cluster.changes.flatMap((change): Seen[] => {
      if (change.type !== "aws_eks_identity_provider_config") return [];
      const name = `identity provider${nameOf(change)}`;
      const { address } = change;
      if (isDestroyed(change)) {
        const way = change.action === "delete" ? "goes" : "is taken off and put on again";
        return [{ address, message: `the ${name} ${way}, and everybody who logs in by it loses access` }];
      }
      if (!isCreated(change)) return [];
      return [{ address, message: `the ${name} comes: whoever it vouches for can log in`, severity: "warning" }];
    });
  },
};

function nameOf({ before, after }: PlannedChange): string {
  const { identity_provider_config_name: name } = recordOf(listOf((before ?? after)?.oidc)[0]);
  return typeof name === "string" ? ` \`${name}\`` : "";
}
