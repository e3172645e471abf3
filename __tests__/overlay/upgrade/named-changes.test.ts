import { misnamed, planned, remainingLines } from "../../support/golden/named-changes";
import { ROOT, upgrade } from "../../support/overlay/upgrade-root";

const GROUPS = ["linux", "windows"].map((name) => `module.eks_managed_node_group["${name}"]`);
const PROFILE = 'module.fargate_profile["system"]';
const NODES = ["AmazonEC2ContainerRegistryReadOnly", "AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy"];
const PODS = ["AmazonEKSFargatePodExecutionRolePolicy", "AmazonEKS_CNI_Policy"];

/** What the state of the root has, of which the real module's plans were written down. */
const MADE = [
  ...GROUPS.flatMap((group) => [`${group}.aws_eks_node_group.this[0]`, `${group}.aws_iam_role.this[0]`]),
  `${PROFILE}.aws_eks_fargate_profile.this[0]`,
  `${PROFILE}.aws_iam_role.this[0]`,
];

function moved(within: string, policies: readonly string[]): string[] {
  return policies.map((policy) => {
    const address = `module.eks.${within}.aws_iam_role_policy_attachment.this`;
    return `  # ${address}["arn:aws:iam::aws:policy/${policy}"] has moved to ${address}["${policy}"]`;
  });
}

/** What those plans change, as Terraform prints it: of a root with groups and a profile, whose role is somebody else's. */
const PLAN = [
  "  # module.eks.kubernetes_config_map_v1_data.aws_auth[0] has moved to kubernetes_config_map_v1_data.eks_access_aws_auth",
  "  # module.eks.aws_eks_cluster.this[0] will be updated in-place",
  "  # module.eks.time_sleep.this[0] will be created",
  ...GROUPS.flatMap((group) => [
    ...moved(group, NODES),
    `  # module.eks.${group}.module.user_data.null_resource.validate_cluster_service_cidr will be created`,
  ]),
  `  # module.eks.${PROFILE}.aws_iam_role.this[0] will be updated in-place`,
  ...moved(PROFILE, PODS),
  "",
].join("\n");

const UPDATED = GROUPS.map((group) => `  # module.eks.${group}.aws_eks_node_group.this[0] will be updated in-place\n`);

/** What the command names of a bump to v20. */
async function named(version: string, more: readonly string[] = []): Promise<string[]> {
  const { stdout } = await upgrade(ROOT.replace("19.21.0", version), { more: [...MADE, ...more] }).run("--dry-run");
  const [edit] = /eks_managed_node_groups\.update_config: .*/.exec(stdout) ?? [];
  return [...remainingLines(stdout), ...(edit === undefined ? [] : [edit])];
}

describe("the plan of a bump to v20, as the real module makes it", () => {
  test.each([
    ["18.20.5", [], `${PLAN}${UPDATED.join("")}`],
    [
      "19.21.0",
      ["time_sleep.this[0]"],
      PLAN.replace("time_sleep.this[0] will be created", "time_sleep.this[0] must be replaced"),
    ],
  ])("from %s: each change is named, and none that does not come", async (version, more, plan) => {
    expect(misnamed(await named(version, more), planned(plan, "eks"))).toEqual({ unnamed: [], absent: [] });
  });

  test("a change that nobody names, and a line without a change, are told", async () => {
    const plan = PLAN.replace("  # module.eks.time_sleep.this[0] will be created\n", UPDATED[0] ?? "");
    expect(misnamed(await named("19.21.0"), planned(plan, "eks"))).toEqual({
      unnamed: ['module.eks_managed_node_group["linux"].aws_eks_node_group.this[0] updated'],
      absent: ["its `time_sleep` is made"],
    });
  });
});
