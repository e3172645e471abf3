import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import { named } from "../address/addresses";
import { literals } from "../address/literal";

/** Who may take a role. */
export interface TrustStatement {
  readonly action: "sts:AssumeRole" | "sts:AssumeRoleWithWebIdentity";
  /**
   * Whether it may tag the session too.
   * @default false
   */
  readonly tagsSession?: boolean;
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
export function trustPolicy(
  scope: Construct,
  name: string,
  { action, tagsSession = false, principals, equals }: TrustStatement,
): string {
  const condition = Object.entries(equals).map(([variable, value]) => ({
    test: "StringEquals",
    variable,
    values: [value],
  }));
  const actions = [action, ...(tagsSession ? ["sts:TagSession"] : [])];
  const statement = [{ actions, principals, condition: condition.length > 0 ? condition : undefined }];
  return named(new DataAwsIamPolicyDocument(scope, `${name}_trust`, literals({ statement })), name).json;
}
