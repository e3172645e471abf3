import { role, user } from "../../support/definitions/arns";
import { cli, folderWith } from "../../support/cli/cli-run";
import { schemaErrors } from "../../support/cli/output-schema";
import { FAKE_CALLER, FakeAwsServer } from "../../support/eks/fake-aws";
import { textOf } from "../../support/eks/eks-request";
import { fakeEks, type FakeCluster } from "../../support/eks/fake-eks";
import { toldData } from "../../../lib/sources/kubernetes/config-map-data";
import { readSources } from "../../../lib/sources/read-sources";
import { recordOf } from "../../../lib/plan/reading/plan-shape";

let fake: FakeAwsServer | undefined;
const environment = { ...process.env };

async function start(cluster: FakeCluster = {}): Promise<FakeAwsServer> {
  fake = await FakeAwsServer.start(fakeEks(cluster));
  Object.assign(process.env, fake.environment);
  return fake;
}

afterEach(async () => {
  await fake?.stop();
  process.env = { ...environment };
});

const NOBODY_READS_KUBERNETES = [
  "get configmaps/aws-auth",
  "get configmaps/kube-root-ca.crt",
  "list clusterroles",
  "list clusterrolebindings",
  "list roles",
  "list rolebindings",
];

async function collected(): Promise<{ readonly text: string; readonly unread: readonly string[] }> {
  const { exitCode, stdout } = await cli(["collect", "--cluster", "demo"]);
  expect([exitCode, schemaErrors("collect", stdout)]).toEqual([0, []]);
  const calls: unknown = recordOf(JSON.parse(stdout)).unread;
  const unread = Array.isArray(calls) ? calls.map(recordOf) : [];
  return {
    text: stdout,
    unread: unread.map(({ action, of }) => `${textOf(action)} ${textOf(of)}`.trim()),
  };
}

describe("collect", () => {
  test("reads every page of every list and describes each, with the caller, and makes no call that changes something", async () => {
    const { calls } = await start();
    const { text, unread } = await collected();
    expect(unread).toEqual(expect.arrayContaining(NOBODY_READS_KUBERNETES));
    expect(unread).toHaveLength(NOBODY_READS_KUBERNETES.length);
    const { live } = readSources([{ name: "live.json", text }]);
    expect(live).toMatchObject({
      cluster: { name: "demo", mode: "API_AND_CONFIG_MAP" },
      collected: { caller: FAKE_CALLER },
      entryPrincipals: [role("admin"), role("dev"), role("node")],
      nodeGroups: [{ name: "blue", roleArn: role("node"), amiType: "AL2023_x86_64_STANDARD" }],
      fargateProfileNames: [],
      roleArns: [role("admin"), role("dev"), role("node")],
    });
    expect(
      live.entries.map(({ principalArn, policies, isOlderThanRole }) => [
        principalArn,
        policies?.length,
        isOlderThanRole,
      ]),
    ).toEqual([
      [role("admin"), 1, false],
      [role("dev"), 1, false],
      [role("node"), 0, false],
    ]);
    expect(live.awsAuth).toBeUndefined();
    expect(calls.filter((call) => !/^(GET|iam (List|Get)|sts Get)/.test(call))).toEqual([]);
  });

  test("makes eight calls at once, however many entries and node groups there are", async () => {
    const names = (of: string, count: number) => Array.from({ length: count }, (_, i) => `${of}-${i}`);
    const many = { entries: names("team", 60), nodeGroups: names("group", 40), page: 100, denied: ["iam ListRoles"] };
    fake = await FakeAwsServer.start(fakeEks(many), 20);
    Object.assign(process.env, fake.environment);
    await collected();
    expect(fake.calls.length).toBeGreaterThan(60 * 3 + 40);
    expect(fake.mostAtOnce).toBe(8);
  });

  test("of an entry keeps what import reads, its tags too, and nothing else", async () => {
    await start();
    const { text } = await collected();
    expect(text.match(/"owner": "a-tag-of-an-entry"/g)).toHaveLength(3);
    expect(text).not.toContain("modifiedAt");
  });

  test("of a ConfigMap keeps the texts that something reads, and of other keys the name alone", () => {
    expect(toldData({ mapRoles: "[]", maproles: "a-text", notes: "a-secret", "ca.crt": "PEM" })).toEqual({
      ...{ mapRoles: "[]", maproles: "", notes: "", "ca.crt": "PEM" },
    });
    expect(toldData(undefined)).toBeUndefined();
  });

  test("keeps no secret, no tag of the cluster and no trust policy", async () => {
    await start();
    const { text } = await collected();
    for (const word of ["a-secret-of-nobody", "a-tag-of-somebody", "a-trust-policy", "k8s-aws-v1", "AKIAEXAMPLE"])
      expect(text).not.toContain(word);
  });

  test.each([
    ["GET /clusters/demo/access-entries", "eks:ListAccessEntries"],
    [`GET /clusters/demo/access-entries/${role("dev")}`, `eks:DescribeAccessEntry ${role("dev")}`],
    [
      `GET /clusters/demo/access-entries/${role("dev")}/access-policies`,
      `eks:ListAssociatedAccessPolicies ${role("dev")}`,
    ],
    ["GET /clusters/demo/node-groups", "eks:ListNodegroups"],
    ["GET /clusters/demo/node-groups/blue", "eks:DescribeNodegroup blue"],
    ["GET /clusters/demo/fargate-profiles", "eks:ListFargateProfiles"],
    ["GET /clusters/demo/capabilities", "eks:ListCapabilities"],
    ["iam ListRoles", "iam:ListRoles"],
  ])("names a call that is denied by its action: %s", async (denied, action) => {
    await start({ denied: [denied] });
    const { text, unread } = await collected();
    expect(unread.filter((call) => !NOBODY_READS_KUBERNETES.includes(call))).toEqual([action]);
    expect(text).toContain("AccessDenied");
  });

  test("what may not be read is not known, and never none", async () => {
    await start({ denied: ["GET /clusters/demo/access-entries", "GET /clusters/demo/node-groups"] });
    const { live, findings } = readSources([{ name: "live.json", text: (await collected()).text }]);
    expect([live.entryPrincipals, live.nodeGroupNames]).toEqual([undefined, undefined]);
    const said = findings.map(({ code, message }) => [code, message.split(":").slice(0, 2).join(":")]);
    expect(said).toContainEqual([
      "import-call-unanswered",
      "eks:ListAccessEntries was not answered, so what it tells is not known",
    ]);
  });

  test("asks for the roles that the cluster names where nobody may list roles", async () => {
    const { calls } = await start({ denied: ["iam ListRoles"] });
    const { live } = readSources([{ name: "live.json", text: (await collected()).text }]);
    expect(calls.filter((call) => call === "iam GetRole")).toHaveLength(3);
    expect(live.roleArns).toBeUndefined();
    expect(live.entries.map(({ isOlderThanRole }) => isOlderThanRole)).toEqual([false, false, false]);
  });

  test("asks for users where the cluster names one, and knows one that was made after its entry", async () => {
    const { calls } = await start({ users: ["ann"] });
    const { live } = readSources([{ name: "live.json", text: (await collected()).text }]);
    expect(calls.filter((call) => call.includes("User"))).toEqual(["iam ListUsers"]);
    expect(live.userArns).toEqual([user("ann")]);
    expect(live.entries.find(({ principalArn }) => principalArn === user("ann"))?.isOlderThanRole).toBe(true);
    expect(live.roleArns).toEqual([role("admin"), role("dev"), role("node")]);
  });

  test("asks for the users that the cluster names one by one where nobody may list users", async () => {
    const { calls } = await start({ users: ["ann"], denied: ["iam ListUsers"] });
    const { text, unread } = await collected();
    const { live } = readSources([{ name: "live.json", text }]);
    expect(calls.filter((call) => call.includes("User"))).toEqual(["iam ListUsers", "iam GetUser"]);
    expect(unread).toContain("iam:ListUsers");
    expect([
      live.userArns,
      live.entries.find(({ principalArn }) => principalArn === user("ann"))?.isOlderThanRole,
    ]).toEqual([undefined, true]);
  });

  test("asks no entries of a cluster in mode CONFIG_MAP, which answers with an error", async () => {
    const { calls } = await start({ mode: "CONFIG_MAP" });
    await collected();
    expect(calls.filter((call) => call.includes("access-entries"))).toEqual([]);
  });

  test("says in one sentence that there is no such cluster, or that it may not be read", async () => {
    await start({ denied: ["GET /clusters/demo"] });
    const { exitCode, stdout, stderr } = await cli(["collect", "--cluster", "demo"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(
      /^error cluster demo: nothing was read: AccessDeniedException: User: .*\n {4}docs\/permissions\.md/,
    );
  });
});

describe("collect --anonymise", () => {
  test("says with made-up names why nothing was read", async () => {
    await start({ denied: ["GET /clusters/demo"] });
    const { stderr } = await cli(["collect", "--cluster", "demo", "--anonymise"]);
    expect(stderr).toContain("AccessDeniedException");
    expect(stderr).not.toContain("111122223333");
    expect(stderr).not.toContain("auditor");
  });
});

describe("import --cluster", () => {
  test("makes the file that the dump makes", async () => {
    await start({ mode: "API", nodeGroups: [] });
    const live = await cli(["import", "--cluster", "demo"]);
    const { text } = await collected();
    const dumped = await cli(["import", "live.json"], { cwd: folderWith({ "live.json": text }) });
    expect(live.stdout).toContain("cluster_name: demo");
    expect(live.stdout).toBe(dumped.stdout);
    expect(live.exitCode).toBe(dumped.exitCode);
  });

  test("--all-clusters writes a file a cluster, and no other file", async () => {
    await start({ mode: "API", nodeGroups: [] });
    const cwd = folderWith({});
    const { stdout } = await cli(["import", "--all-clusters", "--regions", "ap-northeast-2", "--output", "clusters"], {
      cwd,
    });
    expect(stdout).toMatch(/^clusters\/demo\.yaml: 0 rows and \d entries, stage none; findings: /);
    const again = await cli(["import", "--all-clusters", "--output", "clusters"], { cwd });
    expect(again.stdout).toMatch(/^clusters\/demo\.yaml: unchanged/);
  });

  test("--all-clusters imports the others where one cluster, or one region, cannot be read, and ends with 1", async () => {
    const demo = fakeEks({ mode: "API", nodeGroups: [] });
    fake = await FakeAwsServer.start((call, asked, body) =>
      call === "GET /clusters" ? { json: { clusters: ["broken", "demo"] } } : demo(call, asked, body),
    );
    Object.assign(process.env, fake.environment);
    const cwd = folderWith({});
    const args = ["import", "--all-clusters", "--output", "clusters"];
    const { exitCode, stdout, stderr } = await cli(args, { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error clusters\/broken\.yaml: cluster broken: nothing was read: AccessDenied/m);
    expect(stdout).toMatch(/^clusters\/demo\.yaml: 0 rows/m);

    await fake.stop();
    await start({ denied: ["GET /clusters"] });
    const denied = await cli([...args, "--regions", "eu-west-1", "eu-west-2"], { cwd });
    expect(denied.exitCode).toBe(1);
    expect(denied.stderr).toMatch(/^error region eu-west-1: .*\n(?: .*\n)*error region eu-west-2: /m);
  });

  test.each([
    [["import"], "nothing to import, expected sources, --cluster or --all-clusters"],
    [
      ["import", "--all-clusters"],
      "--all-clusters: expected --output with a folder, and neither sources nor --cluster",
    ],
    [["import", "--cluster", "demo", "--regions", "eu-west-1"], "--regions: expected --all-clusters beside it"],
  ])("refuses %j", async (args, sentence) => {
    const { exitCode, stderr } = await cli(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
