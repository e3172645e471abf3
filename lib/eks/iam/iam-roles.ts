import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { named } from "../address/addresses";
import { type Adoptable, instance } from "../address/adoptable";
import { attachPolicies, roleAdoptables } from "./attached-policies";
import { EACH_KEY, EACH_VALUE, forEach } from "../address/for-each";
import { literal, literals } from "../address/literal";
import { prevention } from "../address/prevention";
import { placedKeys } from "../../inventory/definition/resource-name";
import { iamRoleFindings } from "../../inventory/definition/section-checks";
import { resourceNames } from "../address/resource-name";
import { type TrustedPrincipals, trustPolicy } from "./trust-policy";
import { refuse } from "../../finding/validation-error";

/** A role with a name that people know: a cluster's, its nodes', its admins'. */
export interface NamedIamRole {
  /** The role's name in IAM. */
  readonly name: string;
  /** @default "/" */
  readonly path?: string;
  /** @default none */
  readonly description?: string;
  /** Who may take it: at least one. */
  readonly assumedBy: AssumedBy;
  /**
   * Policy ARNs by a name of the team's choice.
   * @default {}
   */
  readonly policies?: Readonly<Record<string, string>>;
  /**
   * JSON documents by the policy's name.
   * @default {}
   */
  readonly inlinePolicies?: Readonly<Record<string, string>>;
  /**
   * Tags beside those of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Who may take a role. */
export interface AssumedBy {
  /**
   * `eks.amazonaws.com`
   * @default []
   */
  readonly services?: readonly string[];
  /**
   * ARNs of accounts, roles or users.
   * @default []
   */
  readonly principals?: readonly string[];
}

/** The section `iam_roles`. */
export interface IamRolesProps {
  readonly iamRoles: Readonly<Record<string, NamedIamRole>>;
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Keys of roles that Terraform refuses to destroy or replace: their access entries would serve nobody.
   * @default none
   */
  readonly protectedKeys?: readonly string[];
}

/** `aws_iam_role.iam_role_<key>` with its attachments and inline policies. A role without any is a role too (CASES 1). */
export class IamRoles extends Construct {
  /** By the key of `iamRoles`. */
  public readonly roles: ReadonlyMap<string, IamRole>;
  /** The attachments, for a cluster that takes one of the roles: it comes after its policies. */
  public readonly dependables: ITerraformDependable[] = [];
  /** What the resources were before, for `adopt`. */
  public readonly adoptables: readonly Adoptable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: IamRolesProps,
  ) {
    super(scope, id);
    refuse(iamRoleFindings(props.iamRoles));
    const names = resourceNames(placedKeys("iam_roles", props.iamRoles));
    const roles = Object.entries(props.iamRoles).map(([key, role]) => ({
      key,
      role,
      resource: `iam_role_${names.get(key) ?? key}`,
    }));
    this.roles = new Map(roles.map((keyed) => [keyed.key, this.render(keyed)]));
    this.adoptables = roles.flatMap(adoptablesOf);
  }

  private render({ key, role, resource }: KeyedRole): IamRole {
    const principals = principalsOf(role.assumedBy);
    const config = literals<IamRoleConfig>({
      name: role.name,
      path: role.path,
      description: role.description,
      assumeRolePolicy: trustPolicy(this, resource, { action: "sts:AssumeRole", principals, equals: {} }),
      tags: { ...this.props.tags, ...role.tags },
      lifecycle: prevention({ protect: this.props.protectedKeys?.includes(key) === true }),
    });
    const made = named(new IamRole(this, resource, config), resource);
    const policies = { role: made, resource, roleName: role.name, policies: role.policies ?? {} };
    const attachment = attachPolicies(this, policies);
    if (attachment) this.dependables.push(attachment);
    this.addInlinePolicies(resource, made, role.inlinePolicies ?? {});
    return made;
  }

  private addInlinePolicies(resource: string, role: IamRole, documents: Readonly<Record<string, string>>): void {
    if (Object.keys(documents).length === 0) return;
    const config = { role: role.name, name: EACH_KEY, policy: EACH_VALUE };
    forEach(named(new IamRolePolicy(this, `${resource}_inline_policies`, config), resource), documents);
  }
}

interface KeyedRole {
  readonly key: string;
  readonly role: NamedIamRole;
  readonly resource: string;
}

function principalsOf({ services = [], principals = [] }: AssumedBy): readonly TrustedPrincipals[] {
  const kinds: readonly TrustedPrincipals[] = [
    { type: "Service", identifiers: services },
    { type: "AWS", identifiers: principals },
  ];
  return kinds.filter(({ identifiers }) => identifiers.length > 0);
}

function adoptablesOf({ role, resource }: KeyedRole): readonly Adoptable[] {
  const { name, policies = {}, inlinePolicies = {} } = role;
  const inline = Object.keys(inlinePolicies).map((policy) => ({
    address: instance(`aws_iam_role_policy.${resource}`, policy),
    importId: () => literal(`${name}:${policy}`),
  }));
  return [...roleAdoptables({ resource, roleName: name, policies }), ...inline];
}
