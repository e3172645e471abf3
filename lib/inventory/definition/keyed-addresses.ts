import { resourceName } from "./resource-name";

/** A role as the section `iam_roles` has it: what decides how many resources it becomes. */
interface KeyedRole {
  /** The name in IAM: addresses do not have it. */
  readonly name?: string;
  readonly policies?: Readonly<Record<string, string>>;
  readonly inlinePolicies?: Readonly<Record<string, string>>;
}

/** An account as the section `service_accounts` has it. */
interface KeyedAccount {
  readonly policies?: Readonly<Record<string, string>>;
  readonly create?: boolean;
  readonly podIdentity?: boolean;
}

/** Addresses of what the section `iam_roles` renders: no stack without the section can name them. */
export function iamRoleAddresses(iamRoles: Readonly<Record<string, KeyedRole>>): string[] {
  return Object.entries(iamRoles).flatMap(([key, { policies = {}, inlinePolicies = {} }]) => {
    const name = `iam_role_${resourceName(key)}`;
    return [`aws_iam_role.${name}`, ...attachments(name, policies), ...inline(name, inlinePolicies)];
  });
}

/** Addresses of what the section `service_accounts` renders. */
export function serviceAccountAddresses(serviceAccounts: Readonly<Record<string, KeyedAccount>>): string[] {
  return Object.entries(serviceAccounts).flatMap(([key, { policies = {}, create = true, podIdentity = false }]) => {
    const name = `service_account_${resourceName(key)}`;
    const account = create ? ["kubernetes_service_account_v1"] : podIdentity ? [] : ["kubernetes_annotations"];
    const types = [...account, ...(podIdentity ? ["aws_eks_pod_identity_association"] : [])];
    const own = types.map((type) => `${type}.${resourceName(key)}`);
    return [`aws_iam_role.${name}`, ...attachments(name, policies), ...own];
  });
}

function attachments(name: string, policies: Readonly<Record<string, string>>): string[] {
  return Object.keys(policies).length === 0 ? [] : [`aws_iam_role_policy_attachment.${name}`];
}

function inline(name: string, documents: Readonly<Record<string, string>>): string[] {
  return Object.keys(documents).length === 0 ? [] : [`aws_iam_role_policy.${name}`];
}
