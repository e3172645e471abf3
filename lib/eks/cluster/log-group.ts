import { CloudwatchLogGroup, type CloudwatchLogGroupConfig } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import { named } from "../address/addresses";
import { type Adoptable, single } from "../address/adoptable";
import { literal, literals } from "../address/literal";
import { boolDefault, numberDefault } from "../../module/module-default";

/** Where the control plane's logs go, in the module's variables. */
export interface LogGroupProps {
  readonly clusterName: string;
  /**
   * Tags of every resource.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Whether Terraform makes the log group: if not, EKS makes one that never expires.
   * @default true
   */
  readonly createCloudwatchLogGroup?: boolean;
  /** @default 90 */
  readonly cloudwatchLogGroupRetentionInDays?: number;
  /**
   * ARN of the KMS key that encrypts the logs.
   * @default none
   */
  readonly cloudwatchLogGroupKmsKeyId?: string;
  /** @default "STANDARD" */
  readonly cloudwatchLogGroupClass?: "STANDARD" | "INFREQUENT_ACCESS";
  /**
   * Tags of the log group beside `tags`.
   * @default {}
   */
  readonly cloudwatchLogGroupTags?: Readonly<Record<string, string>>;
}

/** `aws_cloudwatch_log_group.this`, undefined where the caller wants none. */
export function logGroup(scope: Construct, props: LogGroupProps): CloudwatchLogGroup | undefined {
  if (!(props.createCloudwatchLogGroup ?? boolDefault("create_cloudwatch_log_group"))) return undefined;
  const name = logGroupName(props);
  const config = literals<CloudwatchLogGroupConfig>({
    name,
    retentionInDays: props.cloudwatchLogGroupRetentionInDays ?? numberDefault("cloudwatch_log_group_retention_in_days"),
    kmsKeyId: props.cloudwatchLogGroupKmsKeyId,
    logGroupClass: props.cloudwatchLogGroupClass,
    tags: { ...props.tags, ...props.cloudwatchLogGroupTags, Name: name },
  });
  return named(new CloudwatchLogGroup(scope, "log_group", config), "this");
}

/** Where the log group was before. */
export function logGroupAdoptable(props: LogGroupProps): Adoptable {
  return single("aws_cloudwatch_log_group.this", () => literal(logGroupName(props)));
}

function logGroupName({ clusterName }: LogGroupProps): string {
  return `/aws/eks/${clusterName}/cluster`;
}
