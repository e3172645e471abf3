import { principalNameOf } from "../../../access/principal/principal-name";
import { isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import type { PlannedCluster } from "../../../plan/cluster/planned-cluster";
import type { Values } from "../../../plan/reading/terraform-plan";
import type { Judgement, Seen } from "../judgement";

/** Somebody changed access behind Terraform's back. */
export const accessDrift: Judgement = {
  code: "access-drift",
  rule: {
    why: "this plan undoes what was changed by hand, or keeps it, and nobody reviewed it",
    help: "find out who changed it and why: `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=eks.amazonaws.com`; then write the change into the configuration, or apply this plan where it undoes the change",
  },
  judge: ({ cluster }) => cluster.drift.flatMap((drift) => seen(drift, cluster)),
};

/** Attributes that decide who can do what; EKS changes others by itself. */
const DECISIVE = [
  "access_config",
  "access_scope",
  "cluster_name",
  "data",
  "kubernetes_groups",
  "policy_arn",
  "principal_arn",
  "role_ref",
  "compared",
  "type",
  "user_name",
  "arn",
] as const;

function seen({ address, action, before, after }: PlannedChange, cluster: PlannedCluster): Seen[] {
  const own = principalIn(after ?? before);
  const whose = own === undefined ? "" : `access of ${principalNameOf(own, cluster.accountId)} was `;
  if (before === undefined || after === undefined) {
    const word = action === "delete" ? "deleted" : "changed";
    return [{ address, message: `${whose}${word} outside Terraform` }];
  }
  const changed = DECISIVE.filter((name) => printed(before[name]) !== printed(after[name]));
  if (changed.length === 0) return [];
  const words = changed.map((name) => `\`${name}\`${fromTo(before[name], after[name])}`).join(", ");
  return [
    { address, message: `${whose}changed outside Terraform: ${words}`, ...fate(changed, { address, after }, cluster) },
  ];
}

/** The entry's or the policy's principal. */
function principalIn(values: Values | undefined): string | undefined {
  const arn = values?.principal_arn;
  return typeof arn === "string" ? arn : undefined;
}

/** What becomes of the change, where the plan says it of all of it. */
function fate(
  changed: readonly string[],
  { address, after }: Pick<PlannedChange, "address" | "after">,
  { changes, change }: PlannedCluster,
): Pick<Seen, "why"> {
  const own = [...changes, ...(change === undefined ? [] : [change])].find((one) => one.address === address);
  if (own === undefined && !address.includes("aws_eks_access_")) return {};
  if (own === undefined) return { why: "this plan keeps what was changed by hand, and nobody reviewed it" };
  if (isDestroyed(own) || own.after === undefined || own.afterUnknown.length > 0) return {};
  const kept = changed.filter((name) => printed(own.after?.[name]) === printed(after?.[name]));
  if (kept.length === 0) {
    const sets = changed.flatMap((name) =>
      isShort(own.after?.[name]) ? [`\`${name}\` ${worded(own.after?.[name])}`] : [],
    );
    return {
      why: `this plan undoes what was changed by hand${sets.length === 0 ? "" : `: it sets ${sets.join(", ")}`}`,
    };
  }
  return kept.length === changed.length
    ? { why: "this plan keeps what was changed by hand, and nobody reviewed it" }
    : {};
}

/** ` from a to b`, of texts and lists of texts alone: a ConfigMap is too long to print. */
function fromTo(before: unknown, after: unknown): string {
  return isShort(before) && isShort(after) ? ` from ${worded(before)} to ${worded(after)}` : "";
}

function isShort(value: unknown): boolean {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value ?? ""];
  return all.length <= 20 && all.every((one) => typeof one === "string" && one.length <= 200);
}

function worded(value: unknown): string {
  const all: readonly unknown[] = Array.isArray(value) ? value : isNothing(value) ? [] : [value];
  return all.map((one) => `\`${String(one)}\``).join(", ") || "none";
}

/** Null, nothing and an empty list are the same to the provider. */
function printed(value: unknown): string {
  return JSON.stringify([value], (_, inner: unknown) => (isNothing(inner) ? undefined : inner));
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
