import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Construct } from "constructs";
import { named } from "../address/addresses";
import { type Adoptable, instance } from "../address/adoptable";
import { EACH_VALUE, forEach } from "../address/for-each";
import { literal } from "../address/literal";

/** A role of ours and the policies that it carries. */
export interface AttachedPoliciesProps {
  readonly role: IamRole;
  /** Name of the role's resource and of its attachments. */
  readonly resource: string;
  /** The role's name in IAM. */
  readonly roleName: string;
  /** Policy ARNs by name. */
  readonly policies: Readonly<Record<string, string>>;
}

/** `aws_iam_role_policy_attachment.<resource>`, one instance per policy; nothing for a role without policies. */
export function attachPolicies(
  scope: Construct,
  { role, resource, policies }: AttachedPoliciesProps,
): IamRolePolicyAttachment | undefined {
  if (Object.keys(policies).length === 0) return undefined;
  const config = { role: role.name, policyArn: EACH_VALUE };
  return forEach(named(new IamRolePolicyAttachment(scope, `${resource}_policies`, config), resource), policies);
}

/** The role and its attachments, for an import. */
export function roleAdoptables({
  resource,
  roleName,
  policies,
}: Omit<AttachedPoliciesProps, "role">): readonly Adoptable[] {
  return [
    { address: `aws_iam_role.${resource}`, importId: () => literal(roleName) },
    ...Object.entries(policies).map(([key, arn]) => ({
      address: instance(`aws_iam_role_policy_attachment.${resource}`, key),
      importId: () => literal(`${roleName}/${arn}`),
    })),
  ];
}
