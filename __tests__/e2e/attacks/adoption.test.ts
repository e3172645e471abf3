import { succeeded } from "../../support/eks/aws-client";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Before, before, judged } from "../../support/terraform/before";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { findingsOf, reviewed } from "../../support/reviews/review-clusters";
import { addressesWith, StateBench } from "../../support/guards/state-bench";

const FIXTURES = join(__dirname, "../../fixtures");
/** Of the module 20.37.2, at `module.eks`. */
const STATE = readFileSync(join(FIXTURES, "golden-access/state.json"), "utf8");
/** A VPC, subnets and a role of the team; a node group, an add-on and a KMS key of the module (golden/managed-node-groups). */
const BESIDE: { readonly outside: readonly object[]; readonly inside: readonly object[] } = JSON.parse(
  readFileSync(join(FIXTURES, "before/module-adopted/beside.json"), "utf8"),
);
const OUTSIDE = [
  "aws_iam_role.deployer",
  "module.vpc.aws_subnet.private[0]",
  "module.vpc.aws_subnet.private[1]",
  "module.vpc.aws_vpc.this[0]",
];
const INSIDE = [
  'module.eks.aws_eks_addon.this["coredns"]',
  'module.eks.module.eks_managed_node_group["default"].aws_eks_node_group.this[0]',
  "module.eks.module.kms.aws_kms_key.this[0]",
];
const NOTHING = "Plan: 0 to add, 0 to change, 0 to destroy.";
const PATIENCE = 240_000;

const NO_REFRESH = "-refresh=false";

function stateWith(...more: readonly object[]): string {
  const state: { readonly resources: readonly object[] } = JSON.parse(STATE);
  return JSON.stringify({ ...state, resources: [...state.resources, ...more] });
}

/** As module 20.24.3 leaves it: no policy for tags of Auto Mode (since 20.31.4), no `sts:TagSession` (since 20.31.0). */
function stateOfOlderModule(): string {
  const state: { readonly resources: readonly { readonly name: string }[] } = JSON.parse(STATE);
  const older = JSON.stringify({ ...state, resources: state.resources.filter(({ name }) => name !== "custom") });
  const action = textInJson('["sts:TagSession","sts:AssumeRole"]');
  expect(older).toContain(action);
  return older.replace(action, textInJson('"sts:AssumeRole"'));
}

/** A part of a JSON document that is itself a text of JSON. */
function textInJson(part: string): string {
  return JSON.stringify(part).slice(1, -1);
}

/** The codes that refuse a file today, each at its line. */
function refusals(file: Pick<Before, "file" | "text">): readonly string[] {
  const judgement = judged(file);
  const findings = judgement.findings.filter(({ severity }) => severity !== "warning" && severity !== "note");
  const { isRefused } = judgement;
  expect(isRefused).toBe(findings.length > 0);
  return findings.map(({ code, path, line }) => `${code} ${path} in line ${line}`);
}

function edited(file: Before, from: string, to: string): Pick<Before, "file" | "text"> {
  expect(file.text).toContain(from);
  return { file: file.file, text: file.text.replace(from, to) };
}

const ACCEPTED = `accept:
  - { code: adopt-whole-state, reason: looked at, until: 2027-06-30 }
terraform:`;

describe("a state of the Terraform module, taken over", () => {
  const access = before("access-adopts-module", "payments-prod");
  const instance = before("instance-adopted", "payments-prod");
  const whole = before("module-adopted", "payments-prod");
  let bench: StateBench;

  beforeAll(async () => {
    bench = await StateBench.start("123456789012", "eu-west-1");
    // Guards ask IAM whether the principals of entries are there.
    for (const RoleName of ["platform", "developers", "nodes"]) {
      succeeded("role", await bench.aws.iam("CreateRole", { RoleName, Path: "/", AssumeRolePolicyDocument: "{}" }));
    }
  }, PATIENCE);

  afterAll(async () => {
    await bench.stop();
  });

  test(
    "by `render: access`: the cluster, its role, its KMS key and undeclared entries were destroyed; the file is refused",
    async () => {
      bench.writeState(stateWith(...BESIDE.inside));
      const plan = await bench.plan(access.json, NO_REFRESH);
      expect(plan.text).toContain("Plan: 0 to add, 1 to change, 30 to destroy.");
      expect(addressesWith("delete", plan)).toEqual(
        expect.arrayContaining([
          "module.eks.aws_eks_cluster.this[0]",
          "module.eks.aws_iam_role.this[0]",
          'module.eks.aws_eks_access_entry.this["developers"]',
          "module.eks.aws_security_group.node[0]",
          ...INSIDE,
        ]),
      );
      expect(refusals(access)).toEqual(["adopt-access adopt.module in line 12"]);
      expect(refusals(edited(access, "module: module.eks", "import: true"))).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "by `render: access` without `adopt`, in the state of the team's root: what stands beside the calls is destroyed, and review says so",
    async () => {
      const { definition, isRefused } = judged(edited(access, "adopt: { module: module.eks }\n", ""));
      expect(isRefused).toBe(false);
      bench.writeState(stateWith(...BESIDE.outside, ...BESIDE.inside));
      const plan = await bench.plan(jsonOf(definition), NO_REFRESH);
      expect(addressesWith("delete", plan)).toEqual(OUTSIDE);
      const dangers = findingsOf(reviewed(plan.read)).filter(({ severity }) => severity === "danger");
      expect(dangers.map(({ code, path }) => [code, path])).toEqual(OUTSIDE.map((path) => ["destroyed-beside", path]));

      bench.writeState(stateWith(...BESIDE.inside));
      const alone = await bench.plan(jsonOf(definition), NO_REFRESH);
      expect(addressesWith("delete", alone)).toEqual([]);
      expect(findingsOf(reviewed(alone.read)).map(({ code }) => code)).not.toContain("destroyed-beside");
    },
    PATIENCE,
  );

  test(
    "by an address with an instance key: what is not rendered was destroyed; the file is refused",
    async () => {
      bench.writeState(stateWith(...BESIDE.inside).replaceAll(/"module":\s*"module\.eks/g, '$&[\\"prod\\"]'));
      const plan = await bench.plan(instance.json, NO_REFRESH);
      const destroyed = addressesWith("delete", plan);
      expect(destroyed).toEqual(
        expect.arrayContaining([
          'module.eks["prod"].aws_security_group.node[0]',
          'module.eks["prod"].module.kms.aws_kms_key.this[0]',
          'module.eks["prod"].module.eks_managed_node_group["default"].aws_eks_node_group.this[0]',
        ]),
      );
      expect(destroyed).toHaveLength(16);
      expect(refusals(instance)).toEqual(["adopt-module-instance adopt.module in line 33"]);
    },
    PATIENCE,
  );

  test(
    "with a VPC, subnets and a role beside the module: they were destroyed; the file is refused until it is accepted",
    async () => {
      bench.writeState(stateWith(...BESIDE.outside, ...BESIDE.inside));
      const plan = await bench.plan(whole.json, NO_REFRESH);
      expect(addressesWith("delete", plan)).toEqual(OUTSIDE);
      expect(refusals(whole)).toEqual(["adopt-whole-state adopt.module in line 33"]);
    },
    PATIENCE,
  );

  test(
    "accepted, in a state that the module has alone: nothing is destroyed; node group, add-on and key are forgotten",
    async () => {
      const { definition, isRefused } = judged(edited(whole, "terraform:", ACCEPTED));
      expect(isRefused).toBe(false);
      bench.writeState(stateWith(...BESIDE.inside));
      const plan = await bench.plan(jsonOf(definition), NO_REFRESH);
      expect(plan.text).toContain(NOTHING);
      expect(addressesWith("forget", plan)).toEqual(expect.arrayContaining(INSIDE));
      expect(addressesWith("forget", plan).every((address) => address.startsWith("module.eks."))).toBe(true);
    },
    PATIENCE,
  );

  test(
    "accepted, of module 20.24.3: the plan creates the policy and changes the role, as the finding says",
    async () => {
      const accepted = edited(whole, "terraform:", ACCEPTED);
      bench.writeState(stateOfOlderModule());
      const plan = await bench.plan(jsonOf(judged(accepted).definition), NO_REFRESH);
      expect(plan.text).toContain("Plan: 2 to add, 1 to change, 0 to destroy.");
      expect(addressesWith("create", plan)).toEqual(["aws_iam_policy.custom", "aws_iam_role_policy_attachment.custom"]);
      expect(addressesWith("update", plan)).toEqual(["aws_iam_role.this"]);
      const text = accepted.text.replace("accept:", "enable_auto_mode_custom_tags: false\naccept:");
      const without = await bench.plan(jsonOf(judged({ ...accepted, text }).definition), NO_REFRESH);
      expect(without.text).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
    },
    PATIENCE,
  );
});
