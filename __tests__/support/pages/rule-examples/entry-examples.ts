import { arnOf, policy, settled } from "./bases";
import { checked, type RuleExample, type RuleExamples } from "./rule-example";

/** An entry `dev` in a file of mode API: what is wrong in it, and what is right. */
function entry(rest: string, ...[wrong, right, arn = arnOf("dev")]: readonly [string, string, string?]): RuleExample {
  return checked(settled(`  dev:\n    principal_arn: ${arn}\n${rest}`), wrong, right);
}

const GROUPS = "    kubernetes_groups: [developers]\n";
const associated = (text: string): string => `    policy_associations:\n      view: ${text}\n`;
const VIEW = policy("AmazonEKSViewPolicy");
const NAMESPACED = VIEW.replace("type: cluster", "type: namespace, namespaces: [shop]");
const node = (line: string): RuleExample => entry(`    type: EC2_LINUX\n${line}`, line, "", arnOf("node"));

/** What AWS or the Terraform provider refuse of access entries. */
export const ENTRY_EXAMPLES: RuleExamples = {
  "entry-auto-node-policy": entry(
    "    type: EC2\n",
    "    type: EC2\n",
    `    type: EC2\n    policy_associations:\n      node: ${policy("AmazonEKSAutoNodePolicy")}\n`,
    arnOf("auto-node"),
  ),
  "entry-duplicate": entry(
    `${GROUPS}  developers:\n    principal_arn: ${arnOf("dev")}\n${GROUPS}`,
    `  developers:\n    principal_arn: ${arnOf("dev")}\n${GROUPS}`,
    "",
  ),
  "entry-group-empty": entry('    kubernetes_groups: [developers, ""]\n', ', ""', ""),
  "entry-group-system": entry(
    "    kubernetes_groups: [system:masters]\n",
    "    kubernetes_groups: [system:masters]\n",
    associated(policy("AmazonEKSClusterAdminPolicy")),
  ),
  "entry-group-template": entry(
    '    kubernetes_groups: ["team-{{SessionName}}"]\n',
    '"team-{{SessionName}}"',
    "developers",
  ),
  "entry-groups-on-type": node("    kubernetes_groups: [developers]\n"),
  "entry-in-config-map-mode": checked(
    settled("").replace("authentication_mode: API", "authentication_mode: CONFIG_MAP"),
    "authentication_mode: CONFIG_MAP",
    "authentication_mode: API_AND_CONFIG_MAP",
  ),
  "entry-key-missing": checked(
    settled("  dev: { kubernetes_groups: [developers] }\n"),
    "dev: { ",
    `dev: { principal_arn: ${arnOf("dev")}, `,
  ),
  "entry-policies-on-type": node(associated(VIEW)),
  "entry-policy-duplicate": entry(
    `${associated(NAMESPACED)}      more: ${NAMESPACED.replace("[shop]", "[ledger]")}\n`,
    `[shop] } }\n      more: ${NAMESPACED.replace("[shop]", "[ledger]")}\n`,
    "[shop, ledger] } }\n",
  ),
  "entry-policy-malformed": entry(
    associated(VIEW.replace("arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", "AmazonEKSViewPolicy")),
    "policy_arn: AmazonEKSViewPolicy",
    "policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
  ),
  "entry-policy-partition": entry(
    associated(VIEW.replace("arn:aws:eks", "arn:aws-cn:eks")),
    "arn:aws-cn:eks",
    "arn:aws:eks",
  ),
  "entry-policy-service-linked": entry(
    associated(policy("AmazonEKSComputePolicy")),
    "AmazonEKSComputePolicy",
    "AmazonEKSViewPolicy",
  ),
  "entry-policy-unknown": entry(
    associated(policy("AmazonEKSViewerPolicy")),
    "AmazonEKSViewerPolicy",
    "AmazonEKSViewPolicy",
  ),
  "entry-principal-account": entry(
    "    type: EC2_LINUX\n",
    "arn:aws:iam::444455556666:role/node",
    arnOf("node"),
    "arn:aws:iam::444455556666:role/node",
  ),
  "entry-principal-kind": entry(
    GROUPS,
    "arn:aws:sts::111122223333:assumed-role/dev/ann",
    arnOf("dev"),
    "arn:aws:sts::111122223333:assumed-role/dev/ann",
  ),
  "entry-principal-malformed": entry(GROUPS, "principal_arn: dev", `principal_arn: ${arnOf("dev")}`, "dev"),
  "entry-principal-partition": entry(GROUPS, "arn:aws-cn:iam", "arn:aws:iam", arnOf("dev").replace("aws", "aws-cn")),
  "entry-principal-service-linked": checked(
    settled(
      `  emr:\n    principal_arn: ${arnOf("aws-service-role/emr-containers.amazonaws.com/AWSServiceRoleForAmazonEMRContainers")}\n${GROUPS}`,
    ),
    `  emr:\n    principal_arn: ${arnOf("aws-service-role/emr-containers.amazonaws.com/AWSServiceRoleForAmazonEMRContainers")}\n${GROUPS}`,
    "",
  ),
  "entry-scope-type": entry(associated(VIEW.replace("type: cluster", "type: node")), "type: node", "type: cluster"),
  "entry-scope-namespaces": entry(
    associated(VIEW.replace("type: cluster", "type: namespace")),
    "type: namespace }",
    "type: namespace, namespaces: [shop] }",
  ),
  "entry-type-unknown": entry("    type: EC2_MACOS\n", "EC2_MACOS", "EC2_LINUX", arnOf("node")),
  "entry-type-unsupported": entry(
    "    type: HYPERPOD_LINUX\n",
    "    type: HYPERPOD_LINUX\n",
    "    type: EC2_LINUX\n",
    arnOf("node"),
  ),
  "entry-unknown-key": entry("    kubernetes_group: [developers]\n", "kubernetes_group:", "kubernetes_groups:"),
  "entry-username-colon": entry(
    `    user_name: "dev-{{SessionName}}"\n${GROUPS}`,
    "dev-{{SessionName}}",
    "dev:{{SessionName}}",
  ),
  "entry-username-empty": entry(`    user_name: ""\n${GROUPS}`, '    user_name: ""\n', ""),
  "entry-username-on-type": node("    user_name: node\n"),
  "entry-username-reserved": entry(`    user_name: "system:dev"\n${GROUPS}`, '"system:dev"', "dev"),
  "entry-username-template": entry(
    `    user_name: "dev:{{AccessKeyID}}"\n${GROUPS}`,
    "dev:{{AccessKeyID}}",
    "dev:{{SessionName}}",
  ),
  "entry-value-type": entry("    kubernetes_groups: developers\n", ": developers", ": [developers]"),
  "entry-without-rights": entry(
    "",
    `    principal_arn: ${arnOf("dev")}\n`,
    `    principal_arn: ${arnOf("dev")}\n${GROUPS}`,
  ),
  "entries-too-many": {
    ...checked(
      settled(
        Array.from(
          { length: 3000 },
          (_, i) => `  dev_${i}: { principal_arn: "${arnOf(`dev-${i}`)}", kubernetes_groups: [developers] }\n`,
        ).join(""),
      ),
      `  dev_0: { principal_arn: "${arnOf("dev-0")}", kubernetes_groups: [developers] }\n`,
      "",
    ),
    shown: [` # 3,001 entries`, `-  dev_0: { principal_arn: ${arnOf("dev-0")}, kubernetes_groups: [developers] }`],
  },
};
