import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import { named } from "../address/addresses";
import { literals } from "../address/literal";

/** Who may take a role. */
export interface TrustStatement {
  readonly action: "sts:AssumeRole" | "sts:AssumeRoleWithWebIdentity";
  readonly principals: readonly TrustedPrincipals[];
  /** Texts that a condition key has to equal, by the key. */
  readonly equals: Readonly<Record<string, string>>;
}

/** Principals of one kind. */
export interface TrustedPrincipals {
  readonly type: "Service" | "AWS" | "Federated";
  readonly identifiers: readonly string[];
}

/** The trust policy of a role as `data.aws_iam_policy_document.<name>`, ready for `assume_role_policy`. */
export function trustPolicy(scope: Construct, name: string, { action, principals, equals }: TrustStatement): string {
  const condition = Object.entries(equals).map(([variable, value]) => ({
    test: "StringEquals",
    variable,
    values: [value],
  }));
  const statement = [{ actions: [action], principals, condition: condition.length > 0 ? condition : undefined }];
  return named(new DataAwsIamPolicyDocument(scope, `${name}_trust`, literals({ statement })), name).json;
}
