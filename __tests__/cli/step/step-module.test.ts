import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";

const FILE = `# yaml-language-server: $schema=./cluster.schema.json
cluster_name: demo
render: module # the registry module, called from a stack
module: { version: 20.37.2 }

migration:
  stage: retire # rows are empty
  expected: [arn:aws:iam::111122223333:role/creator]

subnet_ids: [subnet-0a1b2c3d4e5f60001, subnet-0a1b2c3d4e5f60002]
eks_managed_node_groups:
  main: { instance_types: [m6i.large], min_size: 1, max_size: 3 }
access_entries:
  admin:
    principal_arn: arn:aws:iam::111122223333:role/admin
    user_name: admin
    policy_associations:
      admin: { policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope: { type: cluster } }
  dev: { principal_arn: arn:aws:iam::111122223333:role/dev, user_name: dev, kubernetes_groups: [dev] }
aws_auth:
  aws_auth_roles:
    - { rolearn: arn:aws:iam::111122223333:role/admin, username: admin, groups: [system:masters] }
    - { rolearn: arn:aws:iam::111122223333:role/dev, username: dev, groups: [dev] }
accept:
  - { code: masters-by-name, reason: nothing names the group, until: 2099-01-31 }
  - { code: adopt-whole-state, reason: the state holds the module alone, until: 2099-01-31 }
terraform: { account_id: "111122223333", region: ap-northeast-2 }
`;

const at = (stage: string): string => FILE.replace(/stage: \w+/, `stage: ${stage}`);

/** A step of a file, and what it left in it. */
async function step(text: string, ...args: readonly string[]) {
  const folder = folderWith({ "demo.yaml": text });
  const [command = "", ...options] = args;
  const { exitCode, stdout, stderr } = await cli([command, "demo.yaml", ...options], { cwd: folder });
  return { exitCode, stdout, stderr, after: readFileSync(join(folder, "demo.yaml"), "utf8") };
}

describe("steps of a cluster file with `render: module`", () => {
  test("back from retire writes the rows again: one word of the file changes", async () => {
    const { exitCode, stdout, stderr, after } = await step(FILE, "back");
    expect({ exitCode, stderr, after }).toEqual({ exitCode: 0, stderr: "", after: at("entries") });
    expect(stdout).toContain("The plan:\n  - writes 2 rows back to aws-auth\n");
  });

  test("back from entries deletes them, within the module too, and their rows serve", async () => {
    const { exitCode, stdout, after } = await step(at("entries"), "back");
    expect({ exitCode, after }).toEqual({ exitCode: 0, after: at("dual") });
    expect(stdout).toContain("deletes access entry admin of role admin: its policy goes first");
    expect(stdout).toContain("deletes access entry dev of role dev");
  });

  test.each(["api", "dual", "config-map"])("back from %s is refused, and changes nothing", async (stage) => {
    const { exitCode, after } = await step(at(stage), "back");
    expect({ exitCode, after }).toEqual({ exitCode: 1, after: at(stage) });
  });

  test("forward and back are one another's opposite", async () => {
    const { after } = await step(at("entries"), "advance");
    expect(after).toBe(FILE);
    expect((await step(after, "back")).after).toBe(at("entries"));
  });

  test("--dry-run says the same and writes nothing", async () => {
    const [written, dry] = [await step(FILE, "back"), await step(FILE, "back", "--dry-run")];
    expect(dry.after).toBe(FILE);
    expect(dry.stdout).toBe(written.stdout.replace(/written: .*\n$/, "dry run: nothing was written\n"));
  });
});
