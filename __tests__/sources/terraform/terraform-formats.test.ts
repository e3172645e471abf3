import { readFileSync } from "node:fs";
import { join } from "node:path";
import { printLocated } from "../../../lib/inventory/finding/located-finding";
import { readSources } from "../../../lib/sources/read-sources";
import { cluster, configMap, iam, ACCOUNT, shown } from "../../support/terraform/shown-state";

const FIXTURES = join(__dirname, "../../fixtures");
const fixture = (name: string): string => readFileSync(join(FIXTURES, name), "utf8");
const state = (name: string): string => fixture(`terraform-states/${name}`);
const read = (text: string, wanted?: string) => readSources([{ name: "state", text }], wanted);
const lines = (text: string, wanted?: string): string[] =>
  read(text, wanted).findings.map((finding) => `${finding.severity} ${printLocated(finding)} [${finding.code}]`);

/** What a state says, without places. */
function said(text: string, wanted?: string) {
  const { sources } = read(text, wanted);
  return {
    cluster: sources.clusterName?.value,
    account: sources.accountId?.value,
    region: sources.region?.value,
    mode: sources.mode?.value,
    rows: (sources.awsAuth?.value.roles ?? []).map(({ row }) => row.rolearn),
    users: (sources.awsAuth?.value.users ?? []).map(({ row }) => row.userarn),
    entries: sources.entries.map(({ value: { principalArn, type, key, madeBy, policies = [] } }) => [
      key ?? madeBy,
      principalArn,
      type,
      policies.map((policy) => policy.key),
    ]),
    managed: sources.managedRoles.map(({ value: { kind, name } }) => `${kind} ${name}`),
    creator: sources.creator?.value,
  };
}

const ACCESS = {
  cluster: "payments-prod",
  account: ACCOUNT,
  region: "eu-west-1",
  mode: "API_AND_CONFIG_MAP",
  rows: [iam("role/platform"), iam("role/nodes")],
  users: [iam("user/alice")],
  entries: [
    ["developers", iam("role/developers"), "STANDARD", ["developers_edit", "developers_view"]],
    ["nodes", iam("role/nodes"), "EC2_LINUX", []],
    ["platform", iam("role/platform"), "STANDARD", ["platform_admin"]],
  ],
  managed: [],
  creator: undefined,
};

describe("a Terraform state as a source: what the module made", () => {
  test("is read from the state file", () => {
    expect(said(state("access.state.json"))).toEqual(ACCESS);
  });

  test("is the same in `terraform show -json`, and in a plan that was made on it", () => {
    const shown = state("access.show.json");
    const plan = {
      format_version: "1.2",
      terraform_version: "1.11.4",
      planned_values: { root_module: {} },
      resource_changes: [],
      prior_state: JSON.parse(shown),
    };
    expect([shown, JSON.stringify(plan)].map((text) => said(text))).toEqual([ACCESS, ACCESS]);
  });

  test("managed node groups have their roles, and the creator's entry is no declared one", () => {
    const { managed, creator, entries, rows } = said(state("managed-node-groups.state.json"));
    expect(managed.map((each) => each.replace(/-\d{20}.*$/, "")).sort()).toEqual([
      "managed node group bare",
      "managed node group default",
      "managed node group spot",
    ]);
    expect(creator).toBe(iam("root"));
    expect(entries.map(([key]) => key)).toEqual(["viewers", 'module.eks.aws_eks_access_entry.this["cluster_creator"]']);
    expect(rows).toEqual([]);
  });

  test.each([
    [
      "self-managed",
      ['module.eks.module.self_managed_node_group["workers"].aws_eks_access_entry.this[0]'],
      [],
      [iam("role/mixed-node-group")],
    ],
    [
      "karpenter",
      ["module.karpenter.aws_eks_access_entry.node[0]", 'module.eks.aws_eks_access_entry.this["cluster_creator"]'],
      [],
      [],
    ],
    ["fargate", [], ["Fargate profile backend", "Fargate profile kube-system"], []],
    ["auto-mode", ['module.eks.aws_eks_access_entry.this["cluster_creator"]'], [], []],
  ])("%s: entries by whom they are made, profiles, rows", (name, ...[entries, managed, rows]) => {
    const told = said(state(`${name}.state.json`));
    expect({ entries: told.entries.map(([by]) => by), managed: told.managed, rows: told.rows }).toEqual({
      entries,
      managed,
      rows,
    });
    expect(told.mode).toBe(name === "auto-mode" ? "API" : "API_AND_CONFIG_MAP");
  });

  test("v19 has no sub-module: its rows stand beside the cluster, and the mode is told where the provider shows it", () => {
    const told = said(fixture("plans/module-v19-again.json"));
    expect([told.cluster, told.mode, told.entries]).toEqual(["legacy-prod", "CONFIG_MAP", []]);
    expect(told.rows).toContain("arn:aws:iam::111122223333:role/workers");
  });

  test("bare resources: entries are told by their address", () => {
    const { entries } = said(fixture("plans/bare-again.json"));
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(([by]) => String(by).startsWith("aws_eks_access_entry."))).toBe(true);
  });
});

describe("a Terraform state as a source: what it does not say", () => {
  test("a capability has the role whose entry EKS makes, and no row or entry is asked of it", () => {
    const capability = {
      address: "aws_eks_capability.argocd",
      mode: "managed",
      type: "aws_eks_capability",
      name: "argocd",
      values: { cluster_name: "demo", capability_name: "argocd", type: "ARGOCD", role_arn: iam("role/argocd") },
    };
    const { sources, findings } = read(shown([cluster("demo"), configMap(), capability]));
    expect(findings).toEqual([]);
    expect(sources.managedRoles.map(({ value }) => value)).toEqual([
      { kind: "EKS capability", name: "argocd", roleArn: iam("role/argocd"), isLive: true },
    ]);
    const other = { ...capability, values: { ...capability.values, cluster_name: "other" } };
    expect(read(shown([cluster("demo"), other])).sources.managedRoles).toEqual([]);
  });

  test("another ConfigMap is none of ours", () => {
    const other = configMap({ values: { metadata: [{ name: "aws-auth", namespace: "default" }], data: {} } });
    expect(read(shown([cluster("demo"), other])).sources.awsAuth).toBeUndefined();
    expect(said(shown([cluster("demo"), configMap()])).rows).toEqual([iam("role/ops")]);
  });

  test("sections that Terraform does not write are told as unknown, those that it writes are read", () => {
    const data = { mapRoles: `- rolearn: ${iam("role/ops")}\n` };
    const part = configMap({ values: { metadata: [{ name: "aws-auth", namespace: "kube-system" }], data } });
    expect(said(shown([cluster("demo"), part])).rows).toEqual([iam("role/ops")]);
    expect(read(shown([cluster("demo"), part])).findings.map(({ code, message }) => [code, message])).toEqual([
      [
        "import-section-unknown",
        "whom the live rows of `mapUsers`, `mapAccounts` serve is not known: Terraform does not write these sections, so that its state does not have them, expected all three sections",
      ],
    ]);
    expect(lines(shown([cluster("demo"), configMap()]))).toEqual([]);
  });

  test("rows that are marked as sensitive are read, and that is said; rows that are hidden are not taken for none", () => {
    const marked = configMap({ sensitive_values: { data: { mapRoles: true } } });
    expect(said(shown([cluster("demo"), marked])).rows).toEqual([iam("role/ops")]);
    expect(read(shown([cluster("demo"), marked])).findings.map(({ code }) => code)).toEqual(["import-value-sensitive"]);
    const metadata = [{ name: "aws-auth", namespace: "kube-system" }];
    const hidden = configMap({ values: { metadata, data: null }, sensitive_values: { data: true } });
    const told = read(shown([cluster("demo"), hidden]));
    expect(told.findings.map(({ code, severity }) => [code, severity])).toEqual([["import-value-hidden", "blocker"]]);
    expect(told.sources.awsAuth).toBeUndefined();
  });

  test("of two clusters the one that is asked for is read; without that, nothing", () => {
    const two = shown([cluster("blue"), cluster("green"), configMap()]);
    expect(said(two, "green").cluster).toBe("green");
    expect(said(two).cluster).toBeUndefined();
    expect(lines(two)).toEqual([
      "error state:1:1: a state with 2 clusters, expected one, got `blue, green` [import-contradiction]",
    ]);
  });

  test("a ConfigMap says of no cluster that it is its own: of two it is nobody's, unless it stands in the module of one", () => {
    expect(said(shown([cluster("blue"), cluster("green"), configMap()]), "green").rows).toEqual([]);
    const module = {
      address: "module.eks",
      resources: [
        { ...cluster("green"), address: "module.eks.aws_eks_cluster.this[0]" },
        { ...configMap(), address: "module.eks.kubernetes_config_map_v1_data.aws_auth[0]" },
      ],
    };
    expect(said(shown([cluster("blue")], [module]), "green").rows).toEqual([iam("role/ops")]);
  });

  test.each([
    [
      "a state without values",
      '{"format_version":"1.0"}',
      "a state without a cluster, expected `aws_eks_cluster` or access entries in it",
    ],
    [
      "a plan on nothing",
      '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{}}',
      "a state without a cluster, expected `aws_eks_cluster` or access entries in it",
    ],
    [
      "version 3",
      '{"version":3,"serial":1,"lineage":"x","modules":[]}',
      "a state of another version, expected version 4",
    ],
    [
      "an encrypted state",
      '{"serial":1,"lineage":"x","version":4,"encrypted_data":"x"}',
      "an encrypted state, expected one that can be read",
    ],
  ])("%s is refused by name", (_, text, message) => {
    expect(read(text).findings.map((finding) => [finding.severity, finding.code, finding.message])).toEqual([
      ["error", "import-source-unknown", message],
    ]);
  });

  test("tags that every resource has are no entry's own", () => {
    const tagged = {
      ...cluster("demo"),
      values: { ...cluster("demo").values, tags: { Team: "payments", Env: "prod" } },
    };
    const entry = {
      address: "aws_eks_access_entry.ops",
      mode: "managed",
      type: "aws_eks_access_entry",
      name: "ops",
      values: {
        cluster_name: "demo",
        principal_arn: iam("role/ops"),
        type: "STANDARD",
        kubernetes_groups: ["ops"],
        user_name: `arn:aws:sts::{{AccountID}}:assumed-role/ops/{{SessionName}}`,
        tags: { Team: "payments", Env: "test", Own: "yes" },
      },
    };
    const [{ value } = { value: undefined }] = read(shown([tagged, entry])).sources.entries;
    expect(value?.tags).toEqual({ Env: "test", Own: "yes" });
    expect(value?.userName).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/ops/{{SessionName}}`);
  });
});
