import { readFileSync } from "node:fs";
import { join } from "node:path";
import { role } from "../../support/definitions/arns";
import { cli, folderWith } from "../../support/cli/cli-run";

jest.setTimeout(60_000);

const DONE = `# Payments, of team blue.
cluster_name: payments
# The access alone.
render: access

# The way.
migration:
  stage: done
  expected:
    # managed node group main
    - ${role("nodes")}

access_entries:
  # stays for ever
  break_glass:
    principal_arn: ${role("break-glass")}
    policy_associations:
      admin:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
        access_scope: { type: cluster }

# The rows as they were.
aws_auth:
  aws_auth_roles:
    # an admin
    - rolearn: ${role("break-glass")}
      username: break-glass
      groups: [system:masters]
    # the last one

# leaving: who loses access on purpose
# R26 import-role-missing: a role that IAM does not list

leaving: [${role("gone")}]

accept:
  - { code: masters-by-name, reason: looked, until: 2027-01-31 }
  - { code: username-changed, reason: looked, until: 2027-01-31 }

adopt:
  imported: [break_glass]

terraform:
  account_id: "111122223333"
  region: eu-west-1 # Ireland
`;

const FINISHED = `# Payments, of team blue.
cluster_name: payments
# The access alone.
render: access
authentication_mode: API

access_entries:
  # stays for ever
  break_glass:
    principal_arn: ${role("break-glass")}
    policy_associations:
      admin:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
        access_scope: { type: cluster }

terraform:
  account_id: "111122223333"
  region: eu-west-1 # Ireland
  protect: true
`;

describe("eks-access finish", () => {
  const finish = async (text: string, ...args: string[]) => {
    const cwd = folderWith({ "payments.yaml": text });
    const result = await cli(["finish", "payments.yaml", ...args], { cwd });
    return { ...result, cwd, after: readFileSync(join(cwd, "payments.yaml"), "utf8") };
  };

  test("takes out what the migration needed, with its comments, and keeps the mode and the protection", async () => {
    const { exitCode, stdout, after, cwd } = await finish(DONE);
    expect({ exitCode, after }).toEqual({ exitCode: 0, after: FINISHED });
    expect(stdout).toContain("written: payments.yaml\n");
    expect((await cli(["check", "payments.yaml"], { cwd })).exitCode).toBe(0);
  });

  test("--dry-run shows the lines and writes nothing", async () => {
    const { exitCode, stdout, after } = await finish(DONE, "--dry-run");
    expect({ exitCode, after }).toEqual({ exitCode: 0, after: DONE });
    expect(stdout).toContain("  -migration:\n");
    expect(stdout).toContain("  +authentication_mode: API\n");
  });

  test("a file's own word on protection stays", async () => {
    const { after } = await finish(DONE.replace("  region:", "  protect: false\n  region:"));
    expect(after).toContain("  protect: false\n");
    expect(after).not.toContain("protect: true");
  });

  test.each([
    ["retire", "payments.yaml: stage retire, expected done, nothing was written"],
    ["api", "payments.yaml: stage api, expected done, nothing was written"],
  ])("a file at %s is refused", async (stage, message) => {
    const text = DONE.replace("stage: done", `stage: ${stage}`);
    const { exitCode, stderr, after } = await finish(text);
    expect({ exitCode, after }).toEqual({ exitCode: 1, after: text });
    expect(stderr).toContain(message);
  });

  test("what took a cluster in mode API over leaves its file too; another mode has not arrived", async () => {
    const taken = FINISHED.replace("\nterraform:", "\nadopt: { import: true }\n\nterraform:");
    const { exitCode, stdout, after } = await finish(taken);
    expect({ exitCode, after }).toEqual({ exitCode: 0, after: FINISHED });
    expect(stdout).toContain("the plan that takes over is applied");
    const other = taken.replace("authentication_mode: API", "authentication_mode: API_AND_CONFIG_MAP");
    expect(await finish(other)).toMatchObject({ exitCode: 1, after: other });
  });

  test("a file that is finished has nothing to take out", async () => {
    const { exitCode, stderr } = await finish(FINISHED);
    expect({ exitCode, first: stderr.split("\n")[0] }).toEqual({
      exitCode: 1,
      first: "error payments.yaml: the file has no migration, nothing was written",
    });
  });
});

test("a cluster that calls the module arrives without `protect`, which no module takes", async () => {
  const text = DONE.replace("render: access", "render: module")
    .replace("accept:\n", "accept:\n  - { code: adopt-whole-state, reason: looked at, until: 2099-12-31 }\n")
    .replace("adopt:\n  imported: [break_glass]\n", "");
  const cwd = folderWith({ "payments.yaml": text });
  const { exitCode, stdout, stderr } = await cli(["finish", "payments.yaml"], { cwd });
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("The plan takes the guards and their marker away");
  const finished = readFileSync(join(cwd, "payments.yaml"), "utf8");
  expect(finished).toMatch(/^authentication_mode: API$/m);
  expect(finished).not.toMatch(/protect|^migration/m);
  // The stack still destroys what its state holds beside the calls: the acceptance stays.
  expect(finished).toContain("adopt-whole-state");
});
