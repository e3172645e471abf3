import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";
import { ACCOUNT } from "../../support/definitions/arns";
import { FakeAwsServer } from "../../support/eks/fake-aws";
import { fakeEks } from "../../support/eks/fake-eks";

const FILE = (account: string, more = "", name = "demo") => `cluster_name: ${name}
render: access
terraform:
  account_id: "${account}"
  region: ap-northeast-2
${more}migration: { stage: config-map }
`;
const ROLE = `  assume_role: { role_arn: arn:aws:iam::${ACCOUNT}:role/reader, session_name: verify, external_id: x-1 }\n`;
const OTHER = "444455556666";

describe("verify, with the credentials of each cluster", () => {
  let fake: FakeAwsServer;
  let bodies: string[];
  const environment = { ...process.env };

  beforeEach(async () => {
    bodies = [];
    const aws = fakeEks({ mode: "CONFIG_MAP" });
    fake = await FakeAwsServer.start((call, asked, body) => {
      if (call === "sts AssumeRole") bodies.push(asked.toString());
      return aws(call, asked, body);
    });
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, ...rest } = fake.environment;
    const keys = (name: string, key: string) => `[${name}]\naws_access_key_id = ${key}\naws_secret_access_key = s\n`;
    const folder = folderWith({
      credentials: `${keys("default", id ?? "")}${keys("prod", "AKIAPROD")}${keys("dev", "AKIADEV")}`,
    });
    process.env = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("AWS_")));
    const files = { AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"), AWS_CONFIG_FILE: join(folder, "config") };
    writeFileSync(files.AWS_CONFIG_FILE, "");
    Object.assign(process.env, rest, files);
    expect(secret).toBeDefined();
  });

  afterEach(async () => {
    process.env = { ...environment };
    await fake.stop();
  });

  async function keysOf(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const { stdout, stderr } = await cli(["verify", ...Object.keys(files), ...args], { cwd: folderWith(files) });
    expect(stdout + stderr).toContain("demo");
    return [...fake.keys].sort();
  }

  test("takes the role of the file's terraform.assume_role first, with its session and external ID", async () => {
    expect(await keysOf({ "demo.yaml": FILE(ACCOUNT, ROLE) })).toEqual(["AKIAEXAMPLE", "ASIATAKEN"]);
    expect(bodies).toHaveLength(1);
    const asked = new URLSearchParams(bodies[0]);
    expect([asked.get("RoleArn"), asked.get("RoleSessionName"), asked.get("ExternalId")]).toEqual([
      `arn:aws:iam::${ACCOUNT}:role/reader`,
      "verify",
      "x-1",
    ]);
  });

  test("takes it with the profile for all, and not with that of the account", async () => {
    expect(await keysOf({ "demo.yaml": FILE(ACCOUNT, ROLE) }, "--profile", "prod")).toEqual(["AKIAPROD", "ASIATAKEN"]);
    fake.keys.clear();
    expect(await keysOf({ "demo.yaml": FILE(ACCOUNT, ROLE) }, "--profile", `${ACCOUNT}=dev`)).toEqual(["AKIADEV"]);
  });

  test("takes the profile of each account, and the environment's credentials for the others", async () => {
    const files = {
      "demo.yaml": FILE(ACCOUNT),
      "two.yaml": FILE(OTHER, "", "two"),
      "three.yaml": FILE("777788889999", "", "three"),
    };
    const profiles = ["--profile", `${ACCOUNT}=prod`, `${OTHER}=dev`];
    expect(await keysOf(files, ...profiles)).toEqual(["AKIADEV", "AKIAEXAMPLE", "AKIAPROD"]);
  });

  test("of many clusters asks the others where one cannot be read, which is not complete", async () => {
    const files = { "demo.yaml": FILE(ACCOUNT), "two.yaml": FILE(OTHER, "", "two") };
    const { exitCode, stdout, stderr } = await cli(["verify", "demo.yaml", "two.yaml", "--format", "json"], {
      cwd: folderWith(files),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error two\.yaml: cluster two: nothing was read: AccessDeniedException: .*\n {4}docs\//);
    const { clusters }: { clusters: { file: string; complete: boolean; findings: { code: string }[] }[] } =
      JSON.parse(stdout);
    expect(clusters.map(({ file, complete }) => [file, complete])).toEqual([
      ["demo.yaml", false],
      ["two.yaml", false],
    ]);
    expect(clusters[1]?.findings.map(({ code }) => code)).toEqual(["verify-unknown"]);
  });

  test("says in one sentence which role may not be taken", async () => {
    await fake.stop();
    fake = await FakeAwsServer.start(fakeEks({ denied: ["sts AssumeRole"] }));
    process.env.AWS_ENDPOINT_URL = fake.environment.AWS_ENDPOINT_URL;
    const cwd = folderWith({ "demo.yaml": FILE(ACCOUNT, ROLE) });
    const { exitCode, stderr } = await cli(["verify", "demo.yaml"], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error cluster demo: nothing was read: AccessDenied: User: .* sts AssumeRole\n/);
  });

  test("names the profile that has no credentials, and with made-up names does not", async () => {
    const cwd = folderWith({ "demo.yaml": FILE(ACCOUNT) });
    for (const profile of ["quokka", `${ACCOUNT}=quokka`]) {
      const { exitCode, stderr } = await cli(["verify", "demo.yaml", "--profile", profile], { cwd });
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^error cluster demo: nothing was read: CredentialsProviderError: .*\n.*profile `quokka`/);
      const hidden = await cli(["verify", "demo.yaml", "--profile", profile, "--anonymise"], { cwd });
      expect(hidden.stderr).toContain("nothing was read");
      expect(hidden.stderr).not.toContain("quokka");
    }
  });

  test.each([
    ["=prod", /expected a profile, or ACCOUNT=PROFILE with the 12 digits of an account, got `=prod`/],
    ["1111=prod", /got `1111=prod`/],
    [`${ACCOUNT}=`, new RegExp(`got \`${ACCOUNT}=\``)],
  ])("refuses --profile %s", async (profile, message) => {
    const cwd = folderWith({ "demo.yaml": FILE(ACCOUNT) });
    const { exitCode, stderr } = await cli(["verify", "demo.yaml", "--profile", profile], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(fake.calls).toEqual([]);
  });

  test("refuses two profiles for the same clusters", async () => {
    const cwd = folderWith({ "demo.yaml": FILE(ACCOUNT) });
    const all = await cli(["verify", "demo.yaml", "--profile", "prod", "dev"], { cwd });
    expect([all.exitCode, all.stderr]).toEqual([
      2,
      "error --profile: expected one profile, or ACCOUNT=PROFILE for each account, got `prod` and `dev`\n",
    ]);
    const one = await cli(["verify", "demo.yaml", "--profile", `${ACCOUNT}=prod`, `${ACCOUNT}=dev`], { cwd });
    expect(one.stderr).toContain(`expected one profile for ${ACCOUNT}, got`);
  });
});
