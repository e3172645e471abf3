import { DataKubernetesConfigMapV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-config-map-v1";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/addresses";
import { literal } from "../eks/literal";
import type { ClusterDefinition } from "../inventory/cluster-definition";
import { CONFIG_MAP_READS } from "./config-map-unread";
import { evaluated, type Expression, type Postcondition, text } from "./expression";

/** Account, region and name of the cluster are the file's: its ARN says all three. */
export function clusterIdentity({ clusterName, partition, terraform }: ClusterDefinition): Postcondition {
  const arn = `arn:${partition}:eks:${terraform.region}:${terraform.accountId ?? ""}:cluster/${clusterName}`;
  return {
    condition: evaluated(`self.arn == ${text(arn)}`),
    errorMessage: `Cluster ${literal(clusterName)} is ${evaluated("self.arn")}, and terraform.account_id and terraform.region of its cluster file say ${literal(arn)}: run Terraform in that account and region, or correct the file [identity-mismatch].`,
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
    errorMessage: `The Kubernetes API that Terraform reads has not the certificate authority of cluster ${literal(clusterName)} in kube-system/kube-root-ca.crt: let terraform.kubernetes_auth, config_path and config_context of its cluster file, or KUBE_CONFIG_PATH, lead to this cluster [identity-mismatch].`,
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
