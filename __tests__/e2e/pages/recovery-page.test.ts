import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { role } from "../../support/definitions/arns";
import { CREATOR } from "../../support/definitions/definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { GuardBench, sentences } from "../../support/guards/guard-bench";
import { judged } from "../../support/terraform/before";
import { withMirror, type Workspace } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const ARGS = ["-input=false", "-no-color"] as const;
const PAGE = readFileSync(join(__dirname, "../../../docs/recovery.md"), "utf8");
const run = promisify(execFile);
/** What the page types beside Terraform. */
const PROGRAMS = [
  ["aws", "--version"],
  ["kubectl", "version", "--client"],
] as const;
const ADMIN = `{ policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }`;

/** The cluster file of the page's names, in one stage. */
function fileText(lines: string, stage = "entries"): string {
  return `cluster_name: demo
render: access
migration: { stage: ${stage}, expected: [${CREATOR}], bridge_group: access-bridge }
access_entries:
  break_glass: { principal_arn: ${role("break-glass")}, policy_associations: { admin: ${ADMIN} } }
  ops: { principal_arn: ${role("ops")}, user_name: "ops:{{SessionName}}", policy_associations: { admin: ${ADMIN} } }
  node: { principal_arn: ${role("node")}, type: EC2_LINUX }
aws_auth:
  aws_auth_roles:
    - { rolearn: ${role("ops")}, username: "ops:{{SessionName}}", groups: [system:masters] }
    - { rolearn: ${role("node")}, username: "system:node:{{EC2PrivateDNSName}}", groups: [system:bootstrappers, system:nodes] }
rbac_bindings:
  viewers: { group: viewers, cluster_role: view }
accept:
  - { code: masters-by-name, reason: looked at, until: 2099-12-31 }
  - { code: row-not-live, principal: ${role("break-glass")}, reason: new, until: 2099-12-31 }
  - { code: import-by-name, reason: looked at, until: 2099-12-31 }
terraform:
  account_id: "111122223333"
  region: ap-northeast-2
  kubernetes_auth: kubeconfig
  backend: { local: { path: state.tfstate } }
${lines}
`;
}

function definitionOf(lines = "", stage?: string): ClusterDefinition {
  const { definition, findings } = judged({ file: "demo.yaml", text: fileText(lines, stage) });
  expect(findings.filter(({ severity, accepted }) => severity === "error" && accepted === undefined)).toEqual([]);
  return definition;
}

/** A section of the page, without what stands in it of other ways to render: its commands, line by line. */
function commandsOf(title: string): readonly string[] {
  const [, section = ""] = PAGE.split(`\n## ${title}\n`);
  const [body = ""] = section.split(/\n## |\nWith `render: /);
  return [...body.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));
}

/** What the page says to write into the file, by what the commands show. */
function adoptOf(shown: RegExp): string {
  const line = PAGE.split("\n").find((one) => one.startsWith("|") && shown.test(one)) ?? "";
  const [, written = ""] = /`(adopt: [^`]+)`/.exec(line) ?? [];
  expect(written).not.toBe("");
  return written;
}

withMirror("kubernetes", "docs/recovery.md, as somebody types it", () => {
  let bench: GuardBench;
  let folder: Workspace;

  beforeAll(async () => {
    for (const [program, ...args] of PROGRAMS) await run(program, args);
    bench = await GuardBench.live(definitionOf("", "dual"), { creator: CREATOR });
    await bench.switchMode("API_AND_CONFIG_MAP");
    folder = bench.workspace();
    writes();
    await folder.must("init", ...ARGS);
    await folder.keepProviders();
    await folder.must("apply", "-auto-approve", ...ARGS);
  }, PATIENCE);

  afterAll(async () => {
    folder.remove();
    await bench.stop();
  }, PATIENCE);

  function writes(lines = "", stage?: string): void {
    folder.write("cdk.tf.json", jsonOf(definitionOf(lines, stage)));
  }

  /** Types a command: Terraform in the folder of the stack, everything else in a shell. */
  async function types(command: string): Promise<string> {
    const [program, ...args] = command.split(" ");
    if (program === "terraform") return folder.must(...args);
    const env = { ...process.env, ...bench.reach, AWS_PAGER: "", AWS_DEFAULT_REGION: "ap-northeast-2" };
    return (await run("bash", ["-c", command], { encoding: "utf8", env })).stdout;
  }

  async function typesAll(commands: readonly string[]): Promise<string> {
    const said: string[] = [];
    for (const command of commands) said.push(await types(command));
    expect(commands.length).toBeGreaterThan(0);
    return said.join("\n");
  }

  async function fails(): Promise<string> {
    const result = await folder.run("apply", "-auto-approve", ...ARGS);
    expect(result.exitCode).toBe(1);
    return sentences(result);
  }

  /** Plans, reads what the page says to read, applies, and plans again. */
  async function goesOn(says: string): Promise<void> {
    expect(await folder.must("plan", "-out=saved", ...ARGS)).toMatch(new RegExp(`${says}.* 0 to destroy`));
    await folder.must("apply", ...ARGS, "saved");
    expect(await folder.must("plan", ...ARGS)).toContain("No changes.");
    writes();
    expect(await folder.must("plan", ...ARGS)).toContain("No changes.");
  }

  test(
    "409 ResourceInUseException, of an entry with all its policies",
    async () => {
      await folder.must("state", "rm", "aws_eks_access_entry.ops", "aws_eks_access_policy_association.ops_admin");
      const said = await fails();
      expect(said).toContain("ResourceInUseException");
      expect(said).toContain("with aws_eks_access_entry.ops,");
      const shown = await typesAll(commandsOf("409 ResourceInUseException"));
      expect(shown).toContain("AmazonEKSClusterAdminPolicy");
      expect(shown).toContain('"username": "ops:{{SessionName}}"');
      expect(shown).not.toContain("aws_eks_access_entry.ops\n");
      writes(adoptOf(/with all policies of the file/));
      await goesOn("2 to import");
    },
    PATIENCE,
  );

  test(
    "Cannot import non-existent remote object: the entry is there, and its policy never was",
    async () => {
      await folder.must("state", "rm", "aws_eks_access_entry.ops", "aws_eks_access_policy_association.ops_admin");
      const entry = `/clusters/demo/access-entries/${encodeURIComponent(role("ops"))}/access-policies`;
      const policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
      await bench.eks("DELETE", `${entry}/${encodeURIComponent(policy)}`);
      writes(adoptOf(/with all policies of the file/));
      const said = await fails();
      expect(said).toContain("Cannot import non-existent remote object");
      expect(said).toContain('import an existing object to "aws_eks_access_policy_association.ops_admin"');
      writes(adoptOf(/without the policies of the file/));
      await goesOn("1 to import, 1 to add");
    },
    PATIENCE,
  );

  test(
    "already exists: a binding that the state does not know",
    async () => {
      await folder.must("state", "rm", "kubernetes_cluster_role_binding_v1.bridge");
      expect(await fails()).toContain('"access-bridge" already exists');
      expect(await typesAll(commandsOf("`already exists`"))).toContain("Import successful!");
      expect(await folder.must("plan", ...ARGS)).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "Unauthorized: the role was made anew after its entry",
    async () => {
      await bench.iam("DeleteRole", { RoleName: "ops" });
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await bench.createRole("ops");
      const shown = await typesAll(commandsOf("Unauthorized"));
      for (const part of ["API_AND_CONFIG_MAP", role("ops"), "mapRoles", "createdAt"]) expect(shown).toContain(part);
      await goesOn("2 to add");
    },
    PATIENCE,
  );

  test(
    "nodes do not join: their role has neither an entry nor a row, at retire",
    async () => {
      writes("", "retire");
      await folder.must("apply", "-auto-approve", ...ARGS);
      await bench.changeEntry("DELETE", role("node"));
      await folder.must("state", "rm", "aws_eks_access_entry.node");
      const shown = await typesAll(commandsOf("Nodes are NotReady, or new nodes do not join"));
      expect(shown).toContain('"type": "EC2_LINUX"');
      writes("adopt: { import: true, imported: [node] }", "retire");
      expect(await folder.must("plan", "-out=saved", ...ARGS)).toMatch(/1 to import, 0 to add.* 0 to destroy/);
      await folder.must("apply", ...ARGS, "saved");
      writes("", "retire");
      expect(await folder.must("plan", ...ARGS)).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "a locked-out admin: break-glass's entry is gone, from the cluster and from the state",
    async () => {
      await bench.changeEntry("DELETE", role("break-glass"));
      await folder.must(
        "state",
        "rm",
        "aws_eks_access_entry.break_glass",
        "aws_eks_access_policy_association.break_glass_admin",
      );
      expect(await typesAll(commandsOf("A locked-out admin"))).toContain("associatedAccessPolicy");
      writes("adopt: { import: true, imported: [break_glass] }", "retire");
      await folder.must("apply", "-auto-approve", ...ARGS);
      writes("", "retire");
      expect(await folder.must("plan", ...ARGS)).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "a state that is lost: everything is imported or added, and nothing is destroyed",
    async () => {
      for (const name of ["state.tfstate", "state.tfstate.backup"]) rmSync(join(folder.folder, name), { force: true });
      writes("adopt: { import: true }", "retire");
      await typesAll(commandsOf("`already exists`"));
      const plan = await folder.must("plan", "-out=saved", ...ARGS);
      expect(plan).toMatch(/Plan: [1-9]\d* to import, \d+ to add, \d+ to change, 0 to destroy/);
      await folder.must("apply", ...ARGS, "saved");
      writes("", "retire");
      expect(await folder.must("plan", ...ARGS)).toContain("No changes.");
    },
    PATIENCE,
  );
});
