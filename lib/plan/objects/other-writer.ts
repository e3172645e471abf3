import type { PlanConfiguration } from "./configuration";
import { isDestroyed, isForgotten, type PlannedChange } from "./planned-change";
import { isOneOf, MANIFESTS } from "../reading/resource-types";
import type { TerraformPlan } from "../reading/terraform-plan";

/** A resource that changes, can write access to a cluster, and does not say what it does. */
export interface OtherWriter {
  readonly address: string;
  /** `runs a command that names aws-auth` */
  readonly does: string;
}

/** Resources of the provider awscc that hold access. */
const OF_CLOUD_CONTROL = ["awscc_eks_access_entry", "awscc_eks_cluster", "awscc_eks_identity_provider_config"] as const;

/** What runs commands: with a provisioner that stands in the configuration, or by itself. */
const BY_PROVISIONER = ["null_resource", "terraform_data"] as const;
const RUNS_COMMANDS = [...BY_PROVISIONER, "shell_script", "shell_sensitive_script", "ansible_playbook"] as const;

/** What makes objects of its own from a text. */
const MAKES_OBJECTS = [
  "helm_release",
  "eksctl_cluster",
  "eksctl_cluster_deployment",
  "aws_cloudcontrolapi_resource",
  "aws_cloudformation_stack",
  "aws_cloudformation_stack_set",
  "kustomization_resource",
  "kubernetes_job",
  "kubernetes_job_v1",
  "kubernetes_cron_job",
  "kubernetes_cron_job_v1",
  "argocd_application",
  "aws_lambda_invocation",
  "aws_ssm_association",
  "kubectl_server_version",
] as const;

/** Commands, templates and objects that are about access; of `update-cluster-config` not those that say what else they update. */
const NAMES_ACCESS = new RegExp(
  [
    "aws[-_]auth",
    "iamidentitymapping",
    "access-?entr",
    "access-policy",
    "AWS::EKS::AccessEntry",
    "AWS::EKS::IdentityProviderConfig",
    "authentication-?mode",
    "associate-identity-provider-config",
    "update-cluster-config(?![^;&|\\n]{0,400}--(?:logging|upgrade-policy|zonal-shift-config|deletion-protection)\\b)",
  ].join("|"),
  "i",
);

/** Resources that change and can write access in ways that no rule follows. */
export function otherWriters(changes: readonly PlannedChange[], configuration: PlanConfiguration): OtherWriter[] {
  return changes.flatMap((change): OtherWriter[] => {
    const does = isDone(change) ? deedOf(change, configuration) : undefined;
    return does === undefined ? [] : [{ address: change.address, does }];
  });
}

/** Actions that Terraform runs beside its changes, or instead of them (`-invoke`), and that name access. */
export function invokedWriters({ action_invocations: run = [], deferred_action_invocations: put = [] }: TerraformPlan) {
  const invoked = [...run, ...put.flatMap(({ action_invocation: one }) => one ?? [])];
  return invoked
    .filter(({ address, config_values: values }) => NAMES_ACCESS.test(JSON.stringify([address, values])))
    .map(({ address = "" }): OtherWriter => ({ address, does: INVOKES }));
}

const INVOKES = "is an action that names aws-auth, or access entries";

function isDone(change: PlannedChange): boolean {
  return change.mode === "managed" && change.action !== "no-op" && !isForgotten(change);
}

function deedOf(change: PlannedChange, configuration: PlanConfiguration): string | undefined {
  const { type, address, before, after } = change;
  if (isOneOf(OF_CLOUD_CONTROL, type)) return cloudControlDeed(change);
  const block = configuration.blockOf(change);
  const texts = JSON.stringify([block?.provisioners, block?.expressions, address, before, after]);
  if (isOneOf(RUNS_COMMANDS, type)) return isRun(change, block) && NAMES_ACCESS.test(texts) ? RUNS : undefined;
  if (isRun(change, block) && NAMES_ACCESS.test(JSON.stringify(block?.provisioners ?? []))) return RUNS;
  if (isOneOf(MANIFESTS, type) && HANDS_ON.test(texts) && (NAMES_ACCESS.test(texts) || HOLDS_ACCESS.test(texts)))
    return MAKES;
  return isOneOf(MAKES_OBJECTS, type) && NAMES_ACCESS.test(texts) ? MAKES : undefined;
}

/** Kinds of objects that others act upon: controllers that hold access, tools of delivery, commands. */
const HANDS_ON =
  /kind\W{1,6}(?:AccessEntr(?:y|ies)|AccessPolicyAssociation|IAMIdentityMapping|Application|HelmRelease|Kustomization|Job|CronJob)\b/;

/** Those of them that are access, whatever they name. */
const HOLDS_ACCESS = /kind\W{1,6}(?:AccessEntry|AccessPolicyAssociation|IAMIdentityMapping)\b/;

const RUNS = "runs a command that names aws-auth, or access entries";
const MAKES = "makes objects of its own, and names aws-auth or access entries";

/**
 * Provisioners run where something is made; of what goes only one for that runs, and it has to stand in the configuration. A
 * script runs at every change.
 */
function isRun({ action, type }: PlannedChange, block: Readonly<Record<string, unknown>> | undefined): boolean {
  if (type === "terraform_data" && block !== undefined && block.provisioners === undefined) return false;
  if (action === "update" && !type.startsWith("shell_")) return false;
  if (action !== "delete" || type.startsWith("shell_")) return true;
  return block?.provisioners !== undefined;
}

/** A cluster changes more often than its access. */
function cloudControlDeed(change: PlannedChange): string | undefined {
  const { type, action, before, after } = change;
  const isSame = JSON.stringify(before?.access_config) === JSON.stringify(after?.access_config);
  if (type === "awscc_eks_cluster" && action === "update" && isSame) return undefined;
  const verb =
    action === "delete"
      ? "is destroyed"
      : isDestroyed(change)
        ? "is made anew"
        : action === "create"
          ? "is made"
          : "is changed";
  return `${verb} by the provider awscc, whose resources a review cannot judge`;
}
