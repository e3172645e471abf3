import { isRecord } from "../reading/plan-shape";
import { type PlannedChange, plannedChange } from "./planned-change";
import { CLUSTER_ROLE_BINDINGS, CONFIG_MAP_KEYS, CONFIG_MAPS, ROLE_BINDINGS } from "../reading/resource-types";
import type { ResourceChange, TerraformPlan } from "../reading/terraform-plan";
import { compareText } from "../../finding/text-order";

/** The attributes of each type that decide about access: what else drifts says nothing of it. */
const DECISIVE: Readonly<Record<string, readonly string[]>> = {
  aws_eks_cluster: ["name", "arn", "access_config"],
  aws_eks_access_entry: ["cluster_name", "principal_arn", "type", "kubernetes_groups", "user_name"],
  aws_eks_access_policy_association: ["cluster_name", "principal_arn", "policy_arn", "access_scope"],
  aws_eks_node_group: ["cluster_name", "node_role_arn"],
  aws_eks_fargate_profile: ["cluster_name", "pod_execution_role_arn"],
  aws_iam_role: ["arn", "unique_id"],
  aws_iam_user: ["arn", "unique_id"],
  kubernetes_manifest: ["manifest", "object"],
  kubectl_manifest: ["yaml_body", "yaml_body_parsed", "yaml_incluster"],
  ...Object.fromEntries([...CONFIG_MAPS, ...CONFIG_MAP_KEYS].map((type) => [type, ["data"]])),
  ...Object.fromEntries([...ROLE_BINDINGS, ...CLUSTER_ROLE_BINDINGS].map((type) => [type, ["role_ref", "subject"]])),
};

/** What changed of access outside Terraform since it ran last, sorted by address. */
export function driftOfAccess(plan: TerraformPlan): PlannedChange[] {
  const drifted = (plan.resource_drift ?? []).filter(isDecisive).map((raw) => plannedChange(raw));
  return drifted.sort((a, b) => compareText(a.address, b.address));
}

function isDecisive({ type, change }: ResourceChange): boolean {
  const attributes = DECISIVE[type];
  if (attributes === undefined) return false;
  const { before, after } = change;
  if (!isRecord(before) || !isRecord(after)) return true;
  return attributes.some((attribute) => text({ value: before[attribute] }) !== text({ value: after[attribute] }));
}

/** Null and empty mean the same to EKS; providers write either. Keys have no order. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner === null || (Array.isArray(inner) && inner.length === 0)) return undefined;
    return isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b))) : inner;
  });
}
