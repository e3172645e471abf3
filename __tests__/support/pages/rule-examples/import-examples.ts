import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  configMapYaml,
  describeCluster,
  describeEntry,
  listEntries,
  listPolicies,
  listRoles,
  nodeGroups,
} from "../../cli/source-texts";
import { arnOf, DEV_ENTRY, migrating } from "./bases";
import type { RuleExample, RuleExamples } from "./rule-example";

const DEV = `- rolearn: ${arnOf("dev")}\n  username: dev\n  groups: [developers]\n`;
const NODE = `- rolearn: ${arnOf("node")}\n  username: system:node:{{EC2PrivateDNSName}}\n  groups: [system:bootstrappers, system:nodes]\n`;
const RUN = ["import", "--name", "demo", "--region", "eu-west-1"];
const CLUSTER = "cluster.json";
const ROWS = "aws-auth.yaml";

/** Sources of an import, and the ones that are mended or more. */
function sources(
  files: Readonly<Record<string, string>>,
  mended: Readonly<Record<string, string | undefined>>,
): RuleExample {
  const left = Object.entries({ ...files, ...mended }).flatMap(([name, text]) => (text === undefined ? [] : [name]));
  return { files, mended, run: [...RUN, ...Object.keys(files)], mendedRun: [...RUN, ...left] };
}

/** The ConfigMap and the mode of a cluster: what is wrong in the ConfigMap, and what is right. */
function rows(text: string, wrong: string, right: string): RuleExample {
  if (!text.includes(wrong)) throw new Error(`\`${wrong}\` does not stand in the example`);
  const other = { [CLUSTER]: describeCluster("CONFIG_MAP") };
  return sources({ [ROWS]: text, ...other }, { [ROWS]: text.replace(wrong, () => right) });
}
const section = (text: string, wrong: string, right: string): RuleExample =>
  rows(configMapYaml({ mapRoles: text }), wrong, right);

const BOTH = describeCluster("API_AND_CONFIG_MAP");
const LIVE = { [ROWS]: configMapYaml({ mapRoles: DEV }), [CLUSTER]: BOTH };
const DESCRIBED = describeEntry(arnOf("dev"), { username: "dev", kubernetesGroups: ["developers"] });
const CLUSTER_CONFIG = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: demo, region: eu-west-1 }
iamIdentityMappings:
  - { arn: "${arnOf("ops")}", username: ops, groups: [ops] }
`;

/** What the text of aws-auth says and the authenticator does not read. */
export const AWS_AUTH_EXAMPLES: RuleExamples = {
  "aws-auth-key-ignored": rows(configMapYaml({ mapRoles: DEV, mapGroups: "[]" }), "  mapGroups: |\n    []\n", ""),
  "aws-auth-key-miscased": rows(configMapYaml({ maproles: DEV }), "maproles", "mapRoles"),
  "aws-auth-section-invalid": section(DEV.replace("[developers]", "[developers"), "[developers", "[developers]"),
  "aws-auth-section-unreadable": section(DEV.replace("username: dev", "username: a?b: c"), "a?b: c", "dev"),
  "aws-auth-text-ignored": section(`${DEV}---\n${DEV.replace("role/dev", "role/ops")}`, "    ---\n", ""),
  "aws-auth-row-dropped": section(
    DEV.replace(`rolearn: ${arnOf("dev")}\n  `, ""),
    "- username",
    `- rolearn: ${arnOf("dev")}\n      username`,
  ),
  "aws-auth-field-dropped": section(
    DEV.replace("[developers]", "developers"),
    "groups: developers",
    "groups: [developers]",
  ),
  "aws-auth-field-repeated": section(`${DEV}  Username: ops\n`, "      Username: ops\n", ""),
  "aws-auth-field-unknown": section(DEV.replace("groups", "group"), "group:", "groups:"),
};

/** What sources of an import leave open. */
export const IMPORT_EXAMPLES: RuleExamples = {
  "import-config-map-unknown": sources(
    { [CLUSTER]: describeCluster("CONFIG_MAP") },
    { [ROWS]: configMapYaml({ mapRoles: DEV }) },
  ),
  "import-contradiction": sources(
    { [ROWS]: configMapYaml({ mapRoles: DEV }), [CLUSTER]: describeCluster("CONFIG_MAP", "other") },
    { [CLUSTER]: describeCluster("CONFIG_MAP") },
  ),
  "import-declared-alone": sources(
    { "cluster-config.yaml": CLUSTER_CONFIG },
    { [ROWS]: configMapYaml({ mapRoles: DEV }), [CLUSTER]: describeCluster("CONFIG_MAP") },
  ),
  "import-declared-differs": sources(
    { ...LIVE, [CLUSTER]: describeCluster("CONFIG_MAP"), "cluster-config.yaml": CLUSTER_CONFIG },
    { "cluster-config.yaml": undefined },
  ),
  "import-entries-unknown": sources(LIVE, { "entries.json": listEntries() }),
  "import-entry-unknown": sources(
    { ...LIVE, "entries.json": listEntries(arnOf("dev")) },
    { "dev.json": DESCRIBED, "policies.json": listPolicies(arnOf("dev")) },
  ),
  "import-field-wrong": sources(
    { ...LIVE, [CLUSTER]: describeCluster("BOTH") },
    { [CLUSTER]: describeCluster("API_AND_CONFIG_MAP") },
  ),
  "import-list-cut": sources(
    { ...LIVE, "roles.json": JSON.stringify({ Roles: [], NextToken: "AAEA" }, undefined, 2) },
    { "roles.json": JSON.stringify({ Roles: [] }, undefined, 2) },
  ),
  "import-mode-unknown": sources(
    { [ROWS]: configMapYaml({ mapRoles: DEV }) },
    { [CLUSTER]: describeCluster("CONFIG_MAP") },
  ),
  "import-node-groups-unknown": sources(
    { [ROWS]: configMapYaml({ mapRoles: NODE }), [CLUSTER]: describeCluster("CONFIG_MAP") },
    { "node-groups.json": nodeGroups({ blue: arnOf("other-node") }) },
  ),
  "import-policies-unknown": sources(
    { ...LIVE, "entries.json": listEntries(arnOf("dev")), "dev.json": DESCRIBED },
    { "policies.json": listPolicies(arnOf("dev")) },
  ),
  "import-role-missing": sources(
    { ...LIVE, [CLUSTER]: describeCluster("CONFIG_MAP"), "roles.json": listRoles(arnOf("ops")) },
    { "roles.json": listRoles(arnOf("ops"), arnOf("dev")) },
  ),
  "import-source-empty": sources({ [ROWS]: "# nothing\n" }, { [ROWS]: configMapYaml({ mapRoles: DEV }) }),
  "import-source-unknown": sources(
    { [ROWS]: 'Error from server (NotFound): configmaps "aws-auth" not found\n' },
    { [ROWS]: configMapYaml({ mapRoles: DEV }) },
  ),
  "import-source-unreadable": sources(
    { [CLUSTER]: describeCluster("CONFIG_MAP").replace('"name": "demo",', '"name": "demo",,') },
    { [CLUSTER]: describeCluster("CONFIG_MAP") },
  ),
};
/** Rows that an import leaves out, or makes an entry of with a remark. */
export const TRANSLATED_EXAMPLES: RuleExamples = {
  "account-malformed": rows(configMapYaml({ mapAccounts: '- "1111222233"\n' }), '"1111222233"', '"111122223333"'),
  "role-path-assumed": sources(
    { ...LIVE, [CLUSTER]: describeCluster("CONFIG_MAP") },
    { "roles.json": listRoles(arnOf("team/dev")) },
  ),
  "row-without-rights": section(
    DEV.replace("  groups: [developers]\n", ""),
    "username: dev\n",
    "username: dev\n      groups: [developers]\n",
  ),
  "rows-merged": rows(
    configMapYaml({
      mapUsers: ["ann", "Ann"]
        .map((name) => `- userarn: arn:aws:iam::111122223333:user/${name}\n  username: ann\n  groups: [developers]\n`)
        .join(""),
    }),
    "    - userarn: arn:aws:iam::111122223333:user/Ann\n      username: ann\n      groups: [developers]\n",
    "",
  ),
};

const shown = (change: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    {
      format_version: "1.0",
      terraform_version: "1.11.4",
      values: {
        root_module: {
          resources: [
            {
              address: "aws_eks_cluster.demo",
              mode: "managed",
              type: "aws_eks_cluster",
              name: "demo",
              values: {
                name: "demo",
                arn: "arn:aws:eks:eu-west-1:111122223333:cluster/demo",
                access_config: [{ authentication_mode: "CONFIG_MAP" }],
              },
            },
            {
              address: "kubernetes_config_map_v1_data.auth",
              mode: "managed",
              type: "kubernetes_config_map_v1_data",
              name: "auth",
              values: { metadata: [{ name: "aws-auth", namespace: "kube-system" }], data: ALL_SECTIONS },
              sensitive_values: { data: {} },
              ...change,
            },
          ],
        },
      },
    },
    undefined,
    2,
  );
const ALL_SECTIONS = { mapRoles: DEV, mapUsers: "[]", mapAccounts: "[]" };
const METADATA = [{ name: "aws-auth", namespace: "kube-system" }];
const state = (change: Readonly<Record<string, unknown>>): RuleExample =>
  sources({ "state.json": shown(change) }, { "state.json": shown({}) });
const STATE = readFileSync(join(__dirname, "../../../fixtures/terraform-states/access.state.json"), "utf8");
const OF_STATE = ["import", "terraform.tfstate"];

const OWNED = [...new Set(STATE.match(/(?<="principal_arn": ")arn:[^"]+/g))];
const STATE_WITHOUT_ENTRIES = JSON.stringify(
  JSON.parse(STATE, (key, value: unknown) =>
    key === "resources" && Array.isArray(value)
      ? value.filter((one) => !JSON.stringify(one).includes('"type":"aws_eks_access_'))
      : value,
  ),
);

/** What a Terraform state leaves open. */
export const STATE_EXAMPLES: RuleExamples = {
  "import-entries-of-state": {
    files: { "terraform.tfstate": STATE },
    mended: { "entries.json": listEntries(...OWNED) },
    run: OF_STATE,
    mendedRun: [...OF_STATE, "entries.json"],
  },
  "import-state-owner": {
    files: { "terraform.tfstate": STATE },
    mended: { "terraform.tfstate": STATE_WITHOUT_ENTRIES },
    run: OF_STATE,
    shown: [
      '-resource "aws_eks_access_entry" "this" { ... }',
      "+removed {   # in the root of that state, applied",
      "+  from = aws_eks_access_entry.this",
      "+  lifecycle { destroy = false }",
      "+}",
    ],
  },
  "import-section-unknown": state({ values: { metadata: METADATA, data: { mapRoles: DEV } } }),
  "import-value-hidden": state({ values: { metadata: METADATA, data: null }, sensitive_values: { data: true } }),
  "import-value-sensitive": state({ sensitive_values: { data: { mapRoles: true } } }),
};

const FILE = "clusters/demo.yaml";
const UPDATE = ["import", ROWS, CLUSTER, "--update", FILE];
const OWN = migrating({ stage: "config-map" });
const updated = (file: string, mended: string, live = DEV): RuleExample => ({
  files: {
    [FILE]: file,
    [ROWS]: configMapYaml({ mapRoles: live }),
    [CLUSTER]: describeCluster("CONFIG_MAP").replaceAll("eu-west-1", "ap-northeast-2"),
  },
  mended: { [FILE]: mended },
  run: UPDATE,
});

/** What an update says of the file that is there. */
export const UPDATE_EXAMPLES: RuleExamples = {
  "import-file-differs": updated(
    OWN.replace("username: dev, groups: [developers] }\n", "username: dev, groups: [owners] }\n"),
    OWN,
  ),
  "import-update-refused": updated(
    OWN.replace(/access_entries:\n[^]*?(?=aws_auth)/, `access_entries: { ${DEV_ENTRY.trim()} }\n`),
    OWN,
    `${DEV}${DEV.replaceAll("dev", "ops")}`,
  ),
  "import-service-unknown": {
    files: {
      "cluster-config.yaml": CLUSTER_CONFIG.replace(
        / {2}- \{ arn.*\n/,
        "  - { serviceName: emr-containers, namespace: spark }\n",
      ),
    },
    mended: {},
    run: ["import", "cluster-config.yaml"],
    mendedRun: ["import", "cluster-config.yaml", "--account", "111122223333"],
    shown: ["-eks-access import cluster-config.yaml", "+eks-access import cluster-config.yaml --account 111122223333"],
  },
};
