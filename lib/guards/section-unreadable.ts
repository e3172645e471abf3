import { literal } from "../eks/literal";
import type { AccessDefinition } from "../migration/definition";
import { listed, type Postcondition, refuseAny } from "./expression";
import { LIVE } from "./live";

/** Every section of the live ConfigMap can be read: else nobody knows whom it serves. */
export function sectionUnreadable({ clusterName }: AccessDefinition): Postcondition {
  return refuseAny(
    LIVE.unreadable,
    `${listed(LIVE.unreadable)} of aws-auth in cluster ${literal(clusterName)} is no readable YAML list, so nobody can say whom it serves: repair it in the cluster (kubectl -n kube-system edit configmap aws-auth), then plan aws_auth of the cluster file again [section-unreadable].`,
  );
}
