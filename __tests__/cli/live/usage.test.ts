import { gzipSync } from "node:zlib";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";
import { schemaErrors } from "../../support/cli/output-schema";

const ROLE = "arn:aws:iam::111122223333:role";
const FILE = `cluster_name: demo
render: access
terraform: { account_id: "111122223333", region: eu-west-1 }
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
`;
const LOGIN = `time="2026-11-20T10:00:00Z" level=info msg="access granted" arn="${ROLE}/ops" client="127.0.0.1:5" groups="[system:masters]" uid="aws-iam-authenticator:111122223333:AROAONE" username=ops\n`;

function audit(role: string, username: string, groups: readonly string[]): string {
  return JSON.stringify({
    auditID: `${role}-1`,
    stage: "ResponseComplete",
    verb: "get",
    user: { username, groups, extra: { canonicalArn: [`${ROLE}/${role}`] } },
    objectRef: { resource: "pods", namespace: "prod" },
    responseStatus: { code: 200 },
    stageTimestamp: "2026-11-20T10:00:00Z",
    annotations: {
      "authorization.k8s.io/decision": "allow",
      "authorization.k8s.io/reason": "RBAC: allowed by readers",
    },
  });
}

function folder(): string {
  const cwd = folderWith({
    "demo.yaml": FILE,
    "login.log": LOGIN,
    "audit.log": [audit("ops", "ops", ["system:masters"]), audit("old", "old", ["readers"])].join("\n"),
  });
  mkdirSync(join(cwd, "logs/2026"), { recursive: true });
  writeFileSync(join(cwd, "logs/2026/000.gz"), gzipSync(LOGIN));
  return cwd;
}

const NOT_WHOLE =
  /^No request that could be read is refused at api\. The log is not whole: what is missing in it is not known\.\n/m;

describe("usage", () => {
  test("who came in by a row although an entry is there, and the row that nobody used with the line to paste", async () => {
    const { exitCode, stdout } = await cli(["usage", "demo.yaml", "--log", "login.log", "--days", "30"], {
      cwd: folder(),
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("warning: the log covers 0.0 days, expected 30: whoever came before is not in it\n");
    expect(stdout).toMatch(/^role ops +2026-11-20 10:00 +1 +mapRoles\[0\]/m);
    expect(stdout).toContain(`  leaving:\n    - ${ROLE}/old\n`);
  });

  const grant = (role: string, username: string, groups: string): string =>
    `time="2026-11-20T10:00:00Z" level=info msg="access granted" arn="${ROLE}/${role}" client="127.0.0.1:6" groups="[${groups}]" uid="aws-iam-authenticator:111122223333:AROATWO" username="${username}"\n`;

  test.each([
    {
      what: "a row with a session, a login without",
      file: FILE.replace("username: old", 'username: "old:{{SessionName}}"'),
      log: grant("old", "old:ann", "readers"),
      apart: false,
    },
    { what: "a row whose username was edited", file: FILE, log: grant("old", "before", "readers"), apart: true },
  ])("no line for leaving where the principal came in: $what", async ({ file, log, apart }) => {
    const cwd = folderWith({ "demo.yaml": file, "login.log": LOGIN + log });
    const { exitCode, stdout } = await cli(["usage", "demo.yaml", "--log", "login.log"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain("leaving");
    const words = "1 row whose principal came in, not by this row:\n  mapRoles[1]  role old, last 2026-11-20 10:00\n";
    expect(stdout.includes(words)).toBe(apart);
  });

  test("no line for leaving for whoever came in by its entry, has one, or is leaving already", async () => {
    const log = grant("old", "old", "readers");
    const byEntry = grant("ops", "arn:aws:sts::111122223333:assumed-role/ops/ann", "");
    const cwd = folderWith({ "demo.yaml": FILE, "old.log": log, "entry.log": byEntry });
    const declared = await cli(["usage", "demo.yaml", "--log", "old.log"], { cwd });
    expect(declared.stdout).toContain(
      "1 of 2 rows was not used in this time:\n  mapRoles[0]  role ops (has an access entry in the file)\n",
    );
    expect(declared.stdout).not.toContain("leaving:");
    writeFileSync(join(cwd, "demo.yaml"), `${FILE}leaving: [${ROLE}/old]\n`);
    const entry = await cli(["usage", "demo.yaml", "--log", "entry.log"], { cwd });
    expect(entry.stdout).toContain("  mapRoles[1]  role old (in leaving already)\n");
    expect(entry.stdout).toContain(
      "row whose principal came in, not by this row:\n  mapRoles[0]  role ops, last 2026-11-20 10:00\n",
    );
    expect(entry.stdout).not.toContain("leaving:");
  });

  test("a log without a login says nothing about rows and fails", async () => {
    const cwd = folderWith({
      "demo.yaml": FILE,
      "quiet.log": 'time="2026-11-20T10:00:00Z" level=info msg="Saving new mapping"\n',
    });
    const { exitCode, stdout } = await cli(["usage", "demo.yaml", "--log", "quiet.log"], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("The log has no login: which row nobody uses is not known.\n");
    expect(stdout).not.toContain("leaving");
  });

  test("folders and gzip, as JSON, and into a file", async () => {
    const cwd = folder();
    const { exitCode, stdout } = await cli(["usage", "demo.yaml", "--log", "logs", "--format", "json"], { cwd });
    expect(exitCode).toBe(0);
    expect(schemaErrors("usage", stdout)).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({
      command: "usage",
      window: { from: "2026-11-20T10:00:00.000Z", gaps: [] },
      principals: [{ arn: `${ROLE}/ops`, through: ["mapRoles[0]"], by_row: true, logins: 1 }],
      rows: [{ place: "mapRoles[0]", last: "2026-11-20T10:00:00.000Z" }, { place: "mapRoles[1]" }],
    });
  });

  test.each([
    {
      what: "a log that is not there",
      options: ["--log", "none.log"],
      message: "none.log: cannot be read: ENOENT: no such file or directory",
    },
    {
      what: "days that are no number",
      options: ["--log", "login.log", "--days", "month"],
      message: "--days: expected a number of days, got `month`",
    },
    {
      what: "a log that is not UTF-8",
      options: ["--log", "bad.log"],
      message: "bad.log: cannot be read: not UTF-8, expected the text of a log",
    },
  ])("$what is refused by name", async ({ options, message }) => {
    const cwd = folder();
    writeFileSync(join(cwd, "bad.log"), Buffer.from([0x74, 0xff, 0xfe, 0x0a]));
    const { exitCode, stdout, stderr } = await cli(["usage", "demo.yaml", ...options], { cwd });
    expect({ exitCode, stdout, first: stderr.split("\n")[0] }).toEqual({
      exitCode: 2,
      stdout: "",
      first: `error ${message}`,
    });
  });

  test("a text without a line of these logs says so and fails", async () => {
    const { exitCode, stdout } = await cli(["usage", "demo.yaml", "--log", "demo.yaml"], { cwd: folder() });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("The log has no line that this command can read.");
  });
});

describe("replay", () => {
  test.each([
    ["replay", "demo.yaml", "--stage", "api", "--log", "-", "--rbac", "-"],
    ["replay", "-", "--stage", "api", "--log", "-"],
    ["usage", "demo.yaml", "--log", "-", "-"],
  ])("standard input is one input alone: %s %s %s %s %s", async (...args) => {
    const { exitCode, stderr } = await cli(args, { cwd: folder() });
    expect([exitCode, stderr]).toEqual([
      2,
      "error `-` stands twice: standard input can be read once\n    write the others to files\n",
    ]);
  });

  test("a principal that is forgotten at api is lost, with who, what and what allowed it", async () => {
    const { exitCode, stdout } = await cli(["replay", "demo.yaml", "--log", "audit.log", "--stage", "api"], {
      cwd: folder(),
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "  role old: get pods in prod, once, last 2026-11-20 10:00\n      no access entry names it; was allowed by RBAC: allowed by readers\n",
    );
    expect(stdout).toContain("Still allowed: 1 request of 1 kind\n");
  });

  test("a line that is cut off is said, and the answer is not that all is well", async () => {
    const cwd = folder();
    const whole = audit("ops", "ops", ["system:masters"]);
    writeFileSync(join(cwd, "cut.log"), `${whole}\n${audit("old", "old", ["readers"]).slice(0, 90)}\n`);
    const { exitCode, stdout } = await cli(["replay", "demo.yaml", "--log", "cut.log", "--stage", "api"], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "\n\nwarning: 1 line of the log is cut off, or in a shape that is not read: who asked for what there is not known\n",
    );
    expect(stdout).toMatch(NOT_WHOLE);
    expect(stdout).not.toContain("Everything");
    const used = await cli(["usage", "demo.yaml", "--log", "cut.log"], { cwd });
    expect(used.stdout).toContain("warning: 1 line of the log is cut off,");
  });

  test.each([
    [
      "an event without its beginning",
      (whole: string) => `${whole.slice(whole.indexOf('"stageTimestamp"'))}\n${whole}\n`,
    ],
    ["an event without its end", (whole: string) => `${whole}\n{"kind":"Event","apiVers`],
    ["a login without its name", (whole: string) => `${whole}\n${LOGIN.replace(/ username=.*/s, "")}`],
    ["a login that ends in a quoted value", (whole: string) => `${whole}\n${LOGIN.slice(0, 90)}`],
    ["a table of events", (whole: string) => `${whole}\n2026-11-20,"${whole.replaceAll('"', '""')}"\n`],
    ["a table of logins", (whole: string) => `${whole}\n2026-11-20,"${LOGIN.trim().replaceAll('"', '""')}"\n`],
    ["an event in a text", (whole: string) => `${whole}\n${JSON.stringify({ odd: whole.replace("1", "2") })}\n`],
    ["a document that is not closed", (whole: string) => `{"events": [{"message": ${JSON.stringify(whole)}}, {"mess`],
  ])("of a log with %s nobody says that all is well", async (_, cut) => {
    const cwd = folder();
    writeFileSync(join(cwd, "cut.log"), cut(audit("ops", "ops", ["system:masters"])));
    const args = ["replay", "demo.yaml", "--log", "cut.log", "--stage", "api"];
    const text = await cli(args, { cwd });
    expect(text.exitCode).toBe(1);
    expect(text.stdout).toMatch(NOT_WHOLE);
    const json = await cli([...args, "--format", "json"], { cwd });
    expect([json.exitCode, schemaErrors("replay", json.stdout)]).toEqual([1, []]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      outcome: "unknown",
      whole_log: false,
      requests: [{ verdict: "still-allowed" }],
    });
  });

  test("a gap is said first and fails nothing, and nobody says that everything is still allowed", async () => {
    const cwd = folder();
    const one = audit("ops", "ops", ["system:masters"]);
    const later = one.replace("2026-11-20T10", "2026-11-21T10").replace("ops-1", "ops-2");
    const hours = Array.from({ length: 24 }, (_, i) => LOGIN.replace("T10", `T${String(i).padStart(2, "0")}`));
    writeFileSync(join(cwd, "gap.log"), `${one}\n${later}\n${hours.join("")}`);
    const { exitCode, stdout } = await cli(["replay", "demo.yaml", "--log", "gap.log", "--stage", "api"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "\n\nwarning: no line of the audit log between 2026-11-20 10:05 and 2026-11-21 10:00: that log is not whole\n",
    );
    expect(stdout).toMatch(NOT_WHOLE);
  });

  test("says five gaps, and how many more there are: the JSON has each", async () => {
    const cwd = folder();
    const one = audit("ops", "ops", ["system:masters"]);
    const days = Array.from({ length: 9 }, (_, i) => one.replaceAll("2026-11-20T", `2026-11-${10 + i}T`));
    writeFileSync(join(cwd, "gaps.log"), days.join("\n"));
    const { stdout } = await cli(["usage", "demo.yaml", "--log", "gaps.log"], { cwd });
    expect(stdout.match(/^warning: no line of the audit log between/gm)).toHaveLength(5);
    expect(stdout).toContain(
      "\nwarning: 3 more gaps between 2026-11-15 10:05 and 2026-11-18 10:00: --format json lists each\n",
    );
    const json = await cli(["usage", "demo.yaml", "--log", "gaps.log", "--format", "json"], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({ window: { gaps: { length: 8 } } });
  });

  test("of a whole log it says that everything is still allowed, and of what time", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "whole.log"), audit("ops", "ops", ["system:masters"]));
    const { exitCode, stdout } = await cli(["replay", "demo.yaml", "--log", "whole.log", "--stage", "api"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "\n\n2026-11-20 to 2026-11-20: 0 logins, 1 request of IAM principals, 0 lines of other kinds\n",
    );
    expect(stdout).toMatch(/^Everything in this log that was allowed is still allowed at api\.\n/m);
  });

  test("what groups may do is not known without RBAC: that is no success", async () => {
    const { exitCode, stdout } = await cli(
      ["replay", "demo.yaml", "--log", "audit.log", "--stage", "dual", "--format", "json"],
      { cwd: folder() },
    );
    expect([exitCode, schemaErrors("replay", stdout)]).toEqual([1, []]);
    const { requests, outcome }: { requests: { verdict: string }[]; outcome: string } = JSON.parse(stdout);
    expect(outcome).toBe("unknown");
    expect(requests.map(({ verdict }) => verdict).sort()).toEqual(["not-known", "still-allowed"]);
  });

  test("a stage that is none gets its nearest", async () => {
    const { exitCode, stderr } = await cli(["replay", "demo.yaml", "--log", "audit.log", "--stage", "apis"], {
      cwd: folder(),
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("did you mean `api`?");
  });
});
