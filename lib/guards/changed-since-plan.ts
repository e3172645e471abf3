import { DataAwsEksAccessEntry } from "@cdktf/provider-aws/lib/data-aws-eks-access-entry";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataKubernetesConfigMapV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-config-map-v1";
import { DataResource, type ITerraformDependable, type TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { literal } from "../eks/address/literal";
import type { AccessDefinition, MigrationDefinition } from "../migration/definition";
import { changedMeanwhile } from "../migration/guard/changed-since-plan";
import { CONFIG_MAP_READS } from "../migration/guard/config-map-unread";
import { ENTRY_NOT_LIVE } from "../migration/guard/entry-not-live";
import { printedSentence } from "../migration/guard/guard";
import { wavesIn } from "../migration/wave";
import { evaluated, type Expression, type Postcondition } from "./expression";
import { AWS_AUTH } from "./live";
import { modeOf } from "./live-mode";

/** What a stage's own plan reads again while it is applied. */
export interface SecondReads {
  readonly awsAuth: boolean;
  readonly entries: boolean;
}

/**
 * Reads again while the stage's own plan is applied, and refuses what has changed since: the reads wait for
 * `terraform_data.stage`, the only managed resource that a guard may name, which changes with stage and wave.
 */
export function changedSincePlan(
  stack: TerraformStack,
  definition: AccessDefinition & { readonly migration: MigrationDefinition },
  reads: SecondReads,
): ITerraformDependable[] {
  const input = { stage: definition.migration.stage, wave: wavesIn(definition) };
  const marker = named(new DataResource(stack, "stage", { input }), "stage");
  return [
    cluster(stack, definition, marker),
    ...(reads.awsAuth ? [awsAuth(stack, definition, marker)] : []),
    ...(reads.entries ? [entries(stack, definition, marker)] : []),
  ];
}

function cluster(stack: TerraformStack, { clusterName }: AccessDefinition, marker: DataResource): DataAwsEksCluster {
  const same = `${modeOf("self")} == ${modeOf("data.aws_eks_cluster.this")}`;
  const again = new DataAwsEksCluster(stack, "cluster_at_apply", {
    name: literal(clusterName),
    dependsOn: [marker],
    lifecycle: { postcondition: [unchanged(same, `The authentication mode of cluster ${literal(clusterName)}`)] },
  });
  return named(again, "at_apply");
}

function awsAuth(stack: TerraformStack, { clusterName }: AccessDefinition, marker: DataResource) {
  const same = `try(jsonencode(self.data) == jsonencode(${AWS_AUTH}.data), false)`;
  const again = new DataKubernetesConfigMapV1(stack, "aws_auth_at_apply", {
    metadata: { name: "aws-auth", namespace: "kube-system" },
    dependsOn: [marker],
    lifecycle: { postcondition: [unchanged(same, `aws-auth of cluster ${literal(clusterName)}`)] },
  });
  return named(again, CONFIG_MAP_READS.awsAuthAtApply);
}

function entries(stack: TerraformStack, { clusterName }: AccessDefinition, marker: DataResource) {
  const fields = ["access_entry_arn", "created_at", "kubernetes_groups", "type", "user_name"];
  const same = fields.map((field) => `self.${field} == ${ENTRY_NOT_LIVE}[each.key].${field}`).join(" && ");
  const again = new DataAwsEksAccessEntry(stack, "entries_at_apply", {
    clusterName: literal(clusterName),
    principalArn: evaluated("each.value.principal_arn"),
    dependsOn: [marker],
    lifecycle: {
      postcondition: [
        unchanged(
          same,
          `The access entry of ${evaluated("each.value.principal_arn")} in cluster ${literal(clusterName)}`,
        ),
      ],
    },
  });
  again.addOverride("for_each", evaluated(ENTRY_NOT_LIVE));
  return named(again, "row_without_live_access_entry_at_apply");
}

function unchanged(same: Expression, what: string): Postcondition {
  return {
    condition: evaluated(same),
    errorMessage: printedSentence("changed-since-plan", changedMeanwhile(what)),
  };
}
