import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { TerraformStack } from "cdktf";
import { awsProvider } from "../lib/eks/settings/aws-provider";
import { backend } from "../lib/eks/settings/backend";
import { type ModuleCluster, kubernetesProvider, requiredVersion } from "../lib/eks/settings/kubernetes-provider";
import { usesKubernetes } from "../lib/guards/aws-auth/config-map-unread";
import type { ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import type { StagedCluster } from "../lib/migration/staged-cluster";
import { oneCluster } from "./one-cluster";

/** State, required version and AWS provider, from the section `terraform`. */
export function stackSettings(stack: TerraformStack, staged: StagedCluster<ClusterDefinition>): void {
  const { definition } = staged;
  const { backend: state = { local: {} }, kubernetesAuth = "ephemeral" } = definition.terraform;
  oneCluster(stack, definition);
  backend(stack, state);
  awsProvider(stack, definition.terraform);
  const auth = usesKubernetes(staged) ? kubernetesAuth : undefined;
  stack.addOverride("terraform.required_version", requiredVersion(auth));
  for (const [provider, constraint] of Object.entries(definition.terraform.providers ?? {})) {
    if (provider === "aws" || auth !== undefined)
      stack.addOverride(`terraform.required_providers.${provider}.version`, constraint);
  }
}

/**
 * The Kubernetes provider, where anything needs it. With a migration its host and CA are read live by name: guards stand
 * before the cluster resource, and a provider behind that would be a cycle.
 */
export function kubernetesSettings(
  stack: TerraformStack,
  staged: StagedCluster<ClusterDefinition>,
  cluster?: EksCluster | ModuleCluster,
): void {
  if (!usesKubernetes(staged)) return;
  const { clusterName, terraform, migration } = staged.definition;
  const { region, kubernetesAuth, assumeRole, configPath, configContext } = terraform;
  kubernetesProvider(stack, {
    clusterName,
    region,
    ...(kubernetesAuth === undefined ? {} : { kubernetesAuth }),
    ...(assumeRole === undefined ? {} : { assumeRole }),
    ...(configPath === undefined ? {} : { configPath }),
    ...(configContext === undefined ? {} : { configContext }),
    ...(cluster === undefined || migration !== undefined ? {} : { cluster }),
  });
}
