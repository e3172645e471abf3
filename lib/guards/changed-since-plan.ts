import { DataAwsEksAccessEntry } from "@cdktf/provider-aws/lib/data-aws-eks-access-entry";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { DataKubernetesConfigMapV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-config-map-v1";
import { DataResource, type ITerraformDependable, type TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { literal } from "../eks/address/literal";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { MigrationDefinition } from "../migration/definition";
import { changedMeanwhile } from "../migration/guard/changed-since-plan";
import { CONFIG_MAP_READS } from "../migration/guard/aws-auth/config-map-unread";
import { ENTRY_NOT_LIVE } from "../migration/guard/entries/entry-not-live";
import { ROLE_OF_ENTRY } from "../migration/guard/entries/entry-outdated";
import { printedSentence } from "../migration/guard/guard";
import type { StagedDefinition } from "../migration/staged-definition";
import { wavesIn } from "../migration/wave";
import { evaluated, type Expression, listed, type Postcondition, textLiteral } from "./expression";
import { AWS_AUTH, FILE, local, refusedIn } from "./live";
import { modeExpression } from "./live-mode";
import { knownAtApply, pendingWrites, writtenHash } from "./written";

/** What a stack's plan reads again while it is applied. */
export interface SecondReads {
  readonly awsAuth: boolean;
  readonly entries: boolean;
  /** Whether the stack has a marker: adoption of a module adds nothing. */
  readonly marker: boolean;
}

type Staged = StagedDefinition<ClusterDefinition & { readonly migration: MigrationDefinition }>;

/**
 * Reads again while a plan is applied, and refuses what has changed since. Two things make Terraform wait with these reads: the
 * marker `terraform_data.stage`, the only managed resource that a guard may name, which changes with stage, wave and whatever
 * the stack writes; and a live cluster that differs from what is written, which the plan is about to write over.
 */
export function changedSincePlan(stack: TerraformStack, staged: Staged, reads: SecondReads): ITerraformDependable[] {
  const { definition } = staged;
  const pending = pendingWrites(staged, reads);
  if (pending !== "") local(stack, "writes_pending", evaluated(pending));
  const again: Again = {
    clusterName: definition.clusterName,
    ...(reads.marker ? { dependsOn: [marker(stack, staged)] } : {}),
    at: (value) => (pending === "" ? evaluated(value) : knownAtApply(value, "local.writes_pending")),
  };
  return [
    ...(reads.entries ? [entries(stack, again), roles(stack, again)] : []),
    cluster(stack, again, reads.entries ? [sameEntries(stack, again), sameRoles(stack, again)] : []),
    ...(reads.awsAuth ? [awsAuth(stack, again)] : []),
  ];
}

/** How something is read once more. */
interface Again {
  readonly clusterName: string;
  /** @default nothing */
  readonly dependsOn?: ITerraformDependable[];
  /** A text as the argument of a data source that is not read before something is written. */
  readonly at: (value: Expression) => string;
}

function marker(stack: TerraformStack, staged: Staged): DataResource {
  const { migration } = staged.definition;
  const input = { stage: migration.stage, wave: wavesIn(staged.definition), writes: writtenHash(staged) };
  return named(new DataResource(stack, "stage", { input }), "stage");
}

function cluster(
  stack: TerraformStack,
  { clusterName, at, ...waiting }: Again,
  others: readonly Postcondition[],
): DataAwsEksCluster {
  const same = `${modeExpression("self")} == ${modeExpression("data.aws_eks_cluster.this")}`;
  const again = new DataAwsEksCluster(stack, "cluster_at_apply", {
    name: at(textLiteral(clusterName)),
    ...waiting,
    lifecycle: {
      postcondition: [unchanged(same, `The authentication mode of cluster ${literal(clusterName)}`), ...others],
    },
  });
  return named(again, "at_apply");
}

function awsAuth(stack: TerraformStack, { clusterName, at, ...waiting }: Again) {
  const same = `try(jsonencode(self.data) == jsonencode(${AWS_AUTH}.data), false)`;
  const again = new DataKubernetesConfigMapV1(stack, "aws_auth_at_apply", {
    metadata: { name: at(textLiteral("aws-auth")), namespace: "kube-system" },
    ...waiting,
    lifecycle: { postcondition: [unchanged(same, `aws-auth of cluster ${literal(clusterName)}`)] },
  });
  return named(again, CONFIG_MAP_READS.awsAuthAtApply);
}

function entries(stack: TerraformStack, { clusterName, at, ...waiting }: Again) {
  const again = new DataAwsEksAccessEntry(stack, "entries_at_apply", {
    clusterName: literal(clusterName),
    principalArn: at("each.value.principal_arn"),
    ...waiting,
  });
  again.addOverride("for_each", evaluated(ENTRY_NOT_LIVE));
  return named(again, "row_without_live_access_entry_at_apply");
}

/** A role that is made anew keeps its name, and neither its entry nor what AWS knows it by. */
function roles(stack: TerraformStack, { clusterName: _, at, ...waiting }: Again) {
  const again = new DataAwsIamRole(stack, "roles_at_apply", { name: at("each.value.name"), ...waiting });
  again.addOverride("for_each", evaluated(ROLE_OF_ENTRY));
  return named(again, "row_with_access_entry_older_than_role_at_apply");
}

/** @see DOMAIN R47 */
function sameRoles(stack: TerraformStack, { clusterName }: Again): Postcondition {
  const same = `again.unique_id == ${ROLE_OF_ENTRY}[entry_key].unique_id`;
  const changed = `[for entry_key, again in ${ROLE_OF_ENTRY}_at_apply : ${FILE.asked}[entry_key].name if !(${same})]`;
  const list = refusedIn(stack, "roles_changed", changed);
  return unchanged(
    `length(${list}) == 0`,
    `IAM ${listed(list)}, for which cluster ${literal(clusterName)} has an access entry,`,
  );
}

/** One sentence of all entries: it stands on the cluster that is read again, which waits for the same and for them. */
function sameEntries(stack: TerraformStack, { clusterName }: Again): Postcondition {
  const fields = ["access_entry_arn", "created_at", "kubernetes_groups", "type", "user_name"];
  const same = fields.map((field) => `again.${field} == ${ENTRY_NOT_LIVE}[entry_key].${field}`).join(" && ");
  const changed = `[for entry_key, again in ${ENTRY_NOT_LIVE}_at_apply : ${FILE.asked}[entry_key].name if !(${same})]`;
  const list = refusedIn(stack, "entries_changed", changed);
  return unchanged(`length(${list}) == 0`, `The access entry of ${listed(list)} in cluster ${literal(clusterName)}`);
}

function unchanged(same: Expression, what: string): Postcondition {
  return {
    condition: evaluated(same),
    errorMessage: printedSentence("changed-since-plan", changedMeanwhile(what)),
  };
}
