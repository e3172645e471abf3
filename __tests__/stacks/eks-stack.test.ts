import { App, Testing } from "cdktf";
import { AUTHENTICATION_MODES } from "../../lib/access/access-entry/authentication-mode";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { type Stage, STAGES } from "../../lib/migration/stage";
import { EksStack } from "../../stacks/eks-stack";
import { ACCOUNT, policyArn, role } from "../support/definitions/arns";
import { accepting } from "../support/definitions/definitions";
import { schemaProblems } from "../support/terraform/provider-schema";
import { cluster, newCluster, withEntry } from "../support/definitions/sample-definitions";
import { jsonOf } from "../support/definitions/sample-stacks";
import { jsonDiff } from "./samples/json-diff";
import { changedLines } from "./samples/line-diff";
import { addresses, refusalOf, resource, stackJson, waitsFor, withoutGuards } from "./stack-json";

/** Somebody has looked at the state that is taken over. */
const LOOKED_AT = [accepting("masters-by-name"), accepting("adopt-whole-state")];
const CLUSTER = ["aws_eks_cluster.this"];
const ROWS = "kubernetes_config_map_v1_data.aws_auth";
const BRIDGE = "kubernetes_cluster_role_binding_v1.bridge";
const BREAK_GLASS = ["aws_eks_access_entry.break_glass", "aws_eks_access_policy_association.break_glass_admin"];
const ENTRIES = [
  "aws_eks_access_entry.admin",
  "aws_eks_access_entry.break_glass",
  "aws_eks_access_entry.dev",
  "aws_eks_access_entry.node",
  "aws_eks_access_policy_association.admin_admin",
  "aws_eks_access_policy_association.break_glass_admin",
];

/** Without the bridge, whose coming and going are changes of their own. */
function unbridged(stage: Stage): ClusterDefinition {
  const { migration, ...whole } = cluster({ stage });
  const { bridgeGroup, ...rest } = migration ?? { stage };
  return { ...whole, migration: rest };
}

// Texts as they are, without quotes around them and escapes in them.
expect.addSnapshotSerializer({ test: (value) => typeof value === "string", print: String });

/** What a snapshot shows of a stage: how it differs from the one before. */
const changes = (before: string, after: string): string => jsonDiff(before, after).join("\n");

describe("EksStack", () => {
  test.each(STAGES)("renders the cluster at stage %s", (stage) => {
    const json = jsonOf(cluster({ stage }));
    expect(schemaProblems(json)).toEqual([]);
    const before = STAGES[STAGES.indexOf(stage) - 1];
    expect(before === undefined ? json : changes(jsonOf(cluster({ stage: before })), json)).toMatchSnapshot();
  });

  test("renders a new cluster", () => {
    const json = jsonOf(newCluster());
    expect(schemaProblems(json)).toEqual([]);
    expect(changes(jsonOf(cluster({ stage: "done" })), json)).toMatchSnapshot();
  });

  test.each([
    ["config-map", [ROWS]],
    ["dual", [BRIDGE, ROWS]],
    ["entries", [...ENTRIES, BRIDGE, ROWS]],
    ["retire", [...ENTRIES, BRIDGE, ROWS]],
    ["api", [...ENTRIES, BRIDGE, ROWS]],
    ["done", ENTRIES],
  ] as const)("has at %s exactly the resources of the stage", (stage, expected) => {
    expect(addresses(stackJson(cluster({ stage })))).toEqual([...CLUSTER, ...expected].sort());
  });

  test("has in a new cluster the cluster and its entries", () => {
    expect(addresses(stackJson(newCluster()))).toEqual([...ENTRIES, "aws_eks_cluster.this"].sort());
  });

  test("has at `entries` the entries of the waves that are in", () => {
    const json = stackJson(cluster({ stage: "entries", wave: 1 }));
    expect(addresses(json)).toEqual([...CLUSTER, ...BREAK_GLASS, BRIDGE, ROWS].sort());
  });

  test.each([
    ["config-map", "CONFIG_MAP"],
    ["dual", "API_AND_CONFIG_MAP"],
    ["entries", "API_AND_CONFIG_MAP"],
    ["retire", "API_AND_CONFIG_MAP"],
    ["api", "API"],
    ["done", "API"],
  ] as const)("sets at %s the mode %s", (stage, mode) => {
    expect(resource(stackJson(cluster({ stage })), "aws_eks_cluster.this").access_config).toEqual({
      authentication_mode: mode,
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  test.each(AUTHENTICATION_MODES.filter((mode) => mode !== "CONFIG_MAP"))(
    "sets without a migration the mode that the file says, %s",
    (authenticationMode) => {
      expect(resource(stackJson(newCluster({ authenticationMode })), "aws_eks_cluster.this")).toMatchObject({
        access_config: { authentication_mode: authenticationMode },
      });
    },
  );

  test("changes from a stage to the next the mode or who has access, never both", () => {
    const json = STAGES.map((stage) => withoutGuards(jsonOf(unbridged(stage))));
    const modes = STAGES.slice(1).map((_, i) =>
      changedLines(json[i] ?? "", json[i + 1] ?? "").some((line) => line.includes("authentication_mode")),
    );
    expect(modes).toEqual([true, false, false, true, false]);
    expect(changedLines(json[0] ?? "", json[1] ?? "")).toHaveLength(2);
    expect(changedLines(json[3] ?? "", json[4] ?? "")).toHaveLength(2);
  });

  test("lets the cluster wait for the policies of named roles, and the entries for the cluster", () => {
    const policies = { cluster: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" };
    const owned = { name: "demo-cluster", assumedBy: { services: ["eks.amazonaws.com"] }, policies };
    const json = stackJson(newCluster({ iamRoles: { cluster: owned } }));
    expect(waitsFor(json, "aws_eks_cluster.this")).toEqual(["aws_iam_role_policy_attachment.iam_role_cluster"]);
    expect(resource(json, "aws_eks_access_entry.dev").cluster_name).toBe("${aws_eks_cluster.this.id}");
  });

  test("moves entries from the module's keys", () => {
    const adopt = { module: "module.eks", awsAuthModule: "module.aws_auth" };
    const { moved } = stackJson(cluster({ stage: "entries", wave: 1 }, { adopt, accept: LOOKED_AT }));
    expect(moved).toEqual([
      { from: "module.eks.aws_eks_cluster.this[0]", to: "aws_eks_cluster.this" },
      { from: 'module.eks.aws_eks_access_entry.this["break_glass"]', to: "aws_eks_access_entry.break_glass" },
      {
        from: 'module.eks.aws_eks_access_policy_association.this["break_glass_admin"]',
        to: "aws_eks_access_policy_association.break_glass_admin",
      },
      { from: "module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]", to: ROWS },
    ]);
  });

  test("forgets what the module had and is not rendered, instead of destroying it", () => {
    const adopt = { module: "module.eks" };
    const { removed } = stackJson(cluster({ stage: "entries" }, { adopt, accept: LOOKED_AT }));
    expect(removed).toEqual([
      { from: "kubernetes_config_map.aws_auth", lifecycle: { destroy: false } },
      { from: "module.eks", lifecycle: { destroy: false } },
      { from: "module.aws_auth", lifecycle: { destroy: false } },
    ]);
  });

  test.each<[string, object, readonly string[]]>([
    ["the sub-module alone is taken over", { awsAuthModule: "module.aws_auth" }, []],
    [
      "the calls have other names",
      { module: "module.blue", awsAuthModule: "module.rows" },
      ["module.blue", "module.rows"],
    ],
    ["the names are swapped", { module: "module.aws_auth", awsAuthModule: "module.eks" }, []],
    ["one call has both, as v19 does", { module: "module.eks", awsAuthModule: "module.eks" }, []],
  ])("forgets every call that may hold the cluster or its rows, each once, where %s", (_, adopt, others) => {
    const { removed } = stackJson(cluster({ stage: "entries" }, { adopt, accept: LOOKED_AT }));
    const from = JSON.stringify(removed).match(/module\.[a-z_]+(?=")/g) ?? [];
    expect([...from].sort()).toEqual(["module.aws_auth", "module.eks", ...others].sort());
  });

  test("forgets the call of the sub-module where the stage has no rows, too", () => {
    const adopt = { awsAuthModule: "module.rows" };
    const { removed } = stackJson(newCluster({ adopt, accept: LOOKED_AT }));
    expect(removed).toContainEqual({ from: "module.rows", lifecycle: { destroy: false } });
  });

  test.each([
    [{ module: "module.eks" }, "adopt-whole-state"],
    [{ module: 'module.eks["prod"]' }, "adopt-module-instance"],
    [{ module: "eks" }, "adopt-module-malformed"],
  ])("refuses to adopt %j where nobody has accepted it", (adopt, code) => {
    expect(refusalOf(() => stackJson(cluster({ stage: "entries" }, { adopt }))).code).toBe(code);
  });

  test("imports the cluster, and entries by cluster and principal", () => {
    const { import: imports } = stackJson(cluster({ stage: "entries", wave: 1 }, { adopt: { import: true } }));
    const breakGlass = role("break-glass");
    expect(imports).toEqual([
      { to: "aws_eks_cluster.this", id: "demo" },
      { to: "aws_eks_access_entry.break_glass", id: `demo:${breakGlass}` },
      {
        to: "aws_eks_access_policy_association.break_glass_admin",
        id: `demo#${breakGlass}#${policyArn("AmazonEKSClusterAdminPolicy")}`,
      },
    ]);
  });

  test("shows a changed group of one entry as three lines, and the hash of what is written", () => {
    const before = cluster({ stage: "entries" });
    const after = withEntry(before, "dev", { kubernetesGroups: ["developers", "viewers"] });
    expect(changedLines(jsonOf(before), jsonOf(after))).toEqual([
      '-          "developers"',
      '+          "developers",',
      '+          "viewers"',
      expect.stringMatching(/^- {10}"writes": "[0-9a-f]{64}"$/),
      expect.stringMatching(/^\+ {10}"writes": "[0-9a-f]{64}"$/),
    ]);
  });

  test("shows a new entry as its own lines, its key and names in what guards know, and the hash of what is written", () => {
    const before = cluster({ stage: "entries" });
    const added = { ops: { principalArn: role("ops"), userName: "ops:{{SessionName}}" } };
    const after = { ...before, accessEntries: { ...before.accessEntries, ...added } };
    const lines = changedLines(jsonOf(before), jsonOf(after));
    expect(lines.filter((line) => line.startsWith("+"))).toHaveLength(24);
  });

  test("takes props in camelCase, without a file", () => {
    const stack = new EksStack(new App({ skipValidation: true }), "demo", {
      clusterName: "demo",
      clusterVersion: "1.33",
      subnetIds: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"],
      authenticationMode: "API",
      accessEntries: {
        platform: {
          principalArn: role("platform"),
          policyAssociations: {
            admin: { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } },
          },
        },
      },
      terraform: { region: "ap-northeast-2", accountId: ACCOUNT },
    });
    const json = Testing.synth(stack);
    expect(schemaProblems(json)).toEqual([]);
    expect(json).toContain('"principal_arn": "${aws_eks_access_entry.platform.principal_arn}"');
  });

  test("refuses service accounts without an identity provider", () => {
    const policies = { agent: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" };
    const serviceAccounts = { agent: { namespace: "amazon-cloudwatch", name: "cloudwatch-agent", policies } };
    const { code, message } = refusalOf(() => jsonOf(newCluster({ serviceAccounts })));
    expect(code).toBe("service-accounts-without-irsa");
    expect(message).toBe("enable_irsa: expected `true` beside service_accounts, got `false`");
    expect(jsonOf(newCluster({ serviceAccounts, enableIrsa: true }))).toContain("kubernetes_service_account");
  });
});
