import type { ModuleVariable } from "../../../module/module-table";

/** Names that follow no pattern. */
const RENAMED: Readonly<Record<string, string>> = {
  create_iam_role: "create_node_iam_role",
  create_irsa: "create_iam_role",
  irsa_policy_name: "iam_policy_name",
  irsa_ssm_parameter_arns: "ami_id_ssm_parameter_arns",
  policies: "iam_role_policies",
};

type Variables = ReadonlyMap<string, ModuleVariable>;

/**
 * What v20 calls arguments that Karpenter's sub-module had before: `iam_role_arn`, the nodes', is `node_iam_role_arn`, and
 * `irsa_name`, the controller's, is `iam_role_name`. Names that both have mean another role. Without those that stay.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/docs/UPGRADE-20.0.md
 */
export function karpenterNames(
  written: readonly string[],
  before: Variables,
  after: Variables,
): ReadonlyMap<string, string> {
  if (!before.has("create_irsa") || after.has("create_irsa")) return new Map();
  return new Map(
    written.flatMap((name) => {
      const now = nameAfter(name, after);
      return now === undefined ? [] : [[name, now] as const];
    }),
  );
}

function nameAfter(name: string, after: Variables): string | undefined {
  const names = [RENAMED[name], name.replace(/^iam_role_/, "node_iam_role_"), name.replace(/^irsa_/, "iam_role_")];
  return names.find((each) => each !== undefined && each !== name && after.has(each));
}
