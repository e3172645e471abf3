import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../support/cli/cli-run";
import { errors, REGISTRY, repository, warm } from "../support/overlay/overlay-repository";

warm();

const STATE = readFileSync(join(__dirname, "../fixtures/terraform-states/access.state.json"), "utf8");
const FILE = "clusters/payments-prod.yaml";
const IMPORT = ["import", "state.json", "--root", "infra", "--output", FILE];
const ROOT = { "infra/main.tf": REGISTRY, "clusters/.keep": "" };

/** A state at other addresses. */
function moved(from: RegExp, to: string): string {
  return STATE.replace(from, to);
}

/** Lines of the section, and what was said. */
async function imported(state: string, files: Readonly<Record<string, string>> = ROOT) {
  const { cwd, read } = repository({ ...files, "state.json": state });
  const run = await cli(IMPORT, { cwd });
  const text = run.exitCode === 2 || run.stderr.includes("nothing was written") ? "" : read(FILE);
  const section = /^overlay:\n(?: {2}.*\n)*/m.exec(text)?.[0] ?? "";
  return { run, cwd, text, section: section.split("\n").slice(1, -1) };
}

const codes = (text: string): string[] => [...text.matchAll(/ \[([\w-]+)\]$/gm)].map(([, code]) => code ?? "");

describe("eks-access import --root", () => {
  test("writes the root module and its blocks, and neither adopt nor backend, for no state moves", async () => {
    const { section, text, run } = await imported(STATE);
    expect(section).toEqual(['  root: "../infra"', "  module: eks", "  aws_auth_module: aws_auth"]);
    expect(text).toContain("\nrender: overlay\n");
    expect(text).not.toMatch(/^adopt:|backend|manage_aws_auth_configmap|create_aws_auth_configmap/m);
    expect(codes(run.stderr)).not.toContain("import-state-owner");
  });

  test("a state whose module made the caller's entry, and no other, is at the stage that keeps it", async () => {
    const state = readFileSync(join(__dirname, "../fixtures/terraform-states/karpenter.state.json"), "utf8");
    const { cwd, read } = repository({ ...ROOT, "state.json": state });
    const file = "clusters/scale-dev.yaml";
    await cli(["import", "state.json", "--root", "infra", "--output", file], { cwd });
    expect(read(file)).toMatch(/^enable_cluster_creator_admin_permissions: true$/m);
    expect(read(file)).toMatch(/^ {2}stage: entries$/m);
    const { cwd: without, read: other } = repository({
      ...ROOT,
      "state.json": state.replaceAll('"cluster_creator', '"somebody'),
    });
    await cli(["import", "state.json", "--root", "infra", "--output", file], { cwd: without });
    expect(other(file)).not.toContain("enable_cluster_creator_admin_permissions");
  });

  test("without --root the file takes the entries over, and says that two states would own them", async () => {
    const { cwd, read } = repository({ ...ROOT, "state.json": STATE });
    const run = await cli(["import", "state.json", "--output", FILE], { cwd });
    expect(read(FILE)).toMatch(/^render: access$/m);
    expect(read(FILE)).toMatch(/^adopt:$/m);
    expect(codes(run.stderr)).toContain("import-state-owner");
  });

  test("an update of a file with an overlay lets its state keep its entries", async () => {
    const { cwd, read } = repository({ ...ROOT, "state.json": STATE });
    await cli(IMPORT, { cwd });
    const before = read(FILE);
    const run = await cli(["import", "state.json", "--update", FILE], { cwd });
    expect(codes(run.stderr)).not.toContain("import-state-owner");
    expect(read(FILE)).toBe(before);
  });

  test("an instance of for_each has its key", async () => {
    const { section } = await imported(moved(/"module\.eks"/g, String.raw`"module.eks[\"blue\"]"`));
    expect(section).toEqual(['  root: "../infra"', '  module: "eks[\\"blue\\"]"', "  aws_auth_module: aws_auth"]);
  });

  test("of two instances in one state each has its own rows", async () => {
    const { resources, ...rest }: { resources: { module?: string }[] } = JSON.parse(STATE);
    const instance = (name: string): object[] => {
      const text = JSON.stringify(resources).replaceAll("payments-prod", name);
      const made: object[] = JSON.parse(
        text.replace(/"module":"module\.(eks|aws_auth)"/g, String.raw`"module":"module.$1[\"${name}\"]"`),
      );
      return made;
    };
    const state = { ...rest, resources: ["other", "payments-prod"].flatMap(instance) };
    const { section, run } = await imported(JSON.stringify(state));
    expect(codes(run.stderr)).not.toContain("import-contradiction");
    expect(section).toEqual([
      '  root: "../infra"',
      '  module: "eks[\\"payments-prod\\"]"',
      '  aws_auth_module: "aws_auth[\\"payments-prod\\"]"',
    ]);
  });

  test("within a local module both have the call before them", async () => {
    const { section } = await imported(moved(/"module\.(eks|aws_auth)"/g, '"module.platform.module.$1"'), {
      ...ROOT,
      "infra/main.tf": 'module "platform" {\n  source = "./platform"\n}\n',
      "infra/platform/main.tf": REGISTRY,
    });
    expect(section).toEqual(['  root: "../infra"', "  module: platform.eks", "  aws_auth_module: platform.aws_auth"]);
  });

  test("resources without a module are named as such", async () => {
    const main =
      'resource "aws_eks_cluster" "this" {\n  name = "payments-prod"\n}\nresource "kubernetes_config_map_v1_data" "aws_auth" {\n  data = {}\n}\n';
    const { section } = await imported(moved(/"module": "module\.(eks|aws_auth)",/g, ""), {
      ...ROOT,
      "infra/main.tf": main,
    });
    expect(section).toEqual([
      '  root: "../infra"',
      "  cluster: aws_eks_cluster.this",
      "  config_map: kubernetes_config_map_v1_data.aws_auth",
    ]);
  });

  test("a state without rows: they are somebody else's", async () => {
    const { section, text } = await imported(moved(/"kubernetes_config_map_v1_data"/g, '"kubernetes_secret"'));
    expect(section).toEqual([
      '  root: "../infra"',
      "  module: eks",
      "  # the state has no rows of aws-auth: somebody else writes them",
    ]);
    expect(text).not.toContain("aws_auth_module");
  });

  const unread = () =>
    imported(moved(/"kubernetes_config_map_v1_data"/g, '"kubernetes_secret"'), {
      ...ROOT,
      "infra/main.tf": REGISTRY.replace('"demo"', '"payments-prod"'),
    });
  const KUBECTL = JSON.stringify({
    kind: "ConfigMap",
    metadata: { name: "aws-auth", namespace: "kube-system" },
    data: { mapUsers: "- { userarn: arn:aws:iam::123456789012:user/alice, username: alice, groups: [developers] }\n" },
  });

  test("rows that no source has are a question, which check and overlay refuse by its line, and an update answers", async () => {
    const { text, cwd } = await unread();
    const line = text.split("\n").indexOf("aws_auth:") + 1;
    expect(line).toBeGreaterThan(0);
    for (const command of ["check", "overlay"]) {
      const run = await cli([command, "clusters"], { cwd });
      expect([run.exitCode, errors(run)]).toEqual([1, [`question-open ${FILE}:${String(line)}`]]);
      expect(`${run.stderr}${run.stdout}`).toContain(
        "the rows of the ConfigMap aws-auth, which no source of the import had",
      );
    }
    const update = await cli(["import", "state.json", "-", "--update", FILE], { cwd, input: KUBECTL });
    expect(update.exitCode).toBe(0);
    expect(errors(await cli(["check", "clusters"], { cwd }))).toEqual([]);
    const written = readFileSync(join(cwd, FILE), "utf8");
    expect(written).toContain(
      "aws_auth:\n  manage_aws_auth_configmap: false\n  aws_auth_roles: []\n  aws_auth_users:\n",
    );
  });

  test("where the cluster has no ConfigMap, the key of the question is deleted, and nothing is asked", async () => {
    const { text, cwd } = await unread();
    writeFileSync(join(cwd, FILE), text.replace(/^aws_auth:\n/m, ""));
    expect(errors(await cli(["check", "clusters"], { cwd }))).toEqual([]);
  });

  test("an empty ConfigMap answers the question too", async () => {
    const { cwd } = await unread();
    const input = KUBECTL.replace(/"mapUsers":"[^"]*"/, '"mapUsers":"[]"');
    const update = await cli(["import", "state.json", "-", "--update", FILE], { cwd, input });
    expect(update.stdout + update.stderr).toContain("aws_auth: no rows");
    expect(errors(await cli(["check", "clusters"], { cwd }))).toEqual([]);
  });

  test("a block that the root module does not have is asked for, and check names the question", async () => {
    const { section, cwd } = await imported(STATE, {
      ...ROOT,
      "infra/main.tf": REGISTRY.replace('module "eks"', 'module "cluster"'),
    });
    expect(section).toEqual([
      '  root: "../infra"',
      '  # question: the state has module.eks.aws_eks_cluster.this, and infra has no block module "eks"; modules there: aws_auth, cluster; write `module: NAME`, or `cluster: aws_eks_cluster.NAME`',
      "  module:",
      "  aws_auth_module: aws_auth",
    ]);
    expect(errors(await cli(["check", FILE], { cwd }))).toEqual([`question-open ${FILE}:10`]);
  });

  const BOOTSTRAP = "bootstrap_cluster_creator_admin_permissions";

  test("a creator whom EKS made no admin, as the state says, is not asked for", async () => {
    const { text, run } = await imported(STATE);
    expect(text).toMatch(new RegExp(`^ {2}${BOOTSTRAP}: false$`, "m"));
    expect(`${text}${run.stderr}`).not.toContain("creator-unknown");
  });

  test.each([
    ["it says that EKS did", STATE.replace(`"${BOOTSTRAP}": false`, `"${BOOTSTRAP}": true`)],
    ["it does not say", STATE.replace(new RegExp(`,\\s*"${BOOTSTRAP}": false`), "")],
    [
      "the mode is CONFIG_MAP, in which it always does",
      STATE.replace('"API_AND_CONFIG_MAP"', '"CONFIG_MAP"').replaceAll('"aws_eks_access_', '"x_'),
    ],
  ])("where %s, the creator is asked for", async (_, state) => {
    expect(state).not.toBe(STATE);
    const { text, run } = await imported(state);
    expect(text).not.toContain(BOOTSTRAP);
    expect(text).toContain("# R37 creator-unknown: ");
    expect(codes(run.stderr)).toContain("creator-unknown");
  });

  test("the first cluster file of a repository makes its folder", async () => {
    const { section } = await imported(STATE, { "infra/main.tf": REGISTRY });
    expect(section).toContain("  module: eks");
  });

  test("a root module that cannot be read writes nothing", async () => {
    const { run } = await imported(STATE, { "clusters/.keep": "", "infra/README.md": "" });
    expect([run.exitCode, errors(run)]).toEqual([1, ["overlay-root-missing infra:1"]]);
    expect(run.stderr).toContain("    name the folder that has its `*.tf` files, from where you type\n");
  });

  test("--root needs the file from which overlay.root leads to it", async () => {
    const { cwd } = repository({ ...ROOT, "state.json": STATE });
    expect((await cli(["import", "state.json", "--root", "infra"], { cwd })).exitCode).toBe(2);
  });
});
