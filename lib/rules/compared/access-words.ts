import { parseArn } from "../../access/arn";
import { placeName } from "../../access/aws-auth";
import type { Access, Through } from "../../access/effective-access";
import { describePolicy } from "../../access/right";
import { isAdmin, isNode } from "./subject";

/** `role admin`, `user alice`, `role ci of 444455556666` where it is of another account than the cluster. */
export function principalName(arn: string, accountId?: string): string {
  const parsed = parseArn(arn);
  if ("problem" in parsed) return arn;
  const { kind, name, accountId: own } = parsed.arn;
  const of = own === accountId ? "" : ` of ${own}`;
  return kind === "root" ? `root${of}` : `${kind.replaceAll("-", " ")} ${name}${of}`;
}

/** What somebody may do, in words for people who do not know EKS: `cluster admin, by aws-auth mapRoles[1]`. */
export function accessWords(access: Access): string {
  switch (access.verdict) {
    case "refused":
      return "no access";
    case "unknown":
      return "not told by the plan";
    case "authenticated":
      return `${rightsWords(access)}, by ${throughWords(access.through)}`;
  }
}

function rightsWords(access: Extract<Access, { verdict: "authenticated" }>): string {
  const kind = isNode(access) ? ["node"] : isAdmin(access) ? ["cluster admin"] : [];
  const isSaid = (text: string): boolean => kind.length > 0 && (text === "system:masters" || text.startsWith(SYSTEM));
  const groups = access.groups.filter((group) => !isSaid(group)).map((group) => `group \`${group}\``);
  const policies = access.policies.filter((policy) => !(isAdmin(access) && policy.name === ADMIN_POLICY));
  const given = [...kind, ...groups, ...policies.map((policy) => `\`${describePolicy(policy)}\``)];
  return given.join(", ") || "may log in, and nothing else by itself";
}

const SYSTEM = "system:";
const ADMIN_POLICY = "AmazonEKSClusterAdminPolicy";

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
