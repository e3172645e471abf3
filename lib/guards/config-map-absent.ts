import { literal } from "../eks/literal";
import type { AccessDefinition } from "../migration/definition";
import { render } from "../migration/rendering";
import { evaluated, type Postcondition } from "./expression";
import { LIVE } from "./live";

/** The ConfigMap exists, unless we create it or the file declares none; once the mode is API nothing reads it. */
export function configMapAbsent(definition: AccessDefinition): Postcondition[] {
  const { clusterName, awsAuth } = definition;
  if (awsAuth === undefined || render(definition).awsAuth.create) return [];
  return [
    {
      condition: evaluated(LIVE.exists),
      errorMessage: `Cluster ${literal(clusterName)} has no ConfigMap kube-system/aws-auth, and aws_auth of its cluster file has rows for it: write create_aws_auth_configmap: true, or take aws_auth out [config-map-absent].`,
    },
  ];
}
