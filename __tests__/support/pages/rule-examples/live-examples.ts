import { parseClusterFile } from "../../../../lib/inventory/cluster-file/parse-cluster-file";
import type { Stage } from "../../../../lib/migration/stage";
import { clusterText } from "../../../verify/cluster-text";
import { ACCOUNT, policyArn, role } from "../../definitions/arns";
import { ANEW, BLUE, LiveModel } from "../../live/live-model";
import { FILE, type RuleExample, type RuleExamples } from "./rule-example";

const DUMP = "live.json";
const DEV = role("dev");
const OPS = role("ops");
const STRANGER = role("stranger");

type Change = (live: LiveModel) => unknown;

/** The dump of a cluster that is as its file says, but for a change. */
function dump(text: string, change: Change = () => undefined): string {
  const { cluster, findings } = parseClusterFile(FILE, text);
  if (cluster === undefined) throw new Error(JSON.stringify(findings));
  const live = new LiveModel(cluster.staged.definition);
  change(live);
  return live.text;
}

const PLAIN = (stage: Stage): string => clusterText(stage);

/** What is live is mended: `run` is `check --live` or `verify`. */
function live(
  run: readonly string[],
  ...[stage, change, text = PLAIN(stage)]: readonly [Stage, Change, string?]
): RuleExample {
  return {
    files: { [FILE]: text, [DUMP]: dump(text, change) },
    mended: { [DUMP]: dump(text) },
    run: [...run, "--live", DUMP],
  };
}

/** The file is mended. */
function file(
  run: readonly string[],
  ...[stage, change, mend]: readonly [Stage, Change, (text: string) => string]
): RuleExample {
  const text = PLAIN(stage);
  return {
    files: { [FILE]: text, [DUMP]: dump(text, change) },
    mended: { [FILE]: mend(text) },
    run: [...run, "--live", DUMP],
  };
}

const check = (stage: Stage, change: Change): RuleExample => live(["check", FILE], stage, change);
/** The same before the plan of the stage is applied: the rows are there, and the mode reads them. */
const planned = (stage: Stage, change: Change, before: Change = withRows): RuleExample => {
  const text = PLAIN(stage);
  const both: Change = (one) => [before(one), change(one)];
  return { ...check(stage, both), mended: { [DUMP]: dump(text, before) } };
};
const withRows: Change = (one) => {
  one.mode = "API_AND_CONFIG_MAP";
  one.rows = [...(one.definition.awsAuth?.awsAuthRoles ?? [])];
};
const verify = (stage: Stage, change: Change): RuleExample => live(["verify", FILE], stage, change);
const withoutRow =
  (arn: string): Change =>
  (one) =>
    (one.rows = one.rows.filter(({ rolearn }) => rolearn !== arn));
const DEV_LIVE = { username: "dev:{{SessionName}}", groups: ["developers"] };

/** What is asked and what was not read. */
const denied =
  (action: string, of?: string): Change =>
  (one) =>
    one.unread.push({ action, ...(of === undefined ? {} : { of }), reason: "AccessDeniedException: not authorized" });

/** What guards refuse, as `check --live` says it of a dump. */
export const GUARD_EXAMPLES: RuleExamples = {
  "config-map-absent": check("entries", (one) => (one.hasConfigMap = false)),
  "entry-conflict": check("entries", (one) =>
    one.nodeGroups.set("green", { role: role("node"), amiType: "AL2023_x86_64_STANDARD" }),
  ),
  "entry-not-live": planned("retire", (one) => one.entries.delete(DEV)),
  "entry-outdated": planned("retire", (one) => one.roles.set(DEV, ANEW)),
  "identity-mismatch": {
    ...check("entries", () => undefined),
    files: {
      [FILE]: PLAIN("entries"),
      [DUMP]: dump(PLAIN("entries")).replaceAll("ap-northeast-2", "eu-west-1"),
    },
  },
  "live-mode": planned("entries", (one) => (one.mode = "CONFIG_MAP")),
  "node-group-row": {
    ...planned(
      "dual",
      (one) => one.nodeGroups.set("green", { role: DEV, amiType: "AL2023_x86_64_STANDARD" }),
      (one) => (one.mode = "CONFIG_MAP"),
    ),
  },
  "row-changed": check(
    "entries",
    (one) => (one.rows = one.rows.map((row) => (row.rolearn === DEV ? { ...row, groups: ["owners"] } : row))),
  ),
  "row-left": planned(
    "api",
    (one) => one.rows.push({ rolearn: DEV, ...DEV_LIVE }),
    (one) => (one.mode = "API_AND_CONFIG_MAP"),
  ),
  "row-not-live": check("dual", withoutRow(DEV)),
  "row-unknown": file(
    ["check", FILE],
    "entries",
    (one) => one.rows.push({ rolearn: STRANGER, username: "stranger", groups: ["developers"] }),
    (text) =>
      text.replace(
        "access_entries:",
        `    - { rolearn: ${STRANGER}, username: stranger, groups: [developers] }\naccess_entries:`,
      ),
  ),
  "section-unreadable": live(["verify", FILE], "entries", (one) => (one.broken = { mapRoles: "- {rolearn: a?b}\n" })),
  "live-unknown": check("entries", denied("eks:ListNodegroups")),
  "principal-not-found": check("entries", (one) => one.roles.delete(OPS)),
  "live-principal-unknown": check("entries", denied("iam:ListRoles")),
  "import-call-unanswered": check("entries", denied("eks:ListFargateProfiles")),
  "node-type-differs": check("entries", (one) => one.addEntry(BLUE, { type: "EC2_WINDOWS" })),
};

const BY_RUNNER = "enable_cluster_creator_admin_permissions: true\n";
const DEPLOYER = `  deployer:
    principal_arn: ${role("deployer")}
    policy_associations:
      admin: { policy_arn: ${policyArn("AmazonEKSClusterAdminPolicy")}, access_scope: { type: cluster } }
`;
const deployed: Change = (one) => {
  one.addEntry(role("deployer"), { policies: new Map([["AmazonEKSClusterAdminPolicy", []]]) });
  one.roles.set(role("deployer"), "2026-01-01T00:00:00Z");
};

const ROOT_CA = Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
const withCa = (text: string): string =>
  text.replace(
    '"accessConfig"',
    `"certificateAuthority": { "data": "${ROOT_CA.toString("base64")}" },\n        "accessConfig"`,
  );
const ROOT_CA_MAP = JSON.stringify({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "kube-root-ca.crt", namespace: "kube-system" },
  data: { "ca.crt": ROOT_CA.toString() },
});
const CAPABILITY = JSON.stringify(
  {
    capability: { capabilityName: "argocd", clusterName: "demo", roleArn: OPS, type: "ARGOCD", status: "ACTIVE" },
  },
  undefined,
  2,
);
const OUTPOST = JSON.stringify(
  {
    cluster: {
      name: "demo",
      arn: `arn:aws:eks:ap-northeast-2:${ACCOUNT}:cluster/demo`,
      accessConfig: { authenticationMode: "CONFIG_MAP" },
      outpostConfig: {
        outpostArns: [`arn:aws:outposts:ap-northeast-2:${ACCOUNT}:outpost/op-0a1b2c3d4e5f60001`],
        controlPlaneInstanceType: "m5.large",
      },
    },
  },
  undefined,
  2,
);

/** What a dump of more says. */
export const DUMP_EXAMPLES: RuleExamples = {
  "live-origin-unknown": {
    files: { [FILE]: PLAIN("entries"), [DUMP]: withCa(dump(PLAIN("entries"))) },
    mended: { "kube-root-ca.json": ROOT_CA_MAP },
    run: ["check", FILE, "--live", DUMP],
    mendedRun: ["check", FILE, "--live", DUMP, "kube-root-ca.json"],
    shown: [
      "-eks-access check clusters/demo.yaml --live live.json",
      "+eks-access check clusters/demo.yaml --live live.json kube-root-ca.json",
    ],
  },
  "entry-of-eks": {
    files: { [FILE]: PLAIN("entries"), [DUMP]: dump(PLAIN("entries")), "capability.json": CAPABILITY },
    mended: {
      [FILE]: PLAIN("entries")
        .replace(`  ops: { principal_arn: ${OPS} }\n`, "")
        .replace("expected: [", `expected: [${OPS}, `),
    },
    run: ["check", FILE, "--live", DUMP, "capability.json"],
  },
  "live-local-cluster": {
    files: { [FILE]: PLAIN("dual"), "cluster.json": OUTPOST },
    mended: { [FILE]: PLAIN("config-map") },
    run: ["check", FILE, "--live", "cluster.json"],
  },
};

/** What differs after a stage. */
export const VERIFY_EXAMPLES: RuleExamples = {
  "verify-binding-differs": verify(
    "entries",
    (one) =>
      (one.bindings = one.bindings.map((each) =>
        each.name === "developers" ? { ...each, group: "everybody" } : each,
      )),
  ),
  "verify-binding-left": verify("done", (one) => {
    one.hasConfigMap = false;
    one.bindings.push({
      name: "access-bridge",
      role: { kind: "ClusterRole", name: "cluster-admin" },
      group: "access-bridge",
    });
  }),
  "verify-binding-missing": verify(
    "entries",
    (one) => (one.bindings = one.bindings.filter(({ name }) => name !== "developers")),
  ),
  "verify-binding-unnamed": verify("entries", (one) =>
    one.bindings.push({
      name: "grown",
      role: { kind: "ClusterRole", name: "cluster-admin" },
      group: "developers",
    }),
  ),
  "verify-creator-entry": {
    files: { [FILE]: `${PLAIN("entries")}${BY_RUNNER}`, [DUMP]: dump(PLAIN("entries"), deployed) },
    mended: { [FILE]: PLAIN("entries").replace("  ops:", `${DEPLOYER}  ops:`) },
    run: ["verify", FILE, "--live", DUMP],
  },
  "verify-creator-hidden": {
    files: { [FILE]: PLAIN("config-map"), [DUMP]: dump(PLAIN("config-map")) },
    mended: { [FILE]: PLAIN("dual"), [DUMP]: dump(PLAIN("dual")) },
    run: ["verify", FILE, "--live", DUMP],
  },
  "verify-creator-missing": {
    files: { [FILE]: `${PLAIN("entries")}${BY_RUNNER}`, [DUMP]: dump(PLAIN("entries")) },
    mended: { [DUMP]: dump(PLAIN("entries"), deployed) },
    run: ["verify", FILE, "--live", DUMP],
  },
  "verify-entry-early": verify("dual", (one) => one.addEntry(DEV)),
  "verify-entry-groups-differ": verify("entries", (one) => (one.entry(DEV).groups = ["developers", "testers"])),
  "verify-entry-missing": verify("entries", (one) => one.entries.delete(DEV)),
  "verify-entry-type-differs": verify("entries", (one) => one.addEntry(role("node"), { type: "EC2_WINDOWS" })),
  "verify-entry-unnamed": verify("entries", (one) => one.addEntry(STRANGER)),
  "verify-entry-username-differs": verify("entries", (one) => (one.entry(DEV).username = "developer:{{SessionName}}")),
  "verify-mode-differs": verify("entries", (one) => (one.mode = "API")),
  "verify-node-unserved": verify("entries", (one) =>
    one.nodeGroups.set("green", { role: role("green-nodes"), amiType: "AL2023_x86_64_STANDARD" }),
  ),
  "verify-policy-missing": verify("entries", (one) => one.entry(role("admin")).policies.clear()),
  "verify-policy-unnamed": verify("entries", (one) => one.entry(OPS).policies.set("AmazonEKSSecretReaderPolicy", [])),
  "verify-row-dead": verify("entries", (one) => one.rows.push({ rolearn: role("team/pathed"), username: "pathed" })),
  "verify-row-differs": verify(
    "entries",
    (one) => (one.rows = one.rows.map((row) => (row.rolearn === DEV ? { ...row, groups: ["owners"] } : row))),
  ),
  "verify-row-missing": verify("entries", withoutRow(DEV)),
  "verify-row-unnamed": verify("entries", (one) =>
    one.rows.push({ rolearn: STRANGER, username: "stranger", groups: ["developers"] }),
  ),
  "verify-row-written-back": verify("retire", (one) => one.rows.push({ rolearn: DEV, ...DEV_LIVE })),
  "verify-scope-differs": verify("entries", (one) => one.entry(DEV).policies.set("AmazonEKSEditPolicy", ["shop"])),
  "verify-unknown": verify("entries", denied("eks:ListAccessEntries")),
};
