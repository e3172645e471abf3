import { ROOT, state } from "../../support/overlay/upgrade-root";
import { repository } from "../../support/overlay/overlay-repository";
import { cli } from "../../support/cli/cli-run";

const KARPENTER = `module "karpenter" {
  source       = "terraform-aws-modules/eks/aws//modules/karpenter"
  version      = "VERSION"
  cluster_name = module.eks.cluster_name
}
`;

const V20 = ROOT.replace("19.21.0", "20.37.2").replace(
  / {2}manage_aws_auth[^]*\n\}\n/,
  '  authentication_mode = "API"\n}\n',
);

/** What the command says that the plan changes, of a state with more resources of the module. */
async function changes(main: string, more: readonly string[], to: "20" | "21" = "20"): Promise<readonly string[]> {
  const made = to === "20" ? { more } : { mode: "API", rows: false, more };
  const { cwd } = repository({ "infra/main.tf": main, "state.json": state(made) });
  const { exitCode, stdout } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json", "--to", to], {
    cwd,
  });
  expect(exitCode).toBe(0);
  const [, told = ""] = /beside what is written above:\n((?: {2}.*\n)*)/.exec(stdout) ?? [];
  return told
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("aws-auth:") && !line.startsWith("a plan that"));
}

const GROUP = 'module.eks_managed_node_group["blue"]';
const OWN = 'module.self_managed_node_group["own"]';
const PROFILE = 'module.fargate_profile["jobs"]';

const TAG = "cluster: the tag `terraform-aws-modules` comes";
const SLEEP = "its `time_sleep` is made anew";
const SESSION = "role of the cluster: `sts:TagSession` in its trust policy";
const KEYS = "roles of groups: attachments of policies move to other keys";

describe("remainingChanges", () => {
  test.each([
    ["nothing but a cluster", [], [TAG, "its `time_sleep` is made"]],
    ["a role of the cluster and a sleep", ["aws_iam_role.this[0]", "time_sleep.this[0]"], [TAG, SLEEP, SESSION]],
    [
      "a key and a managed node group",
      [
        "module.kms.aws_kms_key.this[0]",
        "time_sleep.this[0]",
        `${GROUP}.aws_eks_node_group.this[0]`,
        `${GROUP}.aws_iam_role.this[0]`,
      ],
      [
        TAG,
        "its KMS key: the same tag",
        SLEEP,
        KEYS,
        "node groups: a `null_resource.validate_cluster_service_cidr` for each",
      ],
    ],
    [
      "a self-managed group",
      ["time_sleep.this[0]", `${OWN}.aws_autoscaling_group.this[0]`],
      [
        TAG,
        SLEEP,
        "node groups: a `null_resource.validate_cluster_service_cidr` for each",
        "self-managed groups without ami_id: the image is that of AWS's SSM parameter; another one makes a version of the launch template",
      ],
    ],
    [
      "groups with launch templates, and an add-on",
      [
        "time_sleep.this[0]",
        `${OWN}.aws_launch_template.this[0]`,
        `${GROUP}.aws_launch_template.this[0]`,
        'aws_eks_addon.this["coredns"]',
      ],
      [
        TAG,
        SLEEP,
        "node groups: a `null_resource.validate_cluster_service_cidr` for each",
        "self-managed groups without ami_id: the image is that of AWS's SSM parameter; another one makes a version of the launch template",
        "self_managed_node_groups.own: user data may be another text, for an expression makes what tells it (the table of docs/upgrade-module.md has each case): then the launch template gets a version, and the nodes are replaced one after the other where instance_refresh is left to its default",
        "add-ons: preserve, and resolve_conflicts_on_create and resolve_conflicts_on_update in the place of resolve_conflicts",
      ],
    ],
    [
      "a Fargate profile",
      ["time_sleep.this[0]", `${PROFILE}.aws_iam_role.this[0]`],
      [TAG, SLEEP, KEYS, "roles of Fargate profiles: the condition `aws:SourceArn`"],
    ],
  ])("from v19, of a state with %s", async (_, more, expected) => {
    expect(await changes(ROOT, more)).toEqual(expected);
  });

  test("from v18 the role of the cluster has other keys too; from v20 on only what came later is said", async () => {
    const more = ["aws_iam_role.this[0]", "time_sleep.this[0]"];
    expect(await changes(ROOT.replace("19.21.0", "18.31.2"), more)).toContain(
      "role of the cluster: attachments of policies are made under other keys",
    );
    const { cwd } = repository({
      "infra/main.tf": V20.replace("20.37.2", "20.24.0"),
      "state.json": state({ mode: "API", rows: false, more }),
    });
    const { stdout } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json"], { cwd });
    expect(stdout).toContain(`beside what is written above:\n  ${SESSION}\n`);
  });

  test("from v18 add-ons get the usual version where none is written", async () => {
    expect(await changes(ROOT.replace("19.21.0", "18.31.2"), ['aws_eks_addon.this["coredns"]'])).toContainEqual(
      expect.stringMatching(/^add-ons: preserve, .* resolve_conflicts; the usual version where none is written$/),
    );
  });

  test("Karpenter's call is named where the root has one", async () => {
    const line =
      "modules/karpenter: roles and policies of the controller and of the nodes move to other addresses; the controller's policy is that of Karpenter 0.33 to 0.37 (of 1.0 and later by enable_v1_permissions = true), and the queue's denies HTTP";
    expect(await changes(`${ROOT}\n${KARPENTER.replace("VERSION", "19.21.0")}`, [])).toContain(line);
    expect(await changes(ROOT, [])).not.toContain(line);
  });

  test.each([
    ["aws-cn", 2],
    ["aws-us-gov", 0],
    ["aws", 0],
  ])("of partition %s, names of services without .cn: %i lines", async (partition, count) => {
    const arn = `arn:${partition}:eks:cn-north-1:111122223333:cluster/demo`;
    const more = [`${GROUP}.aws_iam_role.this[0]`, "aws_iam_openid_connect_provider.oidc_provider[0]"];
    const { cwd } = repository({ "infra/main.tf": ROOT, "state.json": state({ more, arn }) });
    const { stdout } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json"], { cwd });
    const lines = [
      "  roles of the cluster and of nodes: their trust policies name eks.amazonaws.com and ec2.amazonaws.com, without .cn",
      "  OIDC provider: its client sts.amazonaws.com.cn becomes sts.amazonaws.com; write the former under openid_connect_audiences where pods ask for it",
    ];
    expect(stdout.split("\n").filter((line) => lines.includes(line))).toHaveLength(count);
  });

  const BARE = "cluster: the tag `terraform-aws-modules` goes; its `time_sleep` is made anew";

  test.each([
    ["nothing but a cluster", [], [BARE]],
    [
      "a key",
      ["module.kms.aws_kms_key.this[0]"],
      ["cluster: the tag `terraform-aws-modules` goes, of its key as well; its `time_sleep` is made anew"],
    ],
    [
      "policies of the role",
      ['aws_iam_role_policy_attachment.this["AmazonEKSVPCResourceController"]', "aws_iam_policy.custom[0]"],
      [
        BARE,
        "role of the cluster: AmazonEKSVPCResourceController goes (pods with security groups need it: write it under iam_role_additional_policies)",
        "role of the cluster: the policy `custom` goes, where Auto Mode is off",
      ],
    ],
    [
      "a security group of nodes",
      ["aws_security_group.node[0]"],
      [BARE, "node security group: a rule for the webhook at port 10251 is made"],
    ],
    [
      "an add-on",
      ['aws_eks_addon.this["coredns"]'],
      [BARE, "add-ons: resolve_conflicts_on_create, and the version where most_recent is left to its default"],
    ],
  ])("to v21, of a state with %s", async (_, more, expected) => {
    expect(await changes(V20, more, "21")).toEqual(expected);
  });

  test("to v21 the policy `custom` stays where Auto Mode is on", async () => {
    const auto = V20.replace(
      "  authentication_mode",
      "  cluster_compute_config = { enabled = true }\n  authentication_mode",
    );
    expect(await changes(auto, ["aws_iam_policy.custom[0]"], "21")).toEqual([BARE]);
  });

  test("to v21, no rule where the recommended ones are off, and Karpenter where it is called", async () => {
    const off = V20.replace(
      "  authentication_mode",
      "  node_security_group_enable_recommended_rules = false\n  authentication_mode",
    );
    expect(await changes(off, ["aws_security_group.node[0]"], "21")).toEqual([BARE]);
    expect(await changes(`${V20}\n${KARPENTER.replace("VERSION", "20.37.2")}`, [], "21")).toEqual([
      BARE,
      expect.stringContaining("modules/karpenter: policies of the controller and of the queue, a rule of EventBridge"),
    ]);
  });

  test("to v21, fields of node groups are spoken of where there are groups", async () => {
    const line = "node groups: v21 declares their fields";
    const told = async (main: string, more: readonly string[]): Promise<string> => {
      const { cwd } = repository({ "infra/main.tf": main, "state.json": state({ mode: "API", rows: false, more }) });
      const args = ["upgrade-module", "--root", "infra", "--state", "state.json", "--to", "21"];
      return (await cli(args, { cwd })).stdout;
    };
    expect(await told(V20, [])).not.toContain(line);
    expect(await told(V20, [`${GROUP}.aws_eks_node_group.this[0]`])).toContain(line);
    expect(
      await told(V20.replace("  authentication_mode", "  eks_managed_node_groups = {}\n  authentication_mode"), []),
    ).toContain(line);
  });
});
