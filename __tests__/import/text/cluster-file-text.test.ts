import type { ClusterDraft } from "../../../lib/import/draft/cluster-draft";
import { clusterFileText } from "../../../lib/import/text/cluster-file-text";
import { ACCOUNT, role, user } from "../../support/definitions/arns";

const OPEN: ClusterDraft = {
  clusterName: undefined,
  accountId: undefined,
  region: undefined,
  mode: undefined,
  outpost: undefined,
  migration: {
    stage: { value: "config-map", notes: [] },
    waves: [],
    wave: undefined,
    expected: { value: [], notes: [] },
    rolePaths: { value: [], notes: [] },
  },
  entries: [],
  entryNotes: [],
  awsAuth: undefined,
  capabilities: [],
  creatorAdmin: false,
  leavingNotes: [],
  acceptNotes: [],
};
const TOLD: ClusterDraft = { ...OPEN, clusterName: "demo", accountId: ACCOUNT, region: "eu-west-1" };
const BACKEND = [
  "  # where the state lives: s3, cloud, remote or local. A state of its own: in that of whatever manages the cluster,",
  "  # the plan would destroy the cluster",
  "  backend: { local: {} }",
];

/** The lines of the text, without the three that stand above each. */
function lines(draft: ClusterDraft): string[] {
  return clusterFileText(draft, "schema.json").split("\n").slice(3);
}

describe(clusterFileText, () => {
  test("an overlay over a root without rows leaves the ConfigMap to whoever writes it", () => {
    const overlay = { root: ".", cluster: { value: ["module", "eks"], notes: [] } } as const;
    const awsAuth = { roles: [], users: [], accounts: [], notes: [] };
    const text = clusterFileText(
      { ...TOLD, overlay: { ...overlay, createsConfigMap: false, asksCreator: false }, awsAuth },
      "s.json",
    );
    expect(text).toContain("# the state has no rows of aws-auth: somebody else writes them");
    expect(text).toContain("manage_aws_auth_configmap: false");
  });

  test("says above all where the schema is, what comments mean, and how rules are explained", () => {
    expect(clusterFileText(TOLD, "../schema.json").split("\n").slice(0, 3)).toEqual([
      "# yaml-language-server: $schema=../schema.json",
      "# Imported from the live cluster by `eks-access import`. Comments that name a rule (R1-R50) say what to decide there;",
      "# `eks-access rule row-dead` explains the one that is called row-dead, with an example.",
    ]);
  });

  test("asks for whatever nobody told, each where it is answered, and has no section without anything in it", () => {
    expect(lines(OPEN)).toEqual([
      "# question: the cluster's name in EKS, which is this file's name too; or import with --name",
      "cluster_name:",
      "# The access alone: something else goes on managing the cluster itself.",
      "render: access",
      "",
      "migration:",
      "  stage: config-map",
      "",
      "access_entries: {}",
      "",
      "terraform:",
      "  # question: the cluster's account, 12 digits in quotes; or import with --account",
      "  account_id:",
      "  # question: the cluster's region, such as ap-northeast-2; or import with --region",
      "  region:",
      ...BACKEND,
      "",
    ]);
  });

  test("writes the mode and asks for no account where there is nothing left to migrate", () => {
    expect(lines({ ...TOLD, accountId: undefined, mode: "API", migration: undefined })).toEqual([
      "cluster_name: demo",
      "# The access alone: something else goes on managing the cluster itself.",
      "render: access",
      "authentication_mode: API",
      "",
      "access_entries: {}",
      "",
      "terraform:",
      "  region: eu-west-1",
      ...BACKEND,
      "",
    ]);
    expect(lines({ ...TOLD, migration: undefined })).toContain(`  account_id: "${ACCOUNT}"`);
    expect(lines({ ...TOLD, mode: "API" }).join()).not.toContain("authentication_mode");
  });

  test("writes a local cluster on an Outpost as the module names it", () => {
    const outpost = {
      controlPlaneInstanceType: "m5.large",
      outpostArns: ["arn:aws:outposts:eu-west-1:1:outpost/op-1"],
    };
    expect(lines({ ...TOLD, outpost }).slice(3, 8)).toEqual([
      "# R42 local-cluster-mode: a local cluster on an Outpost takes mode CONFIG_MAP alone, so stage config-map is its last",
      "outpost_config:",
      "  control_plane_instance_type: m5.large",
      "  outpost_arns: [arn:aws:outposts:eu-west-1:1:outpost/op-1]",
      "",
    ]);
  });

  test("writes each section with the notes above what they are about", () => {
    const draft: ClusterDraft = {
      ...TOLD,
      migration: {
        stage: { value: "entries", notes: ["note of the stage"] },
        waves: [["live"], ["dev"]],
        wave: 1,
        expected: { value: [{ value: role("node"), notes: ["note of a node"] }], notes: ["note of expected"] },
        rolePaths: { value: [[role("dev"), role("team/dev")]], notes: ["note of paths"] },
      },
      entries: [
        { key: "live", value: { principalArn: role("live") }, notes: [], isLive: true },
        { key: "dev", value: { principalArn: role("team/dev") }, notes: ["note of an entry"], isLive: false },
      ],
      entryNotes: ["note of entries"],
      awsAuth: {
        notes: ["note of aws-auth"],
        roles: [{ value: { rolearn: role("dev") }, notes: ["note of a role"] }],
        users: [{ value: { userarn: user("ann") }, notes: ["note of a user"] }],
        accounts: [{ value: ACCOUNT, notes: ["note of an account"] }],
      },
      leavingNotes: ["who may leave"],
      acceptNotes: ["what may be accepted"],
    };
    expect(lines(draft).slice(3, -8)).toEqual([
      "",
      "migration:",
      "  # note of the stage",
      "  stage: entries",
      "  waves:",
      "    - [live]",
      "    - [dev]",
      "  wave: 1",
      "  # note of expected",
      "  expected:",
      "    # note of a node",
      `    - ${role("node")}`,
      "  # note of paths",
      "  role_paths:",
      `    ${role("dev")}: ${role("team/dev")}`,
      "",
      "# note of entries",
      "access_entries:",
      "  live:",
      `    principal_arn: ${role("live")}`,
      "  # note of an entry",
      "  dev:",
      `    principal_arn: ${role("team/dev")}`,
      "",
      "# The rows as they are live; they stay here up to stage `done`, for guards compare them with the ConfigMap.",
      "aws_auth:",
      "  # note of aws-auth",
      "  aws_auth_roles:",
      "    # note of a role",
      `    - rolearn: ${role("dev")}`,
      "  aws_auth_users:",
      "    # note of a user",
      `    - userarn: ${user("ann")}`,
      "  aws_auth_accounts:",
      "    # note of an account",
      `    - "${ACCOUNT}"`,
      "",
      "# leaving: who loses access on purpose",
      "# who may leave",
      "",
      "# accept:",
      "# what may be accepted",
      "",
      "# Live already: the first plan imports them and changes nothing; `eks-access advance` takes this out afterwards.",
      "adopt:",
      "  import: true",
      "  imported: [live]",
    ]);
  });

  test("lays an overlay over its root module: no backend, nothing imported, the creator where it has to be told", () => {
    const draft: ClusterDraft = {
      ...TOLD,
      entries: [{ key: "live", value: { principalArn: role("live") }, notes: [], isLive: true }],
      overlay: {
        root: "../infra",
        cluster: { value: ["module", "eks"], notes: ["note of the module"] },
        rows: { value: ["aws_auth_module", undefined], notes: [] },
        createsConfigMap: true,
        asksCreator: false,
        credentials: {
          value: { auth: "kubeconfig", configPath: "~/.kube/config", configContext: "demo" },
          notes: ["n"],
        },
      },
      awsAuth: { notes: [], roles: [], users: [], accounts: [] },
    };
    expect(lines(draft)).toEqual([
      "cluster_name: demo",
      "# Two files over the root module that has the cluster: `eks-access overlay` writes them, and no state moves.",
      "render: overlay",
      "overlay:",
      '  root: "../infra"',
      "  # note of the module",
      "  module: eks",
      "  aws_auth_module:",
      "",
      "migration:",
      "  stage: config-map",
      "",
      "access_entries:",
      "  live:",
      `    principal_arn: ${role("live")}`,
      "",
      "# The rows as they are live; they stay here up to stage `done`, for guards compare them with the ConfigMap.",
      "aws_auth:",
      "  create_aws_auth_configmap: true",
      "  aws_auth_roles: []",
      "  aws_auth_users: []",
      "  aws_auth_accounts: []",
      "",
      "terraform:",
      `  account_id: "${ACCOUNT}"`,
      "  region: eu-west-1",
      "  # n",
      "  kubernetes_auth: kubeconfig",
      '  config_path: "~/.kube/config"',
      "  config_context: demo",
      "",
    ]);
  });

  test("says who makes the ConfigMap of an overlay only where the sub-module does", () => {
    const overlay = {
      root: "..",
      cluster: { value: ["module", "eks"], notes: [] },
      rows: { value: ["aws_auth_module", "auth"], notes: [] },
      asksCreator: false,
    } as const;
    const awsAuth = { notes: [], roles: [], users: [], accounts: [] };
    const toggles = (createsConfigMap: boolean) =>
      lines({ ...TOLD, overlay: { ...overlay, createsConfigMap }, awsAuth }).filter((line) =>
        line.includes("configmap"),
      );
    expect([toggles(false), toggles(true)]).toEqual([[], ["  create_aws_auth_configmap: true"]]);
  });

  test("has all of an sso matcher, the partition too where the row has one", () => {
    const sso = { permissionSetName: "View", accountID: ACCOUNT };
    const roles = [sso, { ...sso, partition: "aws-cn" }].map((own) => ({ value: { sso: own }, notes: [] }));
    expect(lines({ ...TOLD, awsAuth: { notes: [], roles, users: [], accounts: [] } }).join("\n")).toContain(
      [
        "  aws_auth_roles:",
        "    - sso:",
        "        permissionSetName: View",
        `        accountID: "${ACCOUNT}"`,
        "    - sso:",
        "        permissionSetName: View",
        `        accountID: "${ACCOUNT}"`,
        "        partition: aws-cn",
        "  aws_auth_users: []",
      ].join("\n"),
    );
  });

  test.each([
    [true, false, ["enable_cluster_creator_admin_permissions: true"]],
    [true, true, ["enable_cluster_creator_admin_permissions: true"]],
    [false, true, ["enable_cluster_creator_admin_permissions: false"]],
    [false, false, []],
  ])("tells of the creator of an overlay: an admin %s, asked %s", (creatorAdmin, asksCreator, expected) => {
    const overlay = { root: "..", cluster: { value: ["module", "eks"], notes: [] }, createsConfigMap: false } as const;
    const told = lines({ ...TOLD, creatorAdmin, overlay: { ...overlay, asksCreator } });
    expect(told.filter((line) => line.includes("creator"))).toEqual(expected);
    expect(told).toContain("  # the state has no rows of aws-auth: somebody else writes them");
    expect(lines({ ...TOLD, creatorAdmin }).join()).not.toContain("enable_cluster_creator");
  });
});
