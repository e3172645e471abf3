import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Anonymiser } from "../../lib/anonymise/anonymiser";
import { recordOf } from "../../lib/plan/reading/plan-shape";
import { cli, folderWith } from "../support/cli/cli-run";

const ACCOUNT = "123412341234";
const ROLE = `arn:aws:iam::${ACCOUNT}:role`;
/** Names that nobody else may read. */
const SECRET = [ACCOUNT, "payments", "falcon", "ann.smith", "tigers", "kraken", "AROAKRAKEN0001"];

const FILE = `cluster_name: payments
render: access
terraform: { account_id: "${ACCOUNT}", region: eu-west-1 }
migration: { stage: entries }
access_entries:
  falcon:
    principal_arn: ${ROLE}/teams/falcon
    kubernetes_groups: [tigers]
    policy_associations:
      admin:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
        access_scope: { type: cluster }
aws_auth:
  aws_auth_roles:
    - { rolearn: ${ROLE}/falcon, username: falcon, groups: ["system:masters"] }
    - { rolearn: ${ROLE}/kraken, username: "kraken:{{SessionName}}", groups: [tigers] }
`;

const DUMP = JSON.stringify({
  eks_access_dump: "1.0",
  cluster_name: "payments",
  region: "eu-west-1",
  collected_at: "2026-11-27T10:00:00Z",
  caller: `arn:aws:sts::${ACCOUNT}:assumed-role/falcon/ann.smith`,
  unread: [
    {
      action: "iam:ListRoles",
      reason: `AccessDenied: User: arn:aws:sts::${ACCOUNT}:assumed-role/falcon/ann.smith is not authorized`,
    },
  ],
  absent: [],
  read: [
    {
      cluster: {
        name: "payments",
        arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/payments`,
        accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" },
      },
    },
    { accessEntries: [`${ROLE}/teams/falcon`, `${ROLE}/kraken`] },
    { nodegroups: [] },
    {
      accessEntry: {
        clusterName: "payments",
        principalArn: `${ROLE}/teams/falcon`,
        type: "STANDARD",
        kubernetesGroups: ["tigers"],
        username: `arn:aws:sts::${ACCOUNT}:assumed-role/falcon/{{SessionName}}`,
      },
    },
    { principalArn: `${ROLE}/teams/falcon`, associatedAccessPolicies: [] },
    {
      kind: "ConfigMap",
      metadata: { name: "aws-auth", namespace: "kube-system" },
      data: {
        mapRoles: `- rolearn: ${ROLE}/falcon\n  username: falcon\n  groups: [system:masters]\n- rolearn: ${ROLE}/kraken\n  username: kraken:{{SessionName}}\n  groups: [other]\n`,
      },
    },
  ],
});

const LOG = `time="2026-11-20T10:00:00Z" level=info msg="STS response" accountid=${ACCOUNT} arn="arn:aws:sts::${ACCOUNT}:assumed-role/kraken/ann.smith" client="127.0.0.1:5" session=ann.smith userid=AROAKRAKEN0001
time="2026-11-20T10:00:00Z" level=info msg="access granted" arn="${ROLE}/kraken" client="127.0.0.1:5" groups="[tigers]" uid="aws-iam-authenticator:${ACCOUNT}:AROAKRAKEN0001" username="kraken:ann.smith"
`;
const AUDIT = `${JSON.stringify({
  auditID: "1",
  stage: "ResponseComplete",
  verb: "get",
  user: {
    username: "kraken:ann.smith",
    groups: ["tigers"],
    extra: { canonicalArn: [`${ROLE}/kraken`], sessionName: ["ann.smith"] },
  },
  objectRef: { resource: "pods", namespace: "default" },
  responseStatus: { code: 200 },
  stageTimestamp: "2026-11-20T10:00:00Z",
  annotations: { "authorization.k8s.io/decision": "allow", "authorization.k8s.io/reason": "RBAC: allowed" },
})}\n`;

function folder(): string {
  return folderWith({ "payments.yaml": FILE, "live.json": DUMP, "login.log": LOG, "audit.log": AUDIT });
}

function codesOf(json: string): unknown[] {
  const [one] = [recordOf(JSON.parse(json)).clusters].flat().map(recordOf);
  return [one?.findings].flat().map((found) => recordOf(found).code);
}

describe("--anonymise", () => {
  test.each<[string, readonly string[]]>([
    ["import", ["import", "live.json"]],
    ["import --format json", ["import", "live.json", "--format", "json"]],
    ["verify", ["verify", "payments.yaml", "--live", "live.json"]],
    ["verify --format json", ["verify", "payments.yaml", "--live", "live.json", "--format", "json"]],
    ["verify --format github", ["verify", "payments.yaml", "--live", "live.json", "--format", "github"]],
    ["verify --format markdown", ["verify", "payments.yaml", "--live", "live.json", "--format", "markdown"]],
    ["verify --format junit", ["verify", "payments.yaml", "--live", "live.json", "--format", "junit"]],
    ["verify --format sarif", ["verify", "payments.yaml", "--live", "live.json", "--format", "sarif"]],
    ["usage", ["usage", "payments.yaml", "--log", "login.log", "audit.log"]],
    ["usage --format json", ["usage", "payments.yaml", "--log", "login.log", "--format", "json"]],
    ["replay", ["replay", "payments.yaml", "--log", "audit.log", "--stage", "api"]],
    ["replay --format json", ["replay", "payments.yaml", "--log", "audit.log", "--stage", "api", "--format", "json"]],
  ])("no account and no name is in what %s prints, and the answer is the same", async (_, args) => {
    const cwd = folder();
    const open = await cli(args, { cwd });
    const { exitCode, stdout, stderr } = await cli([...args, "--anonymise"], { cwd });
    const told = SECRET.filter((word) => open.stdout.includes(word) || open.stderr.includes(word));
    expect(told).toContain("kraken");
    expect(SECRET.filter((word) => stdout.includes(word) || stderr.includes(word))).toEqual([]);
    expect(exitCode).toBe(open.exitCode);
    expect(stdout.split("\n")).toHaveLength(open.stdout.split("\n").length);
  });

  test.each<[string, string]>([
    [
      "namespaces and API groups of requests",
      '"objectRef":{"resource":"tills","apiGroup":"shop.narwhal.example","namespace":"narwhal"}',
    ],
    [
      "names of the authorizer's sentence",
      String.raw`"annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":"RBAC: allowed by RoleBinding \"narwhal/narwhal-ns\" of Role \"narwhals\" to Group \"tigers\""}`,
    ],
    [
      "service accounts in whose name somebody asks",
      '"impersonatedUser":{"username":"system:serviceaccount:narwhal-ns:narwhal","groups":["system:serviceaccounts:narwhal-ns"]}',
    ],
    [
      "names that were refused",
      String.raw`"annotations":{},"responseStatus":{"code":403,"message":"users \"narwhal\" is forbidden: User \"kraken:ann.smith\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope"}`,
    ],
    ["names in other letters", '"impersonatedUser":{"username":"Närwhal-narwhal","groups":[]}'],
  ])("replay: %s are made up too", async (_, part) => {
    const cwd = folder();
    const plain = AUDIT.trimEnd();
    const key = /^"(\w+)"/.exec(part)?.[1] ?? "";
    const own = { ...recordOf(JSON.parse(plain)), ...recordOf(JSON.parse(`{${part}}`)) };
    expect(Object.keys(own)).toContain(key);
    writeFileSync(join(cwd, "audit.log"), `${JSON.stringify(own)}\n`);
    const args = ["replay", "payments.yaml", "--log", "audit.log", "--stage", "api", "--format", "json"];
    const open = await cli(args, { cwd });
    expect(open.stdout).toMatch(/n[aä]rwhal/i);
    const { exitCode, stdout, stderr } = await cli([...args, "--anonymise"], { cwd });
    expect(`${stdout}${stderr}`).not.toMatch(/n[aä]rwhal|kraken|tigers|rwhal/i);
    expect(exitCode).toBe(open.exitCode);
  });

  test.each<[string, readonly string[]]>([
    ["a log that is not there", ["usage", "payments.yaml", "--log", "kraken.log"]],
    ["a cluster file that is not there", ["usage", "kraken.yaml", "--log", "login.log"]],
    ["a cluster file with errors", ["usage", "tigers.yaml", "--log", "login.log"]],
    ["the same of verify", ["verify", "tigers.yaml", "--live", "live.json"]],
    ["a stage that is none", ["replay", "payments.yaml", "--log", "audit.log", "--stage", "falcon"]],
    ["a log that is cut off", ["usage", "payments.yaml", "--log", "kraken.json"]],
    ["a dump that is not there", ["import", "kraken.json.gz"]],
  ])("what is said of %s has made-up names", async (_, args) => {
    const cwd = folder();
    writeFileSync(join(cwd, "tigers.yaml"), FILE.replace("aws_auth:", "aws_auht:"));
    writeFileSync(join(cwd, "kraken.json"), '{"events": [{"message": "none"}, {"mess');
    const open = await cli(args, { cwd });
    expect(SECRET.filter((word) => open.stderr.includes(word))).not.toEqual([]);
    const { exitCode, stdout, stderr } = await cli([...args, "--anonymise"], { cwd });
    expect(SECRET.filter((word) => stdout.includes(word) || stderr.includes(word))).toEqual([]);
    expect([exitCode, stderr.split("\n").length]).toEqual([open.exitCode, open.stderr.split("\n").length]);
  });

  test.each([
    "terraform",
    "stage",
    "account_id",
    "region",
    "principal_arn",
    "render",
    "verb",
    "namespace",
    "batch",
    "batches",
  ])("a role %s does not break the file or the log that has the word as a key", async (name) => {
    const cwd = folder();
    writeFileSync(join(cwd, "payments.yaml"), FILE.replaceAll("falcon", name));
    writeFileSync(join(cwd, "audit.log"), AUDIT.replaceAll("kraken", name));
    const args = ["replay", "payments.yaml", "--log", "audit.log", "--stage", "api", "--format", "json"];
    const [open, made] = [await cli(args, { cwd }), await cli([...args, "--anonymise"], { cwd })];
    const verdicts = (json: string) => [recordOf(JSON.parse(json)).requests].flat().map((one) => recordOf(one).verdict);
    expect(verdicts(made.stdout)).toEqual(verdicts(open.stdout));
    expect(made.exitCode).toBe(open.exitCode);
  });

  test("the same for the same: verify finds what it finds, by the digest of the file itself", async () => {
    const cwd = folder();
    const args = ["verify", "payments.yaml", "--live", "live.json", "--format", "json"];
    const open = await cli(args, { cwd });
    const made = await cli([...args, "--anonymise"], { cwd });
    expect(codesOf(made.stdout)).toEqual(codesOf(open.stdout));
    expect(codesOf(open.stdout)).toEqual(
      expect.arrayContaining(["verify-policy-missing", "verify-entry-unnamed", "verify-row-differs"]),
    );
    const digest = /"digest": "(sha256:\w+)"/;
    expect(digest.exec(made.stdout)?.[1]).toBe(digest.exec(open.stdout)?.[1]);
  });

  test("the folders of a file's path are names too, whatever is read; its extension stays", () => {
    const anonymiser = new Anonymiser();
    expect(anonymiser.path("clusters/quokka prod/till.blue.yaml")).toBe("clusters/name-1 name-2/name-3.name-4.yaml");
    expect(anonymiser.path("../quokka/demo.yml")).toBe("../name-1/demo.yml");
    expect(anonymiser.path("/quokka/till")).toBe("/name-1/name-3");
  });

  test("a dump with made-up names is read as the dump itself", async () => {
    const anonymiser = new Anonymiser();
    anonymiser.learn(DUMP);
    anonymiser.learn(FILE);
    const cwd = folder();
    const file = anonymiser.path("payments.yaml");
    writeFileSync(join(cwd, file), anonymiser.text(FILE));
    writeFileSync(join(cwd, "made.json"), anonymiser.text(DUMP));
    const made = await cli(["verify", file, "--live", "made.json", "--format", "json"], { cwd });
    const open = await cli(["verify", "payments.yaml", "--live", "live.json", "--format", "json"], { cwd });
    expect(codesOf(made.stdout)).toEqual(codesOf(open.stdout));
  });

  test("what AWS and Kubernetes define stays: policies, groups of system, types, regions, roles of Identity Center", () => {
    const anonymiser = new Anonymiser();
    const text = `${ROLE}/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_falcon_0123456789abcdef AmazonEKSViewPolicy system:masters EC2_LINUX`;
    anonymiser.learnLine(text);
    expect(anonymiser.text(text)).toBe(
      "arn:aws:iam::900000000001:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_name-1_9000000000000001 AmazonEKSViewPolicy system:masters EC2_LINUX",
    );
  });
});
