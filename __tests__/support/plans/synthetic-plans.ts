import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { AccessState } from "../../../lib/access/effective/effective-access";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";

type Json = Readonly<Record<string, unknown>>;

interface Described {
  readonly type: string;
  readonly name: string;
  readonly index?: string;
  readonly values: Json;
}

/** A plan that takes one cluster from one state of access to another, in the shape of the Terraform module. */
export function planBetween(before: AccessState, after: AccessState): TerraformPlan {
  const [old, wanted] = [byAddress(before), byAddress(after)];
  const addresses = [...new Set([...old.keys(), ...wanted.keys()])];
  const read = parsePlan(
    JSON.stringify({
      format_version: "1.2",
      resource_changes: addresses.map((address) => changeOf(address, old.get(address), wanted.get(address))),
      configuration: { root_module: {} },
    }),
  );
  if (read.kind !== "plan") throw new Error(read.kind === "unreadable" ? read.problem : read.kind);
  return read.plan;
}

function changeOf(address: string, before: Described | undefined, after: Described | undefined): Json {
  const { type, name, index } = before ?? after ?? { type: "", name: "" };
  const actions = actionsOf(before, after);
  return {
    address,
    mode: "managed",
    type,
    name,
    ...(index === undefined ? {} : { index }),
    ...(actions.length === 2 ? { action_reason: "replace_because_cannot_update" } : {}),
    change: {
      actions,
      before: before?.values ?? null,
      after: after?.values ?? null,
      after_unknown: before === undefined ? { id: true } : {},
      before_sensitive: {},
      after_sensitive: {},
    },
  };
}

function actionsOf(before: Described | undefined, after: Described | undefined): string[] {
  if (before === undefined) return ["create"];
  if (after === undefined) return ["delete"];
  if (JSON.stringify(before.values) === JSON.stringify(after.values)) return ["no-op"];
  const isNew = before.values.principal_arn !== after.values.principal_arn || before.type.endsWith("association");
  return isNew ? ["delete", "create"] : ["update"];
}

function byAddress(state: AccessState): ReadonlyMap<string, Described> {
  const entries = Object.entries(state.entries).flatMap(([key, entry]) => described(key, entry));
  const all = [clusterOf(state), rowsOf(state), ...entries];
  return new Map(
    all.map((one) => [`module.eks.${one.type}.${one.name}${one.index === undefined ? "" : `["${one.index}"]`}`, one]),
  );
}

function clusterOf({ mode }: AccessState): Described {
  const values = { name: "demo", access_config: [{ authentication_mode: mode }] };
  return { type: "aws_eks_cluster", name: "this", values };
}

function rowsOf({ awsAuth }: AccessState): Described {
  return {
    type: "kubernetes_config_map_v1",
    name: "aws_auth",
    values: { metadata: [{ name: "aws-auth", namespace: "kube-system" }], data: encodeAwsAuth(awsAuth) },
  };
}

function described(key: string, entry: AccessEntry): Described[] {
  const { principalArn, type = "STANDARD", kubernetesGroups = [], userName, policyAssociations = {} } = entry;
  const common = { cluster_name: "demo", principal_arn: principalArn };
  // What is empty is null in what Terraform reads, and never left out.
  const isStandard = type === "STANDARD";
  const identity = {
    kubernetes_groups: isStandard ? kubernetesGroups : null,
    user_name: isStandard ? (userName ?? null) : null,
  };
  const policies = Object.entries(policyAssociations).map(([name, { policyArn, accessScope }]): Described => ({
    type: "aws_eks_access_policy_association",
    name: "this",
    index: `${key}_${name}`,
    values: { ...common, policy_arn: policyArn, access_scope: [accessScope] },
  }));
  const own: Described = {
    type: "aws_eks_access_entry",
    name: "this",
    index: key,
    values: { ...common, type, ...identity },
  };
  return [own, ...policies];
}
