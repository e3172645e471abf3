import type { PlannedChange } from "../../../plan/objects/planned-change";
import type { Judgement, Seen } from "../judgement";

/** Somebody changed access behind Terraform's back. */
export const accessDrift: Judgement = {
  code: "access-drift",
  rule: {
    why: "what was given by hand is taken back by this plan, or stays and nobody reviewed it",
    help: "find out who changed it and why (CloudTrail); then write the change into the configuration, or let the plan undo it",
  },
  judge: ({ cluster }) => cluster.drift.flatMap(seen),
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

function seen({ address, action, before, after }: PlannedChange): Seen[] {
  if (before === undefined || after === undefined) {
    const word = action === "delete" ? "deleted" : "changed";
    return [{ address, message: `${word} outside Terraform` }];
  }
  const changed = DECISIVE.filter((name) => printed(before[name]) !== printed(after[name]));
  if (changed.length === 0) return [];
  return [{ address, message: `changed outside Terraform: ${changed.map((name) => `\`${name}\``).join(", ")}` }];
}

/** Null, nothing and an empty list are the same to the provider. */
function printed(value: unknown): string {
  return JSON.stringify([value], (_, inner: unknown) => (isNothing(inner) ? undefined : inner));
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
