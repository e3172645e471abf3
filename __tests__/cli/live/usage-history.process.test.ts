import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";
import { schemaErrors } from "../../support/cli/output-schema";

const ARN = "arn:aws:iam::111122223333:role/reader";

function file(stage: string): string {
  return `cluster_name: demo
render: access
terraform: { account_id: "111122223333", region: eu-west-1 }
migration: { stage: ${stage} }
access_entries:
  reader: { principal_arn: "${ARN}", user_name: reader, kubernetes_groups: [readers] }
aws_auth:
  aws_auth_roles:
    - { rolearn: "${ARN}", username: reader, groups: [readers] }
`;
}

function loginAt(time: string): string {
  return `time="${time}" level=info msg="access granted" arn="${ARN}" client="127.0.0.1:5" groups="[readers]" uid="aws-iam-authenticator:111122223333:AROAONE" username=reader\n`;
}

/** A repository whose file went to `dual` on 1 November and to `entries` on 10 November, at noon. */
function repository(): string {
  const cwd = folderWith({ "clusters/demo.yaml": "" });
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@example.com",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@example.com",
  };
  const git = (date: string, ...args: string[]): unknown =>
    execFileSync("git", args, { cwd, env: { ...env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } });
  git("", "init", "--quiet");
  const commits = { "2026-11-01T12:00:00Z": "dual", "2026-11-10T12:00:00Z": "entries" };
  for (const [date, stage] of Object.entries(commits)) {
    writeFileSync(join(cwd, "clusters/demo.yaml"), file(stage));
    git(date, "add", ".");
    git(date, "commit", "--quiet", "-m", stage);
  }
  return cwd;
}

describe("usage of a file in a git repository", () => {
  const cwd = repository();

  async function throughAt(time: string): Promise<unknown> {
    writeFileSync(join(cwd, "login.log"), loginAt(time));
    const { exitCode, stdout } = await cli(["usage", "clusters/demo.yaml", "--log", "login.log", "--format", "json"], {
      cwd,
    });
    expect(schemaErrors("usage", stdout)).toEqual([]);
    const told: unknown = JSON.parse(stdout);
    return { exitCode, told };
  }

  test.each([
    ["2026-10-30T10:00:00Z", 0, "mapRoles[0] or its entry", "before the first commit"],
    ["2026-11-02T10:00:00Z", 1, "mapRoles[0] or its entry", "in the day after it"],
    ["2026-11-05T10:00:00Z", 1, "mapRoles[0]", "at `dual`, which renders no entry"],
    ["2026-11-10T18:00:00Z", 2, "mapRoles[0] or its entry", "with `entries` committed"],
    ["2026-11-20T10:00:00Z", 1, "mapRoles[0] or its entry", "at `entries`, where both are"],
  ])("a login at %s: %i commits, by %s, %s", async (time, versions, through) => {
    expect(await throughAt(time)).toMatchObject({
      exitCode: 0,
      told: { file_versions: versions, principals: [{ through: [through], by_row: true }] },
    });
  });

  test("the text says that commits were asked", async () => {
    writeFileSync(join(cwd, "login.log"), loginAt("2026-11-05T10:00:00Z"));
    const { stdout } = await cli(["usage", "clusters/demo.yaml", "--log", "login.log"], { cwd });
    expect(stdout).toContain(
      "1 commit of the cluster file tells which rows and entries it had when somebody came in\n",
    );
    const { stdout: anonymous } = await cli(
      ["usage", "clusters/demo.yaml", "--log", "login.log", "--anonymise", "--format", "json"],
      { cwd },
    );
    expect(JSON.parse(anonymous)).toMatchObject({ file_versions: 1, principals: [{ through: ["mapRoles[0]"] }] });
  });

  test("without git, or with a file that nobody committed, the answer is both", async () => {
    writeFileSync(join(cwd, "login.log"), loginAt("2026-11-05T10:00:00Z"));
    const log = ["--log", "login.log", "--format", "json"];
    const noGit = await cli(["usage", "clusters/demo.yaml", ...log], { cwd, env: { PATH: "/nowhere" } });
    writeFileSync(join(cwd, "clusters/other.yaml"), file("entries").replace("name: demo", "name: other"));
    const untracked = await cli(["usage", "clusters/other.yaml", ...log], { cwd });
    for (const { stdout } of [noGit, untracked])
      expect(JSON.parse(stdout)).toMatchObject({
        file_versions: 0,
        principals: [{ through: ["mapRoles[0] or its entry"] }],
      });
  });
});
