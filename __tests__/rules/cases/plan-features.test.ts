import {
  adminRow,
  awsAuth,
  creates,
  deletes,
  entry,
  forgets,
  keeps,
  policy,
  rootBlocks,
  teamPlan,
} from "../../support/plans/case-plans";
import { api, both, checkCases } from "../../support/reviews/case-reviews";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";

const A = "aws_eks_access_entry.a";
const a = entry("a", { kubernetes_groups: ["a"] });
const admin = [
  keeps("aws_eks_access_entry.ops", entry("ops")),
  keeps("aws_eks_access_policy_association.ops", policy("ops", "AmazonEKSClusterAdminPolicy")),
];

describe("actions that a plan runs (Terraform 1.14)", () => {
  const ACTION = "action.local_command.apply";
  const invoked = (command: string, more: Partial<TerraformPlan> = {}): TerraformPlan =>
    teamPlan([both], { action_invocations: [{ address: ACTION, config_values: { command } }], ...more });
  checkCases([
    ["one that names aws-auth", invoked("kubectl apply -f aws-auth.yaml"), "unknown", [`other-writer ${ACTION}`]],
    ["one of something else", invoked("echo done"), "safe", []],
    [
      "one whose own name says it",
      teamPlan([both], { action_invocations: [{ address: "action.aws_lambda_invoke.aws_auth" }] }),
      "unknown",
      ["other-writer action.aws_lambda_invoke.aws_auth"],
    ],
    [
      "one that is put off",
      teamPlan([both], {
        deferred_action_invocations: [
          { action_invocation: { address: ACTION, config_values: { command: "aws eks create-access-entry" } } },
        ],
      }),
      "unknown",
      [`other-writer ${ACTION}`],
    ],
  ]);
});

describe("conditions that failed", () => {
  const failed = (kind: string, name: string): Partial<TerraformPlan> => ({
    checks: [{ address: { kind, to_display: name }, status: "fail", instances: [{ problems: [{ message: "no" }] }] }],
  });
  checkCases([
    ["of a check block are warnings", teamPlan([api, ...admin], failed("check", "check.health")), "safe", []],
    [
      "of a resource end the plan",
      teamPlan([api, ...admin], failed("resource", "aws_instance.x")),
      "unknown",
      ["plan-errored aws_instance.x"],
    ],
    [
      "of an output end the plan",
      teamPlan([api, ...admin], failed("output_value", "output.x")),
      "unknown",
      ["plan-errored output.x"],
    ],
  ]);
});

describe("aws-auth handed from one resource to another", () => {
  const rows = awsAuth([adminRow]);
  const keys = (name: string): string => `kubernetes_config_map_v1_data.${name}`;
  const [OLD, NEW] = ["kubernetes_config_map.aws_auth", "kubernetes_config_map_v1.aws_auth"];
  checkCases([
    [
      "the whole, destroyed and made",
      teamPlan([both, deletes(OLD, rows), creates(NEW, rows)]),
      "danger",
      [`config-map-lost ${OLD}`],
    ],
    [
      "the whole, let go of and imported",
      teamPlan([both, forgets(OLD, rows), keeps(NEW, rows)]),
      "safe",
      [`config-map-lost ${OLD}`],
    ],
    [
      "keys, the old ones first by name",
      teamPlan([both, deletes(keys("a"), rows), creates(keys("b"), rows)]),
      "danger",
      [`config-map-lost ${keys("a")}`],
    ],
    [
      "keys, the new ones first by name",
      teamPlan([both, deletes(keys("b"), rows), creates(keys("a"), rows)]),
      "danger",
      [`config-map-lost ${keys("b")}`],
    ],
    ["keys, by `moved`", teamPlan([both, { ...keeps(keys("b"), rows), previous_address: keys("a") }]), "safe", []],
    [
      "keys that others beside them hold",
      teamPlan([both, deletes(keys("a"), awsAuth([], { mapRoles: "[]\n" })), keeps(keys("b"), rows)]),
      "danger",
      [`config-map-lost ${keys("a")}`],
    ],
    [
      "the whole is let go of, and keys are destroyed",
      teamPlan([both, forgets(OLD, rows), deletes(keys("x"), rows)]),
      "danger",
      [`admin-lost ${OLD}`, `config-map-lost ${keys("x")}`],
    ],
    [
      "the whole, whose rows all have entries",
      teamPlan([both, ...admin, deletes(OLD, rows), creates(NEW, rows)]),
      "safe",
      [],
    ],
  ]);
});

describe("groups that are known after apply", () => {
  const open = (actions: readonly string[]): TerraformPlan => {
    const { kubernetes_groups: groups, ...after } = a;
    const before = actions[0] === "create" ? null : { ...after, kubernetes_groups: groups };
    const change = { actions, before, after, after_unknown: { kubernetes_groups: true } };
    return teamPlan([api, ...admin, { ...keeps(A, a), change }]);
  };
  checkCases([
    ["of an entry that is updated", open(["update"]), "unknown", [`access-unknown ${A}`]],
    [
      "of an entry that is made are those of EKS",
      open(["create"]),
      "safe",
      [`access-gained ${A}`, `entry-without-rights ${A}`],
    ],
  ]);
});

describe("other writers that say what they make", () => {
  const stack = (type: string, name: string) =>
    teamPlan([both, deletes(`${type}.x`, { type_name: name, template_body: `Type: ${name}` })]);
  const input = (...provisioners: readonly unknown[]): TerraformPlan =>
    teamPlan(
      [both, creates("terraform_data.x", { input: "aws-auth.yaml" })],
      rootBlocks({
        address: "terraform_data.x",
        expressions: { input: { constant_value: "aws-auth.yaml" } },
        ...(provisioners.length === 0 ? {} : { provisioners }),
      }),
    );
  checkCases([
    ...["aws_cloudcontrolapi_resource", "aws_cloudformation_stack", "aws_cloudformation_stack_set"].flatMap(
      (type) =>
        [
          [`an entry by ${type}`, stack(type, "AWS::EKS::AccessEntry"), "unknown", [`other-writer ${type}.x`]],
          [`a bucket by ${type}`, stack(type, "AWS::S3::Bucket"), "safe", []],
        ] as const,
    ),
    ["a value that names aws-auth, and runs nothing", input(), "safe", []],
    [
      "a value that names aws-auth, and runs a command",
      input({ type: "local-exec", expressions: { command: { references: ["self.input"] } } }),
      "unknown",
      ["other-writer terraform_data.x"],
    ],
  ]);
});
