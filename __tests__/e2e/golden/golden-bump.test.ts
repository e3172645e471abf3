import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli, type CliRun } from "../../support/cli/in-process";
import { role, user } from "../../support/definitions/arns";
import { withModule } from "../../support/golden/golden-bench";
import { ModuleRegistry } from "../../support/golden/module-registry";
import { GuardBench } from "../../support/guards/guard-bench";
import { overlaid } from "../../support/overlay/overlay-bench";
import { FROM_OUTPUTS, HEAD } from "../../support/overlay/overlay-roots";
import { succeededText, type Workspace } from "../../support/terraform/terraform";

const PATIENCE = 900_000;
const FILE = "clusters/demo.yaml";

/** A root as teams have it at v19.21.0: node groups of Linux and Windows, a Fargate profile, roles, a user and an account. */
const ROOT = `${HEAD}${FROM_OUTPUTS}
module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "19.21.0"

  cluster_name    = "demo"
  cluster_version = "1.31"
  vpc_id          = "vpc-0a1b2c3d4e5f60001"
  subnet_ids      = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]

  create_iam_role                            = false
  iam_role_arn                               = "${role("demo-cluster")}"
  create_kms_key                             = false
  cluster_encryption_config                  = {}
  cluster_enabled_log_types                  = []
  create_cloudwatch_log_group                = false
  create_cluster_security_group              = false
  create_node_security_group                 = false
  create_cluster_primary_security_group_tags = false
  cluster_endpoint_public_access             = true
  enable_irsa                                = false

  eks_managed_node_groups = {
    linux   = { ami_type = "AL2_x86_64", use_custom_launch_template = false, min_size = 1, max_size = 3, desired_size = 1 }
    windows = { ami_type = "WINDOWS_CORE_2022_x86_64", platform = "windows", use_custom_launch_template = false }
  }
  fargate_profiles = {
    system = { selectors = [{ namespace = "kube-system" }] }
  }

  manage_aws_auth_configmap = true
  aws_auth_roles = [
    { rolearn = "${role("admin")}", username = "admin:{{SessionName}}", groups = ["system:masters"] },
    { rolearn = "${role("dev")}", username = "dev:{{SessionName}}", groups = ["developers"] },
  ]
  aws_auth_users    = [{ userarn = "${user("alice")}", username = "alice", groups = ["developers"] }]
  aws_auth_accounts = ["444455556666"]
}
`;

/** What must not be made anew, whatever the bump changes. */
const RUNS =
  /# module\.eks\S*\.(?:aws_eks_cluster|aws_eks_node_group|aws_eks_fargate_profile|aws_iam_role)\.\S+ (?:must be replaced|will be destroyed)/;
/** A resource of the rows that a plan changes. */
const ROWS = /# \S*kubernetes_config_map\S* will be (?:updated|destroyed|created)/;

/** An imported cluster does not tell that it was made with EKS's own add-ons, by which v19 knows that it is not to be made anew. */
function madeHere(state: string): string {
  return state
    .replace('"bootstrap_self_managed_addons": false', '"bootstrap_self_managed_addons": true')
    .replace(/"serial": (\d+)/, (_, serial: string) => `"serial": ${Number(serial) + 1}`);
}

withModule("a root of the real module at v19.21.0, as docs/upgrade-module.md says", () => {
  let bench: GuardBench;
  let registry: ModuleRegistry;
  let terraform: Workspace;

  const home = (): string => dirname(terraform.folder);
  const read = (name: string): string => readFileSync(join(home(), name), "utf8");
  const eksAccess = async (...args: readonly string[]): Promise<CliRun> => cli(args, { cwd: home() });
  const must = async (...args: readonly string[]): Promise<string> =>
    succeededText(await terraform.run(...args, "-input=false", "-no-color"));
  const state = async (): Promise<string> => terraform.must("state", "pull");
  const plan = async (): Promise<string> => must("plan", "-refresh=false", "-out=saved");
  const apply = async (): Promise<string> => {
    const text = await plan();
    succeededText(await terraform.run("apply", "-input=false", "-no-color", "saved"));
    return text;
  };
  const rows = async () => bench.kube.configMap("aws-auth");

  beforeAll(async () => {
    [bench, registry] = await Promise.all([GuardBench.live(overlaid("config-map")), ModuleRegistry.start()]);
    const others = ["tls", "time", "cloudinit", "null"] as const;
    terraform = bench.workspace({}, { others, hosts: registry.configuration });
    mkdirSync(join(home(), "clusters"));
    terraform.write("main.tf", ROOT);
    await must("init");
    await terraform.must("import", "-input=false", "-no-color", "module.eks.aws_eks_cluster.this[0]", "demo");
    terraform.write("made.tfstate", madeHere(await state()));
    await terraform.must("state", "push", "made.tfstate");
    await must("apply", "-auto-approve");
  }, PATIENCE);

  afterAll(async () => {
    terraform.remove();
    await Promise.all([bench.stop(), registry.stop()]);
  }, PATIENCE);

  test(
    "plans no changes before",
    async () => {
      expect(await plan()).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "upgrade-module says what to edit, and writes the rows",
    async () => {
      writeFileSync(join(home(), "state.json"), await state());
      const { exitCode, stdout } = await eksAccess("upgrade-module", "--root", "stack", "--state", "state.json");
      expect(exitCode).toBe(0);
      expect(stdout).toContain("module.eks of stack/main.tf:22: 19.21.0 -> 20.37.2");
      const edits = [...stdout.matchAll(/^ {2}stack\/main\.tf:\d+ {2}(\w+): (.*)$/gm)].map(
        ([, name, what]) => `${name}: ${what}`,
      );
      terraform.write("main.tf", edited(ROOT, edits));
      expect(edits.map((edit) => edit.split(":")[0])).toEqual([
        "kms_key_enable_default_policy",
        "authentication_mode",
        "enable_auto_mode_custom_tags",
        "version",
        "manage_aws_auth_configmap",
        "aws_auth_roles",
        "aws_auth_users",
        "aws_auth_accounts",
      ]);
    },
    PATIENCE,
  );

  test(
    "the bump under its overlay moves the rows, changes none, and makes nothing anew that runs",
    async () => {
      const before = await rows();
      await eksAccess("import", "state.json", "--root", "stack", "--output", FILE);
      writeFileSync(join(home(), FILE), answered(read(FILE)));
      await must("init", "-upgrade");
      const { exitCode, stderr, stdout } = await eksAccess("overlay", "clusters");
      expect(exitCode === 0 ? "" : `${stdout}${stderr}`).toBe("");
      const text = await apply();
      expect(text).toContain(
        "module.eks.kubernetes_config_map_v1_data.aws_auth[0] has moved to kubernetes_config_map_v1_data.eks_access_aws_auth",
      );
      expect(text).not.toMatch(ROWS);
      expect(text).not.toMatch(RUNS);
      expect(text).not.toContain("authentication_mode");
      expect(await plan()).toContain("No changes.");
      expect(await rows()).toEqual(before);
      expect(before).toMatchObject({ mapAccounts: '- "444455556666"\n' });
    },
    PATIENCE,
  );

  test(
    "advance takes it to done: rows change at retire alone",
    async () => {
      const changed: string[] = [];
      for (let step = 0; step < 12 && changed.at(-1)?.startsWith("done") !== true; step += 1) {
        const { exitCode, stderr } = await eksAccess("advance", FILE);
        expect(exitCode === 0 ? "" : stderr).toBe("");
        const text = await apply();
        expect(text).not.toMatch(RUNS);
        changed.push(`${/ {2}stage: (\S+)/.exec(read(FILE))?.[1] ?? ""}${ROWS.test(text) ? ", rows" : ""}`);
        expect(await plan()).toContain("No changes.");
      }
      expect([...new Set(changed)]).toEqual(["dual", "entries", "retire, rows", "api", "done"]);
      const live = await bench.proxy.stateOf("demo").principals();
      expect(live).toEqual(expect.arrayContaining([role("admin"), role("dev"), user("alice")]));
      expect(live.filter((arn) => /\/(?:linux|windows|system)-/.test(arn))).toHaveLength(3);
    },
    PATIENCE,
  );

  test(
    "it settles: the arguments in main.tf, our files and the emptied rows gone, then no changes",
    async () => {
      const { stdout } = await eksAccess("overlay", "clusters", "--settle");
      const hcl = /^authentication_mode = [^]*?^access_entries = \{\n[^]*?^\}/m.exec(stdout)?.[0] ?? stdout;
      terraform.write(
        "main.tf",
        read("stack/main.tf").replace(/ {2}authentication_mode *= .*\n/, () => `${hcl}\n`),
      );
      for (const name of ["eks_access.tf.json", "eks_access_override.tf.json", "eks_access_aws_auth.tf"])
        rmSync(join(terraform.folder, name));
      expect(await apply()).toContain("Plan: 0 to add, 0 to change, 1 to destroy.");
      expect(await plan()).toContain("No changes.");
    },
    PATIENCE,
  );
});

/** main.tf as it is told: arguments added below `cluster_name`, values written, lines deleted. */
function edited(main: string, edits: readonly string[]): string {
  const added = edits.flatMap((edit) => /add (\w+ = \S+):/.exec(edit)?.[1] ?? []);
  const version = edits.flatMap((edit) => /^version: write (".*")$/.exec(edit)?.[1] ?? [])[0] ?? "";
  return main
    .replace('"19.21.0"', version)
    .replace(/\n {2}manage_aws_auth_configmap[^]*?aws_auth_accounts = .*\n/, "\n")
    .replace(/( {2}cluster_version = .*\n)/, (line) => `${line}${added.map((one) => `  ${one}\n`).join("")}`);
}

/** Whoever comes in by the account: nobody uses it any more. */
const LEAVING = "leaving: [arn:aws:iam::444455556666:root]\n";

/** The cluster file with a team's answers: which block writes the rows, who leaves, what was looked at. */
function answered(file: string): string {
  const accept = ["masters-by-name", "creator-unknown"].map(
    (code) => `  - { code: ${code}, reason: looked at, until: 2099-01-31 }\n`,
  );
  const whole = file
    .replace(
      / {2}# question: .*\n {2}aws_auth_module:\n/,
      "  config_map: kubernetes_config_map_v1_data.eks_access_aws_auth\n",
    )
    .replace(/^# accept:\n(?:#.*\n)*/m, "");
  return `${whole}  kubernetes_auth: kubeconfig\naccept:\n${accept.join("")}${LEAVING}`;
}
