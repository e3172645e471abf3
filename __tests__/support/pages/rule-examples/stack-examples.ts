import { ACCESS, arnOf, MODULE, settled, WHOLE } from "./bases";
import { checked, type RuleExample, type RuleExamples } from "./rule-example";

const whole = (lines: string, wrong: string, right: string): RuleExample => checked(`${WHOLE}${lines}\n`, wrong, right);
const entry = (lines: string, wrong: string, right: string): RuleExample =>
  checked(settled(`${lines}\n`), wrong, right);
const OPS = `  ops: { principal_arn: ${arnOf("ops")}, kubernetes_groups: [ops] }`;
const PROTECTED = settled("").replace(" }", ", protect: true }");

/** What cannot become the resources of a stack. */
export const STACK_EXAMPLES: RuleExamples = {
  "address-shared": checked(
    `${MODULE}module: { aws_auth_name: eks }\n`,
    "aws_auth_name: eks",
    "aws_auth_name: aws_auth",
  ),
  "iam-role-missing": whole(
    "create_iam_role: false",
    "create_iam_role: false",
    `create_iam_role: false\niam_role_arn: ${arnOf("demo-cluster")}`,
  ),
  "import-by-name": entry(
    "rbac_bindings: { viewers: { group: viewers, cluster_role: view } }\nadopt: { import: true }",
    "adopt: { import: true }\n",
    `adopt: { import: true }
accept: [{ code: import-by-name, reason: "the binding was looked at, CHG-4711", until: 2027-01-31 }]
`,
  ),
  "import-name-unknown": whole(
    "adopt: { import: true }",
    "adopt: { import: true }",
    "adopt: { import: true }\niam_role_use_name_prefix: false",
  ),
  "protection-off": checked(PROTECTED.replace("protect: true", "protect: false"), "protect: false", "protect: true"),
  "renamed-conflict": entry(
    `  platform: { principal_arn: ${arnOf("platform")}, kubernetes_groups: [platform] }\n${OPS}\nrenamed: { ops: platform }`,
    `${OPS}\n`,
    "",
  ),
  "renamed-stays": entry(
    `  platform: { principal_arn: ${arnOf("platform")}, kubernetes_groups: [platform] }\nrenamed: { ops: platform }`,
    "renamed: { ops: platform }\n",
    "",
  ),
  "resource-name-collision": entry(
    `${OPS.replace("ops:", "team.a:")}\n${OPS.replace("ops:", "team_a:").replace("role/ops", "role/other")}`,
    "  team_a:",
    "  team_b:",
  ),
  "role-name-long": whole(
    `service_accounts: { agent: { namespace: monitoring, name: agent, role_name: ${"payments-".repeat(8)} } }`,
    "payments-".repeat(8),
    "payments-agent",
  ),
  "pod-identity-agent": checked(
    `${ACCESS}service_accounts: { agent: { namespace: monitoring, name: agent, pod_identity: true } }\n`,
    ", pod_identity: true",
    "",
  ),
  "service-accounts-without-irsa": whole(
    "enable_irsa: false\nservice_accounts: { agent: { namespace: monitoring, name: agent } }",
    "enable_irsa: false\n",
    "",
  ),
};
