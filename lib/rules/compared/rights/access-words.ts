import { placeName } from "../../../access/aws-auth/aws-auth";
import type { Access, Through } from "../../../access/effective/effective-access";
import { CLUSTER_ADMIN } from "../../../access/access-policy/access-policy";
import { describePolicy } from "../../../access/effective/right";
import { isClusterAdmin } from "../../../access/effective/cluster-admin";
import { isNodeAccess } from "../../../access/effective/node";

/** What somebody may do, in words for people who do not know EKS: `cluster admin, by aws-auth mapRoles[1]`. */
export function accessWords(access: Access): string {
  switch (access.verdict) {
    case "refused":
      return "no access";
    case "unknown":
      return "not known from the plan";
    case "authenticated":
      return `${rightsWords(access)}, by ${throughWords(access.through)}`;
  }
}

function rightsWords(access: Extract<Access, { verdict: "authenticated" }>): string {
  const kind = isNodeAccess(access) ? ["node"] : isClusterAdmin(access) ? ["cluster admin"] : [];
  const isSaid = (text: string): boolean => kind.length > 0 && text.startsWith("system:");
  const groups = access.groups.filter((group) => !isSaid(group)).map((group) => `group \`${group}\``);
  const policies = access.policies.filter((policy) => !(isClusterAdmin(access) && policy.name === CLUSTER_ADMIN));
  const given = [...kind, ...groups, ...policies.map((policy) => `\`${describePolicy(policy)}\``)];
  return given.join(", ") || "may log in, and nothing else by itself";
}

function throughWords(through: Through): string {
  switch (through.by) {
    case "entry":
      return "access entry";
    case "row":
      return `aws-auth \`${placeName(through.place)}\``;
    case "creator":
      return "having created the cluster";
  }
}
