import { FAKE_CALLER, FakeAwsServer } from "../../support/eks/fake-aws";
import { cli, folderWith } from "../../support/cli/cli-run";

const ROLE = "arn:aws:iam::111122223333:role";
const FILE = `cluster_name: demo
render: access
terraform: { account_id: "111122223333", region: ap-northeast-2 }
migration: { stage: entries }
access_entries:
  ops:
    principal_arn: ${ROLE}/ops
    policy_associations:
      admin:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
        access_scope: { type: cluster }
aws_auth:
  aws_auth_roles:
    - { rolearn: ${ROLE}/ops, username: ops, groups: ["system:masters"] }
    - { rolearn: ${ROLE}/old, username: old, groups: [readers] }
    - { rolearn: ${ROLE}/gone, username: gone, groups: [readers] }
leaving: [${ROLE}/gone]
`;

function login(role: string, time: string): string {
  return `time="${time}" level=info msg="access granted" arn="${ROLE}/${role}" client="127.0.0.1:5" groups="[${role === "ops" ? "system:masters" : "readers"}]" uid="aws-iam-authenticator:111122223333:AROAONE" username=${role}\n`;
}

async function withUsage(): Promise<string> {
  const log =
    login("ops", "2026-11-18T10:00:00Z") + login("old", "2026-11-20T09:00:00Z") + login("ops", "2026-11-20T10:00:00Z");
  const cwd = folderWith({ "demo.yaml": FILE, "login.log": log });
  const { exitCode } = await cli(["usage", "demo.yaml", "--log", "login.log", "--output", "usage.json"], { cwd });
  expect(exitCode).toBe(0);
  return cwd;
}

describe("check --usage", () => {
  test("says of whoever loses access later, and was seen, at which stage and when; of nobody else", async () => {
    const cwd = await withUsage();
    const { stdout } = await cli(["check", "demo.yaml", "--usage", "usage.json", "--format", "json"], { cwd });
    const { findings }: { findings: { code: string; principal?: string; message: string }[] } = JSON.parse(stdout);
    expect(findings.filter(({ code }) => code === "usage-loser-seen")).toEqual([
      expect.objectContaining({
        code: "usage-loser-seen",
        severity: "warning",
        principal: `${ROLE}/old`,
        path: "migration.stage",
        message: expect.stringMatching(
          /^role old comes in by mapRoles\[1\] and loses access at stage retire, which empties the rows: it has no access entry; the log has it last at 2026-11-20 09:00 \(UTC\), on the last day of the log$/,
        ),
      }),
    ]);
    const without = await cli(["check", "demo.yaml", "--format", "json"], { cwd });
    expect(without.stdout).not.toContain("usage-loser-seen");
  });

  test("says what to do of whoever is to stay, and of whoever is leaving and was still used", async () => {
    const helpOf = async (file: string): Promise<unknown> => {
      const cwd = folderWith({ "demo.yaml": file, "login.log": login("old", "2026-11-20T09:00:00Z") });
      await cli(["usage", "demo.yaml", "--log", "login.log", "--output", "usage.json"], { cwd });
      const { stdout } = await cli(["check", "demo.yaml", "--usage", "usage.json", "--format", "json"], { cwd });
      const { findings }: { findings: { code: string; help?: string }[] } = JSON.parse(stdout);
      return findings.find(({ code }) => code === "usage-loser-seen")?.help;
    };
    expect(await helpOf(FILE)).toBe(
      `declare an access entry for \`${ROLE}/old\` that gives what it uses; \`leaving\` is for whoever is to lose access`,
    );
    expect(await helpOf(FILE.replace("leaving: [", `leaving: [${ROLE}/old, `))).toBe(
      "it is leaving and was still used: tell its owner before that stage",
    );
  });

  test("refuses what is no usage, and the usage of another cluster", async () => {
    const cwd = await withUsage();
    const other = folderWith({
      "other.yaml": FILE.replace("cluster_name: demo", "cluster_name: other"),
      "usage.json": "{}",
    });
    const none = await cli(["check", "other.yaml", "--usage", "usage.json"], { cwd: other });
    expect(none).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("usage.json: no output of eks-access usage --output"),
    });
    const stranger = await cli(["check", `${other}/other.yaml`, "--usage", "usage.json"], { cwd });
    expect(stranger).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("no cluster file for `demo`") });
  });
});

describe("explain --usage", () => {
  test("says in the cells when a row was used and a principal seen, in which time", async () => {
    const { stdout } = await cli(["explain", "demo.yaml", "--usage", "usage.json"], { cwd: await withUsage() });
    expect(stdout).toMatch(/^role ops +row mapRoles\[0\] +entry ops/m);
    expect(stdout).toContain("seen 2026-11-20 10:00");
    expect(stdout).toContain("used 2026-11-20 09:00");
    expect(stdout).toContain("not seen");
    expect(stdout).toContain("seen, used: in the log of 2026-11-18 to 2026-11-20\n");
  });

  test("as JSON, and without --usage nothing of it", async () => {
    const cwd = await withUsage();
    const { stdout } = await cli(["explain", "demo.yaml", "--usage", "usage.json", "--format", "json"], { cwd });
    expect(stdout).toContain('"last_seen": "2026-11-20T10:00:00.000Z"');
    const without = await cli(["explain", "demo.yaml"], { cwd });
    expect(without.stdout).not.toContain("seen");
  });
});

describe("usage --from-cloudwatch", () => {
  let fake: FakeAwsServer | undefined;
  const environment = { ...process.env };

  afterEach(async () => {
    await fake?.stop();
    process.env = { ...environment };
  });

  async function start(group = "/aws/eks/demo/cluster"): Promise<FakeAwsServer> {
    const now = Date.now();
    const streams = [
      { logStreamName: "authenticator-1", firstEventTimestamp: now - 1000, lastEventTimestamp: now },
      { logStreamName: "authenticator-0", firstEventTimestamp: 1, lastEventTimestamp: 2 },
    ];
    fake = await FakeAwsServer.start((call, _, body) => {
      if (call === "logs DescribeLogGroups")
        return { json: { logGroups: [{ logGroupName: group, storedBytes: 3 * 1024 ** 3, retentionInDays: 90 }] } };
      if (call === "logs DescribeLogStreams") return { json: { logStreams: streams } };
      if (call !== "logs FilterLogEvents") return undefined;
      const isSecond = body.includes('"nextToken"');
      const message = login(isSecond ? "ops" : "old", new Date(now).toISOString());
      return { json: { events: [{ timestamp: now, message }], ...(isSecond ? {} : { nextToken: "second" }) } };
    });
    Object.assign(process.env, fake.environment);
    return fake;
  }

  test("says first what it goes through, then reads all pages of the lines of logins", async () => {
    const { calls } = await start();
    const { exitCode, stdout, stderr } = await cli(["usage", "demo.yaml", "--from-cloudwatch", "30d"], {
      cwd: folderWith({ "demo.yaml": FILE }),
    });
    expect(exitCode).toBe(0);
    expect(stderr).toBe(
      "/aws/eks/demo/cluster: 3.00 GB stored, kept for 90 days; read are the lines of logins of the last 30 days in 1 stream of the authenticator\n",
    );
    expect(stdout).toMatch(/^role old /m);
    expect(stdout).toMatch(/^role ops /m);
    expect(stdout).toContain("expected 30: whoever came before is not in it");
    expect(calls).toEqual([
      "logs DescribeLogGroups",
      "logs DescribeLogStreams",
      "logs FilterLogEvents",
      "logs FilterLogEvents",
    ]);
  });

  test("says that there is no log, that it may not be read, and that nothing was named", async () => {
    await start("/aws/eks/another/cluster");
    const cwd = folderWith({ "demo.yaml": FILE });
    const none = await cli(["usage", "demo.yaml", "--from-cloudwatch", "30d"], { cwd });
    expect(none).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("there is no log group /aws/eks/demo/cluster"),
    });
    await fake?.stop();
    fake = await FakeAwsServer.start(() => undefined);
    Object.assign(process.env, fake.environment);
    const denied = await cli(["usage", "demo.yaml", "--from-cloudwatch", "30d"], { cwd });
    expect(denied.exitCode).toBe(1);
    expect(denied.stderr).toContain(`AccessDeniedException: User: ${FAKE_CALLER} is not authorized`);
    delete process.env.AWS_ACCESS_KEY_ID;
    const sso = await cli(["usage", "demo.yaml", "--from-cloudwatch", "30d", "--profile", "nosuch"], { cwd });
    expect(sso.exitCode).toBe(1);
    expect(sso.stderr).toMatch(
      /^error --from-cloudwatch: CredentialsProviderError: .*\n.*whether there is a profile `nosuch`/,
    );
    const nothing = await cli(["usage", "demo.yaml"], { cwd });
    expect(nothing).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("no log, expected --log or --from-cloudwatch"),
    });
  });

  test("says in the same words that the lines alone may not be read", async () => {
    await start();
    const groups = [{ logGroupName: "/aws/eks/demo/cluster", storedBytes: 1 }];
    await fake?.stop();
    fake = await FakeAwsServer.start((call) => {
      if (call === "logs DescribeLogGroups") return { json: { logGroups: groups } };
      return call === "logs DescribeLogStreams" ? { json: { logStreams: [] } } : undefined;
    });
    Object.assign(process.env, fake.environment);
    const cwd = folderWith({ "demo.yaml": FILE });
    const { exitCode, stdout, stderr } = await cli(["usage", "demo.yaml", "--from-cloudwatch", "30d"], { cwd });
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^error --from-cloudwatch: AccessDeniedException: .*\n {4}docs\/permissions\.md/m);
  });
});
