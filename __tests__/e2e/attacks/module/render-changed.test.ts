import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fieldsOf } from "../../../support/terraform/provider-schema";
import { ValidationError } from "../../../../lib/finding/validation-error";
import { before, judged } from "../../../support/terraform/before";
import { succeeded } from "../../../support/eks/aws-client";
import { jsonOf } from "../../../support/definitions/sample-stacks";
import { addressesWith, StateBench } from "../../../support/guards/state-bench";

const PATIENCE = 300_000;
/** A role as a state has it. */
const BESIDE: { readonly outside: readonly { readonly name: string }[] } = JSON.parse(
  readFileSync(join(__dirname, "../../../fixtures/before/module-adopted/beside.json"), "utf8"),
);
const NOTHING = "Plan: 0 to add, 0 to change, 0 to destroy.";
/** A section of the first file that nothing of the second one tells. */
const KEYED = [
  "aws_iam_role.iam_role_auditors",
  'aws_iam_role_policy.iam_role_auditors["describe"]',
  'aws_iam_role_policy_attachment.iam_role_auditors["read"]',
];

describe("a cluster whose `render` changes from `resources` to `access` in one state", () => {
  const [resources, access] = [before("render-resources", "billing-prod"), before("render-access", "billing-prod")];
  const today = (): string => jsonOf(judged(access).definition);
  let bench: StateBench;

  /** What a file says that still has the roles. */
  function refusalWithRoles(): ValidationError {
    const { definition } = judged(access);
    const { iamRoles } = judged(resources).definition;
    try {
      jsonOf({ ...definition, ...(iamRoles === undefined ? {} : { iamRoles }) });
    } catch (error) {
      if (error instanceof ValidationError) return error;
      throw error;
    }
    throw new Error("the file is not refused");
  }

  beforeAll(async () => {
    bench = await StateBench.start("111122223333", "eu-west-1");
    // Guards ask IAM whether the principals of entries are there.
    const platform = { RoleName: "platform", Path: "/", AssumeRolePolicyDocument: "{}" };
    succeeded("role", await bench.aws.iam("CreateRole", platform));
    await bench.plan(resources.json);
    await bench.applyPlan();
  }, PATIENCE);

  afterAll(async () => {
    await bench.stop();
  });

  test(
    "was destroyed with its roles, log group and identity provider, `protect: true` or not",
    async () => {
      const plan = await bench.plan(access.json);
      expect(plan.text).toContain("Plan: 0 to add, 0 to change, 22 to destroy.");
      expect(addressesWith("delete", plan)).toEqual(
        expect.arrayContaining([
          "aws_cloudwatch_log_group.this",
          "aws_eks_cluster.this",
          "aws_iam_openid_connect_provider.oidc_provider",
          "aws_iam_role.eks_auto",
          "aws_iam_role.this",
        ]),
      );
    },
    PATIENCE,
  );

  test(
    "was destroyed with the roles of its service accounts, which stay at their addresses today",
    async () => {
      const state = bench.readState();
      const { resources, ...rest } = fieldsOf(JSON.parse(state));
      const [role] = BESIDE.outside.filter(({ name }) => name === "deployer");
      const own = { ...role, name: "service_account_agent" };
      bench.writeState(JSON.stringify({ ...rest, resources: [...(Array.isArray(resources) ? resources : []), own] }));
      const plan = await bench.plan(access.json, "-refresh=false");
      bench.writeState(state);
      expect(addressesWith("delete", plan)).toContain("aws_iam_role.service_account_agent");
      const { definition } = judged(access);
      const agent = { namespace: "monitoring", name: "agent", policies: {} };
      const now = fieldsOf(fieldsOf(JSON.parse(jsonOf({ ...definition, serviceAccounts: { agent } }))).resource);
      expect(Object.keys(fieldsOf(now.aws_iam_role))).toEqual(["service_account_agent"]);
    },
    PATIENCE,
  );

  test(
    "is forgotten today, whole; what has a key of the file is all that would be destroyed",
    async () => {
      const plan = await bench.plan(today());
      expect(addressesWith("forget", plan)).toHaveLength(19);
      expect(addressesWith("delete", plan)).toEqual(KEYED);
    },
    PATIENCE,
  );

  test(
    "keeps what has a key of the file by the step that the refusal writes out",
    async () => {
      const { path, help = "" } = refusalWithRoles();
      expect(path).toBe("iam_roles");
      await bench.runLine(/`(terraform state rm [^`]*)`/.exec(help)?.[1] ?? "");
      const plan = await bench.plan(today());
      expect(plan.text).toContain(NOTHING);
      await bench.applyPlan();
      expect((await bench.plan(today())).text).toContain("No changes.");
    },
    PATIENCE,
  );

  test("is alive, and so are its roles", async () => {
    expect(succeeded("cluster", await bench.aws.eks("GET", "/clusters/billing-prod"))).toContain("ACTIVE");
    const { text } = await bench.aws.iam("ListRoles", {});
    expect(text).toMatch(/<RoleName>billing-auditors</);
    expect(text).toMatch(/<RoleName>billing-prod-cluster-/);
  });

  test(
    "is imported into a state of its own by `adopt: { import: true }`, and nothing else is touched",
    async () => {
      bench.removeState();
      const { definition, isRefused } = judged({ ...access, text: `${access.text}adopt: { import: true }\n` });
      expect(isRefused).toBe(false);
      const plan = await bench.plan(jsonOf(definition));
      expect(plan.text).toContain("Plan: 2 to import, 0 to add, 0 to change, 0 to destroy.");
      await bench.applyPlan();
      expect((await bench.plan(today())).text).toContain("No changes.");
    },
    PATIENCE,
  );
});
