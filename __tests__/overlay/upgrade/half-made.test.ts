import { cli, type CliRun } from "../../support/cli/cli-run";
import { repository } from "../../support/overlay/overlay-repository";
import { ROOT, state } from "../../support/overlay/upgrade-root";

const ROWS = "infra/eks_access_aws_auth.tf";

/** A root, its state, and the command over them. */
function root(main: string, made: Parameters<typeof state>[0] = {}) {
  const files = repository({ "infra/main.tf": main, "state.json": state(made) });
  const { cwd } = files;
  const run = async (...args: readonly string[]): Promise<CliRun> =>
    cli(["upgrade-module", "--root", "infra", "--state", "state.json", ...args], { cwd });
  const installed = (Version: string): void => {
    files.write(
      "infra/.terraform/modules/modules.json",
      JSON.stringify({ Modules: [{ Key: "eks", Version, Dir: "m" }] }),
    );
  };
  return { ...files, run, installed };
}

/** What is left, as `argument: does`. */
function left({ stdout }: CliRun): string[] {
  return [...stdout.matchAll(/^ {2}infra\/\S+ +(\S+): /gm)].map(([, argument = ""]) => argument);
}

const bumped = (version: string): string => ROOT.replace("19.21.0", version);
const LEFT = [
  "enable_auto_mode_custom_tags",
  "kms_key_enable_default_policy",
  "authentication_mode",
  "manage_aws_auth_configmap",
  "aws_auth_users",
  "aws_auth_accounts",
];
/** That root with all edits made. */
const EDITED = bumped("20.37.2").replace(
  / {2}manage_aws_auth[^]*?\n\n/,
  '  authentication_mode = "CONFIG_MAP"\n  kms_key_enable_default_policy = false\n  enable_auto_mode_custom_tags = false\n\n',
);

describe("upgrade-module over a root that is half upgraded", () => {
  test("says once more what it said, and leaves the file that it wrote", async () => {
    const { run, read } = root(ROOT);
    await run();
    const text = read(ROWS);
    const again = await run();
    expect([again.exitCode, again.stderr]).toEqual([0, ""]);
    expect(left(again)).toEqual([...LEFT.slice(0, 3), "version", ...LEFT.slice(3)]);
    expect(again.stdout).not.toContain(": written");
    expect(again.stdout).toContain("config_map: kubernetes_config_map_v1_data.eks_access_aws_auth }");
    expect(read(ROWS)).toBe(text);
  });

  test.each([undefined, "19.21.0", "20.37.2"])(
    "the version is written, and terraform init has installed %s: what is left, and the rows",
    async (version) => {
      const { run, read, installed } = root(bumped("20.37.2"));
      if (version !== undefined) installed(version);
      const first = await run();
      expect([first.exitCode, first.stderr]).toEqual([0, ""]);
      expect(first.stdout.split("\n")[0]).toBe("module.eks of infra/main.tf:7: 19.21.0 -> 20.37.2");
      expect(first.stdout).toContain("done: module.eks calls 20.37.2\n");
      expect(first.stdout.includes("19.21.0 is taken, by what the state has")).toBe(version !== "19.21.0");
      expect(left(first)).toEqual(LEFT);
      expect(read(ROWS)).toContain("from = module.eks.kubernetes_config_map_v1_data.aws_auth[0]");
    },
  );

  test("all is edited: nothing is left, and what the plan may change is told", async () => {
    const { run, write } = root(ROOT, { created: true });
    await run();
    write("infra/main.tf", EDITED);
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`done: module.eks calls 20.37.2
done: aws-auth of the module is moved to kubernetes_config_map_v1_data.eks_access_aws_auth
done: aws-auth of the module is moved to kubernetes_config_map.eks_access_aws_auth
the root module does not tell the version before: 19.21.0 is taken, by what the state has

left to edit: nothing
`);
    expect(stdout).toContain("the plan of this pull request may change");
  });

  test("a version between is as good, and one that the constraint may leave is still to be written", async () => {
    const exact = await root(bumped("20.31.0")).run();
    expect(exact.stdout.split("\n")[0]).toBe("module.eks of infra/main.tf:7: 19.21.0 -> 20.31.0");
    expect(left(exact)).not.toContain("version");
    const open = root(bumped(">= 18.0"));
    open.installed("20.37.2");
    expect(left(await open.run())).toContain("version");
  });

  test("of v18 by the state: what v19 changed is left too", async () => {
    const more = ['aws_iam_role_policy_attachment.this["arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"]'];
    const { stdout } = await root(bumped("20.37.2"), { more }).run("--dry-run");
    expect(stdout.split("\n")[0]).toBe("module.eks of infra/main.tf:7: 18.31.2 -> 20.37.2");
    expect(stdout).toContain("cluster_endpoint_public_access = true: the default was true and is false");
  });

  test("rows in the file that are not as the state has them are named at their line", async () => {
    const { run, read, write } = root(ROOT);
    await run();
    write("infra/main.tf", EDITED);
    write(
      ROWS,
      read(ROWS)
        .replace('"system:nodes"', '"system:masters"')
        .replace(/ {4}mapUsers = <<EOT\n\[\]\nEOT\n/, ""),
    );
    const { stdout } = await run();
    const line =
      read(ROWS)
        .split("\n")
        .findIndex((each) => each.includes("mapRoles")) + 1;
    expect(stdout).toContain(`  ${ROWS}:${String(line)}  data.mapRoles: write it as the state has it, byte for byte`);
    expect(left(await run())).toEqual(["data.mapUsers", "data.mapRoles"]);
  });

  test("once it is applied nothing is left but what v20 would drop without a word", async () => {
    const { run, write, read } = root(ROOT);
    await run();
    const rows = read(ROWS);
    write("infra/main.tf", EDITED);
    write("state.json", state({ rows: false, tags: { "terraform-aws-modules": "eks" } }));
    const done = await run();
    expect([done.exitCode, done.stderr]).toEqual([0, ""]);
    expect(done.stdout).toContain("module.eks of infra/main.tf:7: 20.37.2\n");
    expect(done.stdout).toContain("left to edit: nothing\n");
    expect(done.stdout).toContain("config_map: kubernetes_config_map_v1_data.eks_access_aws_auth }");
    expect(done.stdout).not.toContain("may change");
    write("infra/main.tf", bumped("20.37.2").replace(/ {2}manage_aws.*\n/, ""));
    expect(left(await run())).toEqual(["aws_auth_users", "aws_auth_accounts"]);
    expect(read(ROWS)).toBe(rows);
  });

  test("a cluster without the tag of v20 is older, also where the module wrote no rows", async () => {
    const { stdout } = await root(EDITED, { rows: false, tags: null }).run();
    expect(stdout.split("\n")[0]).toBe("module.eks of infra/main.tf:7: 19.21.0 -> 20.37.2");
  });

  test("rows that are moved into modules/aws-auth are done, and the cluster file names its call", async () => {
    const main = `${EDITED}
module "rows" {
  source  = "terraform-aws-modules/eks/aws//modules/aws-auth"
  version = "20.37.2"
}
moved {
  from = module.eks.kubernetes_config_map_v1_data.aws_auth
  to   = module.rows.kubernetes_config_map_v1_data.aws_auth
}
`;
    const { run, list } = root(main);
    const { exitCode, stdout } = await run();
    expect([exitCode, list()]).toEqual([0, ["main.tf"]]);
    expect(stdout).toContain("  overlay: { root: FOLDER, module: eks, aws_auth_module: rows }\n");
  });

  test("a `moved` block to nothing that is there takes nothing out of the module", async () => {
    const moved =
      "\nmoved {\n  from = module.eks.kubernetes_config_map_v1_data.aws_auth[0]\n  to   = kubernetes_config_map_v1_data.gone\n}\n";
    const { run, list } = root(`${EDITED}${moved}`);
    await run();
    expect(list()).toEqual(["eks_access_aws_auth.tf", "main.tf"]);
  });

  const V21 = bumped("21.19.0").replace(/ {2}manage_aws_auth[^]*?\n\n/, '  authentication_mode = "API"\n\n');

  test.each([
    ["written", { tags: { "terraform-aws-modules": "eks" } }, "20.37.2 -> 21.19.0"],
    ["applied", { tags: null }, "21.19.0"],
  ] as const)("v21 that is %s: names of v20 are left", async (_, tags, versions) => {
    const { run } = root(V21, { mode: "API", rows: false, ...tags });
    const result = await run("--to", "21");
    expect([result.exitCode, result.stderr]).toEqual([0, ""]);
    expect(result.stdout.split("\n")[0]).toBe(`module.eks of infra/main.tf:7: ${versions}`);
    expect(left(result)).toEqual(expect.arrayContaining(["cluster_name", "cluster_version"]));
    expect(left(result)).not.toContain("version");
    expect(result.stdout.includes("ami_type: write it into blue")).toBe(versions !== "21.19.0");
  });
});
