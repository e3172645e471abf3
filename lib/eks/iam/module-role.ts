import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { named } from "../address/addresses";
import { type Adoptable, instance, single } from "../address/adoptable";
import { EACH_VALUE, forEach } from "../address/for-each";
import { literal, literals } from "../address/literal";
import { nameUnknown } from "../../inventory/definition/section-checks";
import { ValidationError } from "../../finding/validation-error";

/** A role that the module makes for a service, with its policies. */
export interface ModuleRoleProps {
  /** Name of the role's resource and of its attachments: `this`, `eks_auto`. */
  readonly resource: string;
  /** Name of the attachments that callers add: `additional`. */
  readonly additional: string;
  /** Its trust policy. */
  readonly trust: Trust;
  readonly name: string;
  readonly useNamePrefix: boolean;
  /** The module's variable that decides it, for messages: `iam_role_use_name_prefix`. */
  readonly useNamePrefixVariable: string;
  /** What stands between prefix and generated suffix. */
  readonly prefixSeparator: string;
  readonly path: string | undefined;
  readonly description: string | undefined;
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Policy ARNs by name. */
  readonly policies: Readonly<Record<string, string>>;
  /** Policy ARNs that the caller adds, by name. */
  readonly additionalPolicies: Readonly<Record<string, string>>;
}

/** Which services may take a role: the document's resource name, statement ID and principals. */
export interface Trust {
  readonly document: string;
  readonly sid: string;
  readonly services: readonly string[];
}

/**
 * `aws_iam_role` with its trust policy and attachments, as the module renders each of its roles.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/main.tf
 */
export class ModuleRole extends Construct {
  public readonly role: IamRole;
  /** The attachments of the service's own policies; undefined where it has none. */
  public readonly policies: IamRolePolicyAttachment | undefined;
  public readonly adoptables: readonly Adoptable[];

  constructor(scope: Construct, id: string, props: ModuleRoleProps) {
    super(scope, id);
    this.role = this.renderRole(props);
    this.policies = this.attach(props.resource, props.policies);
    this.attach(props.additional, props.additionalPolicies);
    this.adoptables = [
      single(`aws_iam_role.${props.resource}`, () => importIdOf(props)),
      ...attached(props, props.resource, props.policies),
      ...attached(props, props.additional, props.additionalPolicies),
    ];
  }

  private renderRole(props: ModuleRoleProps): IamRole {
    const { name, useNamePrefix, path, description, permissionsBoundary, tags } = props;
    const config = literals<IamRoleConfig>({
      name: useNamePrefix ? undefined : name,
      namePrefix: useNamePrefix ? `${name}${props.prefixSeparator}` : undefined,
      path,
      description,
      assumeRolePolicy: this.trustDocument(props.trust).json,
      permissionsBoundary,
      forceDetachPolicies: true,
      tags,
    });
    return named(new IamRole(this, "role", config), props.resource);
  }

  private trustDocument({ document, sid, services }: Trust): DataAwsIamPolicyDocument {
    const statement = {
      sid,
      actions: ["sts:AssumeRole", "sts:TagSession"],
      principals: services.map((service) => ({ type: "Service", identifiers: [service] })),
    };
    return named(new DataAwsIamPolicyDocument(this, "trust", { statement: [statement] }), document);
  }

  private attach(resource: string, policies: Readonly<Record<string, string>>): IamRolePolicyAttachment | undefined {
    if (Object.keys(policies).length === 0) return undefined;
    const config = { role: this.role.name, policyArn: EACH_VALUE };
    return forEach(named(new IamRolePolicyAttachment(this, `${resource}_policies`, config), resource), policies);
  }
}

function attached(
  props: ModuleRoleProps,
  resource: string,
  policies: Readonly<Record<string, string>>,
): readonly Adoptable[] {
  return Object.entries(policies).map(([key, arn]) => {
    const address = instance(`aws_iam_role_policy_attachment.${resource}`, key);
    return { address, module: { origin: "eks", address }, importId: () => `${importIdOf(props)}/${literal(arn)}` };
  });
}

function importIdOf({ name, useNamePrefix, useNamePrefixVariable }: ModuleRoleProps): string {
  if (!useNamePrefix) return literal(name);
  throw new ValidationError(nameUnknown(useNamePrefixVariable));
}
