import { configMapYaml } from "../../cli/source-texts";
import { role } from "../../definitions/arns";
import { acted, added, after, before, calling, edited } from "../../plans/plan-edits";
import {
  adminRow,
  awsAuth,
  creates,
  entry as entryOf,
  keeps,
  nodeEntry,
  nodeRow,
  teamPlan,
  updates,
} from "../../plans/case-plans";
import { both } from "../../reviews/case-reviews";
import { demoText } from "../../reviews/review-clusters";
import { ENTRY_CASES } from "../../reviews/entry-cases";
import { PLAN_CASES } from "../../reviews/plan-cases";
import {
  BINDING,
  binding,
  type Case,
  type Cases,
  CLUSTER,
  DEV,
  entry,
  made,
  making,
  still,
  withoutBlock,
} from "../../reviews/review-plans";
import { planDifference } from "./difference/plan-difference";
import { FILE, type Files, type RuleExample, type RuleExamples } from "./rule-example";

const PLAN = "plan.json";
const MODULE = "terraform-aws-modules/eks/aws";
const bumped = (version: string) => edited("module-v20-rows-kept", calling(MODULE, version));

const OPEN = [{ endpoint_public_access: true, endpoint_private_access: true, public_access_cidrs: ["0.0.0.0/0"] }];
const CLOSED = [{ endpoint_public_access: false, endpoint_private_access: true, public_access_cidrs: ["0.0.0.0/0"] }];
const OWN_ROLE = "aws_iam_role.dev";
const trusting = (...names: readonly string[]) => ({
  name: "dev",
  path: "/",
  arn: role("dev"),
  assume_role_policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: names.map((name) => role(name)) } }],
  }),
});
const OKTA = { cluster_name: "demo", oidc: [{ identity_provider_config_name: "okta" }] };
const GROUP = { cluster_name: "shop", node_role_arn: role("nodes") };
const UNSEEN = teamPlan([creates("aws_eks_access_entry.a", entryOf("a"))]);
const rowGoes = updates("kubernetes_config_map_v1_data.aws_auth", awsAuth([adminRow, nodeRow()]), awsAuth([adminRow]));

/** Plans that a rule fires on, and leaves alone. */
export const REVIEW_EXAMPLES: RuleExamples = {
  ...examples(PLAN_CASES),
  ...examples(ENTRY_CASES),
  ...examples({
    "action-unknown": [{ plan: still(acted(DEV, "forget", "create")) }, { plan: still() }],
    "guard-missing": [
      { plan: making(withoutBlock("data.aws_partition.guards")), text: demoText("entries") },
      { plan: making(), text: demoText("entries") },
    ],
    "binding-gained": [{ plan: still(made(BINDING, binding(["developers"]))) }, { plan: still() }],
    "destroyed-beside": [
      { plan: still(added("aws_vpc.main", { before: { id: "vpc-0a1b2c3d" }, after: null })) },
      { plan: still(added("aws_vpc.main", { before: { id: "vpc-0a1b2c3d" }, after: null }, ["forget"])) },
    ],
    "plan-not-applyable": [{ plan: { ...making(), applyable: false } }, { plan: making() }],
    "other-writer": [
      { plan: still(made("awscc_eks_access_entry.x", { cluster_name: "demo" })) },
      { plan: still(made("aws_eks_access_entry.x", entry("x"))) },
    ],
    "endpoint-narrowed": [
      { plan: still(before(CLUSTER, ["vpc_config"], OPEN), after(CLUSTER, ["vpc_config"], CLOSED)) },
      { plan: still(before(CLUSTER, ["vpc_config"], OPEN), after(CLUSTER, ["vpc_config"], OPEN)) },
    ],
    "trust-changed": [
      { plan: still(added(OWN_ROLE, { before: trusting("ci", "ops"), after: trusting("ci") })) },
      { plan: still(added(OWN_ROLE, { before: trusting("ci", "ops"), after: trusting("ops", "ci") })) },
    ],
    "identity-provider-changed": [
      { plan: still(added("aws_eks_identity_provider_config.okta", { before: OKTA, after: null })) },
      { plan: still() },
    ],
    "eks-entry-unseen": [
      { plan: teamPlan([both, rowGoes, keeps("aws_eks_node_group.x", GROUP)]) },
      {
        plan: teamPlan([
          both,
          rowGoes,
          keeps("aws_eks_node_group.x", GROUP),
          keeps("data.aws_eks_access_entry.x", nodeEntry("nodes")),
        ]),
      },
    ],
  }),
  "module-bumped": {
    ...example({ plan: bumped("20.37.2") }, { plan: bumped("19.21.0") }),
    shown: ['-module "eks" { version = "20.37.2" }', '+module "eks" { version = "19.21.0" }'],
  },
  "row-unseen": {
    ...example({ plan: UNSEEN }, { plan: UNSEEN }),
    mended: { "aws-auth.yaml": configMapYaml({ mapRoles: "[]\n" }) },
    mendedRun: ["review", PLAN, "--aws-auth", "aws-auth.yaml"],
    shown: ["-eks-access review plan.json", "+eks-access review plan.json --aws-auth aws-auth.yaml"],
  },
};

function examples(cases: Cases): RuleExamples {
  return Object.fromEntries(Object.entries(cases).map(([code, [fires, silent]]) => [code, example(fires, silent)]));
}

/** Of two plans, beside their cluster files. */
export function example(fires: Case, silent: Case): RuleExample {
  const [files, mended] = [filesOf(fires), filesOf(silent)];
  const lines = planDifference(fires.plan, silent.plan);
  return {
    files,
    mended: { ...Object.fromEntries(Object.keys(files).map((path) => [path, undefined])), ...mended },
    run: run(files),
    mendedRun: run(mended),
    ...(lines.length === 0 ? {} : { shown: lines }),
  };
}

function filesOf({ plan, text }: Case): Files {
  return { [PLAN]: JSON.stringify(plan), ...(text === undefined ? {} : { [FILE]: text }) };
}

function run(files: Files): string[] {
  return ["review", PLAN, ...(FILE in files ? ["--clusters", "clusters"] : [])];
}
