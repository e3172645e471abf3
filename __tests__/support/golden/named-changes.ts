import { changesIn } from "./edits-to-21";

/** A line that `upgrade-module` prints of what the plan still changes, and the changes that it means, as {@link planned} has them. */
type Named = readonly [line: RegExp, change: RegExp];

const GROUP = String.raw`module\.(?:eks_managed|self_managed)_node_group\[[^\]]*\]\.`;
const ANY_GROUP = String.raw`module\.(?:(?:eks_managed|self_managed)_node_group|fargate_profile)\[[^\]]*\]\.`;

/** Of a bump to v20, within the call of the module. */
const TO_20: readonly Named[] = [
  [/^cluster: the tag `terraform-aws-modules` comes$/, /^aws_eks_cluster\.this\[0\] updated$/],
  [/^its KMS key: the same tag$/, /^module\.kms\.aws_kms_key\.this\[0\] updated$/],
  [/^its `time_sleep` is made$/, /^time_sleep\.this\[0\] created$/],
  [/^its `time_sleep` is made anew$/, /^time_sleep\.this\[0\] replaced$/],
  [/^role of the cluster: `sts:TagSession` in its trust policy$/, /^aws_iam_role\.this\[0\] updated$/],
  [
    /^role of the cluster: attachments of policies are made under other keys$/,
    /^aws_iam_role_policy_attachment\.this\["[^"]+"\] (?:created|destroyed|moved)$/,
  ],
  [
    /^roles of groups: attachments of policies move to other keys$/,
    new RegExp(String.raw`^${ANY_GROUP}aws_iam_role_policy_attachment\.\w+\["[^"]+"\] (?:created|destroyed|moved)$`),
  ],
  [
    /^node groups: a `null_resource\.validate_cluster_service_cidr` for each$/,
    new RegExp(String.raw`^${GROUP}module\.user_data\.null_resource\.validate_cluster_service_cidr created$`),
  ],
  [
    /^roles of Fargate profiles: the condition `aws:SourceArn`$/,
    /^module\.fargate_profile\[[^\]]*\]\.aws_iam_role\.this\[0\] updated$/,
  ],
  // An edit that is for a person: until it is made the plan changes each group.
  [
    /^eks_managed_node_groups\.update_config: /,
    /^module\.eks_managed_node_group\[[^\]]*\]\.aws_eks_node_group\.this\[0\] updated$/,
  ],
  [/^add-ons: /, /^aws_eks_addon\.\w+\["[^"]+"\] updated$/],
];

/** The lines of what remains, as they are printed. */
export function remainingLines(told: string): string[] {
  const [, lines = ""] = /beside what is written above:\n((?: {2}.*\n)*)/.exec(told) ?? [];
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:aws-auth:|the ConfigMap|the rows|a plan that|nothing$)/.test(line));
}

/** `aws_eks_cluster.this[0] updated`, `… moved` of each change of a plan within a call; moves of the whole of a resource too. */
export function planned(plan: string, call: string): string[] {
  const moved = [...plan.matchAll(/^ {2}# (\S+) has moved to (\S+)$/gm)].map(([, , to = ""]) => `${to} moved`);
  const prefix = `module.${call}.`;
  return [...changesIn(plan), ...moved]
    .filter((change) => change.startsWith(prefix))
    .map((change) => change.slice(prefix.length))
    .sort();
}

/** What a plan changes and no line names, and lines that name nothing that it changes. */
export function misnamed(
  lines: readonly string[],
  changes: readonly string[],
): { readonly unnamed: readonly string[]; readonly absent: readonly string[] } {
  const meant = lines.map((line) => ({ line, change: TO_20.find(([told]) => told.test(line))?.[1] }));
  return {
    unnamed: changes.filter((change) => !meant.some((each) => each.change?.test(change) === true)),
    absent: meant.filter(({ change }) => !changes.some((one) => change?.test(one) === true)).map(({ line }) => line),
  };
}
