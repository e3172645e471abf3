import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { literals } from "../address/literal";

/** A role that the AWS provider takes. */
export interface AssumeRole {
  readonly roleArn: string;
  /** @default the provider's own */
  readonly sessionName?: string;
  /** @default none */
  readonly externalId?: string;
}

/** The AWS provider, from the section `terraform`. */
export interface AwsProviderProps {
  readonly region: string;
  /**
   * The only account that plans may touch.
   * @default any
   */
  readonly accountId?: string;
  /** @default the caller's own credentials */
  readonly assumeRole?: AssumeRole;
  /**
   * Tags of everything that the provider makes. Resources show them in `tags_all`.
   * @default {}
   */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** The stack's AWS provider: it refuses to work in another account than the file's. */
export function awsProvider(stack: TerraformStack, props: AwsProviderProps): AwsProvider {
  const { region, accountId, assumeRole, defaultTags } = props;
  const config = literals<AwsProviderConfig>({
    region,
    allowedAccountIds: accountId === undefined ? undefined : [accountId],
    assumeRole: assumeRole && [assumeRole],
    defaultTags: defaultTags && [{ tags: defaultTags }],
  });
  return new AwsProvider(stack, "aws", config);
}
