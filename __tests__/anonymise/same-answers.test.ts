import { recordOf } from "../../lib/plan/reading/plan-shape";
import { cli, folderWith } from "../support/cli/cli-run";

const ROLE = "arn:aws:iam::123412341234:role";
const FILE = `cluster_name: payments
render: access
terraform: { account_id: "123412341234", region: eu-west-1 }
migration: { stage: entries }
access_entries:
  falcon: { principal_arn: ${ROLE}/falcon }
aws_auth:
  aws_auth_roles:
    - { rolearn: ${ROLE}/kraken, username: "kraken:{{SessionName}}", groups: [tigers] }
    - { rolearn: ${ROLE}/herd, username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] }
`;

interface Caller {
  readonly role: string;
  readonly session: string;
  readonly username: string;
  readonly groups: readonly string[];
}

function event({ role, session, username, groups }: Caller, objectRef: object): string {
  return JSON.stringify({
    kind: "Event",
    auditID: session,
    stage: "ResponseComplete",
    verb: "get",
    user: { username, groups, extra: { canonicalArn: [`${ROLE}/${role}`], sessionName: [session] } },
    objectRef,
    responseStatus: { code: 200 },
    stageTimestamp: "2026-11-20T10:00:00Z",
    annotations: { "authorization.k8s.io/decision": "allow", "authorization.k8s.io/reason": "" },
  });
}

const LOG = [
  event(
    {
      role: "kraken",
      session: "ann.smith@example.com",
      username: "kraken:ann.smith-example.com",
      groups: ["tigers"],
    },
    { resource: "gizmos", namespace: "vault", apiGroup: "widgets.example.com" },
  ),
  event(
    {
      role: "herd",
      session: "i-0123456789abcdef0",
      username: "system:node:ip-10-1-2-3.eu-west-1.compute.internal",
      groups: ["system:bootstrappers", "system:nodes"],
    },
    { resource: "nodes" },
  ),
].join("\n");
const SECRET = ["ann.smith", "example.com", "gizmos", "vault", "i-0123", "ip-10-1", "herd", "1234"];

/** What a list of an output says of each element, without names. */
function fieldsOf(text: string, [list = "", ...fields]: readonly string[]): string[] {
  const all: unknown = recordOf(JSON.parse(text))[list];
  return (Array.isArray(all) ? all : []).map((one) => JSON.stringify(fields.map((key) => recordOf(one)[key]))).sort();
}

describe("--anonymise", () => {
  test.each([
    [["usage"], ["principals", "through", "by_row"]],
    [["usage"], ["rows", "place", "last"]],
    [
      ["replay", "--stage", "entries"],
      ["requests", "verdict", "node"],
    ],
    [
      ["replay", "--stage", "api"],
      ["requests", "verdict", "node"],
    ],
  ])("%j says of sessions with addresses and of nodes what it says of the real ones", async (command, fields) => {
    const cwd = folderWith({ "payments.yaml": FILE, "audit.log": LOG });
    const args = [...command, "payments.yaml", "--log", "audit.log", "--format", "json"];
    const [real, made] = [await cli(args, { cwd }), await cli([...args, "--anonymise"], { cwd })];
    for (const secret of SECRET) expect(made.stdout).not.toContain(secret);
    expect([made.exitCode, fieldsOf(made.stdout, fields)]).toEqual([real.exitCode, fieldsOf(real.stdout, fields)]);
    expect(fieldsOf(real.stdout, fields)).toHaveLength(2);
  });

  test.each([
    ["a role made anew has another suffix", "fedcba9876543210", "lost"],
    ["the role of the row", "0123456789abcdef", "not-known"],
  ])("a request by a role of IAM Identity Center gets the same verdict: %s", async (_which, suffix, verdict) => {
    const sso = "AWSReservedSSO_Dev";
    const row = `    - { rolearn: ${ROLE}/${sso}_0123456789abcdef, username: dev, groups: ["system:masters"] }\n`;
    const entry = `  dev: { principal_arn: ${ROLE}/aws-reserved/sso.amazonaws.com/${sso}_0123456789abcdef, kubernetes_groups: [tigers] }\n`;
    const caller = { role: `${sso}_${suffix}`, session: "ann", username: "dev", groups: ["system:masters"] };
    const cwd = folderWith({
      "payments.yaml": FILE.replace("aws_auth:\n", `${entry}aws_auth:\n`) + row,
      "audit.log": event(caller, { resource: "nodes" }),
    });
    const args = ["replay", "payments.yaml", "--log", "audit.log", "--stage", "entries", "--format", "json"];
    const [real, made] = [await cli(args, { cwd }), await cli([...args, "--anonymise"], { cwd })];
    expect(made.stdout).not.toContain(suffix);
    expect([made.exitCode, fieldsOf(made.stdout, ["requests", "verdict"])]).toEqual([
      real.exitCode,
      fieldsOf(real.stdout, ["requests", "verdict"]),
    ]);
    expect(fieldsOf(real.stdout, ["requests", "verdict"])).toEqual([JSON.stringify([verdict])]);
  });

  test.each(["tigers", "others"])("a request that RBAC gives to group %s gets the same verdict", async (group) => {
    const rbac = { apiVersion: "rbac.authorization.k8s.io/v1" };
    const items = [
      {
        ...{ ...rbac, kind: "ClusterRole", metadata: { name: "gizmo-readers" } },
        rules: [
          { apiGroups: ["widgets.example.com"], resources: ["gizmos"], resourceNames: ["jewel"], verbs: ["get"] },
        ],
      },
      {
        ...{ ...rbac, kind: "ClusterRoleBinding", metadata: { name: "gizmo-readers" } },
        roleRef: { kind: "ClusterRole", name: "gizmo-readers" },
        subjects: [{ kind: "Group", name: group }],
      },
      { ...rbac, kind: "Role", metadata: { name: "none", namespace: "vault" }, rules: [] },
      {
        ...{ ...rbac, kind: "RoleBinding", metadata: { name: "none", namespace: "vault" } },
        ...{ roleRef: { kind: "Role", name: "none" }, subjects: [] },
      },
    ];
    const ann = { role: "kraken", session: "ann", username: "kraken:ann", groups: ["tigers"] };
    const asked = { resource: "gizmos", namespace: "vault", name: "jewel", apiGroup: "widgets.example.com" };
    const cwd = folderWith({
      "payments.yaml": FILE,
      "rbac.json": JSON.stringify({ apiVersion: "v1", kind: "List", items }),
      "audit.log": [event(ann, asked), event({ ...ann, session: "bob" }, { ...asked, name: "tiara" })].join("\n"),
    });
    const args = ["replay", "payments.yaml", "--log", "audit.log", "--stage", "entries", "--rbac", "rbac.json"];
    const [real, made] = [
      await cli([...args, "--format", "json"], { cwd }),
      await cli([...args, "--format", "json", "--anonymise"], { cwd }),
    ];
    const said = ["requests", "verdict"];
    expect([made.exitCode, fieldsOf(made.stdout, said)]).toEqual([real.exitCode, fieldsOf(real.stdout, said)]);
    expect(fieldsOf(real.stdout, said)).toEqual(
      [group === "tigers" ? "still-allowed" : "lost", "lost"].map((verdict) => JSON.stringify([verdict])).sort(),
    );
    for (const secret of [...SECRET, "gizmo", "jewel", "tiara", "tigers"])
      expect(made.stdout + made.stderr).not.toContain(secret);
  });
});
