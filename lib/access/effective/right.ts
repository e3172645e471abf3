import { type AttachedPolicy } from "../access-policy/access-policy";
import { type UncoveredRequest, uncovered } from "../access-policy/access-policy-coverage";
import { CLUSTER_ADMIN_POLICY } from "./cluster-admin";
import type { Access } from "./effective-access";
import { hasNodeName } from "./node";
import { BOOTSTRAPPERS_GROUP, MASTERS_GROUP } from "../aws-auth/system-groups";
import { sortedTexts } from "../../finding/text-order";

/** Something that one access gives and another does not. */
export type Right =
  /** Being known to the cluster at all: `system:authenticated`, and RBAC by username. */
  | { readonly kind: "authentication" }
  /** Membership of a group; what RBAC binds to it is not known here. */
  | { readonly kind: "group"; readonly group: string }
  /** What matches `system:masters` by name (API priority, admission, RBAC), where every direct request stays allowed (R17). */
  | { readonly kind: "masters-name" }
  /** What an access policy allows, with one request of it. */
  | { readonly kind: "policy"; readonly policy: AttachedPolicy; readonly example: UncoveredRequest };

/**
 * The rights that `before` gives and `after` does not. Groups are opaque and equal only themselves, but two:
 * `system:masters` allows what AmazonEKSClusterAdminPolicy at cluster scope allows (R17), and of a node, by its username,
 * nobody asks for `system:bootstrappers` (R15, R16). Of an unknown access nothing can be said.
 */
export function rightsLost(before: Access, after: Access): Right[] {
  if (before.verdict !== "authenticated" || after.verdict === "unknown") return [];
  const kept: Held = after.verdict === "authenticated" ? after : { groups: [], policies: [] };
  const authentication: Right[] = after.verdict === "refused" ? [{ kind: "authentication" }] : [];
  const held = powers(kept);
  const groups = significantGroups(before)
    .filter((group) => !kept.groups.includes(group))
    .map((group): Right => groupLost(group, held));
  const policies = before.policies.flatMap((policy): Right[] => {
    const example = uncovered(held, policy);
    return example === undefined ? [] : [{ kind: "policy", policy, example }];
  });
  return [...authentication, ...groups, ...policies];
}

/** `group developers`, `AmazonEKSViewPolicy in namespaces dev-*` */
export function describeRight(right: Right): string {
  switch (right.kind) {
    case "authentication":
      return "authentication";
    case "group":
      return `group ${right.group}`;
    case "masters-name":
      return "the group system:masters";
    case "policy":
      return describePolicy(right.policy);
  }
}

/** `AmazonEKSEditPolicy (namespaces checkout, ledger)`; at cluster scope the name alone. */
export function describePolicy({ name, scope }: AttachedPolicy): string {
  return scope.type === "cluster" ? name : `${name} (namespaces ${scope.namespaces.join(", ")})`;
}

interface Held {
  readonly groups: readonly string[];
  readonly policies: readonly AttachedPolicy[];
}

function powers({ groups, policies }: Held): AttachedPolicy[] {
  return groups.includes(MASTERS_GROUP) ? [...policies, CLUSTER_ADMIN_POLICY] : [...policies];
}

function groupLost(group: string, held: readonly AttachedPolicy[]): Right {
  if (group === MASTERS_GROUP && uncovered(held, CLUSTER_ADMIN_POLICY) === undefined) return { kind: "masters-name" };
  return { kind: "group", group };
}

function significantGroups({ username, groups }: { username: string; groups: readonly string[] }): string[] {
  const isForgiven = (group: string): boolean => group === BOOTSTRAPPERS_GROUP && hasNodeName(username);
  return sortedTexts(groups.filter((group) => !isForgiven(group)));
}
