import { DataKubernetesConfigMapV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-config-map-v1";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { literal } from "../eks/address/literal";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import { CONFIG_MAP_READS } from "../migration/guard/aws-auth/config-map-unread";
import { printedSentence } from "../migration/guard/guard";
import { otherApiServer, otherCluster } from "../migration/guard/identity-mismatch";
import { evaluated, type Expression, type Postcondition, textLiteral } from "./expression";

/** Account, region and name of the cluster are the file's: its ARN says all three. */
export function clusterIdentity({ clusterName, partition, terraform }: ClusterDefinition): Postcondition {
  const arn = `arn:${partition}:eks:${terraform.region}:${terraform.accountId ?? ""}:cluster/${clusterName}`;
  const told = { cluster: literal(clusterName), live: evaluated("self.arn"), expected: literal(arn) };
  return {
    condition: evaluated(`self.arn == ${textLiteral(arn)}`),
    errorMessage: printedSentence("identity-mismatch", otherCluster(told)),
  };
}

/**
 * The API server that the Kubernetes provider talks to is the cluster's own: never one cluster's entries with another's
 * ConfigMap. Inferred: every namespace has the CA of its cluster in `kube-root-ca.crt`.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-token-volume
 */
export function apiServerIdentity(
  stack: TerraformStack,
  { clusterName }: ClusterDefinition,
): DataKubernetesConfigMapV1 {
  const ours = "data.aws_eks_cluster.this.certificate_authority[0].data";
  const isOurs = `try(${withoutSpace("base64decode(" + ours + ")")} == ${withoutSpace('self.data["ca.crt"]')}, false)`;
  const condition = {
    condition: evaluated(isOurs),
    errorMessage: printedSentence("identity-mismatch", otherApiServer(literal(clusterName))),
  };
  const rootCa = new DataKubernetesConfigMapV1(stack, "kube_root_ca", {
    metadata: { name: "kube-root-ca.crt", namespace: "kube-system" },
    lifecycle: { postcondition: [condition] },
  });
  return named(rootCa, CONFIG_MAP_READS.rootCa);
}

function withoutSpace(value: Expression): Expression {
  return `replace(${value}, "/\\\\s/", "")`;
}
