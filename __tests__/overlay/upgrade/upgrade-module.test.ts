import { cli } from "../../support/cli/cli-run";
import { NODES, ROOT, state, upgrade } from "../../support/overlay/upgrade-root";
import { clusterYaml, errors, files, REGISTRY, repository } from "../../support/overlay/overlay-repository";

const ROWS = `# Written by \`eks-access upgrade-module\`: the rows of aws-auth as the module wrote them.
resource "kubernetes_config_map_v1_data" "eks_access_aws_auth" {
  force = true
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = {
    mapRoles = <<EOT
${NODES}EOT
    mapUsers = <<EOT
[]
EOT
    mapAccounts = <<EOT
- "444455556666"
EOT
  }
}

moved {
  from = module.eks.kubernetes_config_map_v1_data.aws_auth[0]
  to   = kubernetes_config_map_v1_data.eks_access_aws_auth
}
`;

const keep = (groups: string): string =>
  `write it into ${groups}, with the value that the state has, where it has to stay:`;

/** What an upgrade from v20 to v21 says of the groups of a root, without their places. */
async function groupEdits(groups: string): Promise<string[]> {
  const main = ROOT.replace("19.21.0", "20.37.2").replace(
    / {2}manage_aws_auth[^]*\n\}\n/,
    `  authentication_mode = "API"\n  ${groups}}\n`,
  );
  const { cwd } = repository({ "infra/main.tf": main, "state.json": state({ mode: "API", rows: false }) });
  const { exitCode, stdout } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json", "--to", "21"], {
    cwd,
  });
  expect(exitCode).toBe(0);
  return stdout
    .split("\n")
    .flatMap((line) => /(?<=^ +infra\/main\.tf:\d+ +)\w+_(?:groups|profiles)\..*the default.*/.exec(line) ?? []);
}

describe("eks-access upgrade-module", () => {
  test("from v19 to v20 names each edit at its line, and writes the rows byte for byte", async () => {
    const { run, read } = upgrade(ROOT);
    const { exitCode, stdout, stderr } = await run();
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").slice(0, 13)).toEqual([
      "module.eks of infra/main.tf:7: 19.21.0 -> 20.37.2",
      "",
      "edit:",
      "  infra/main.tf:7   enable_auto_mode_custom_tags: add enable_auto_mode_custom_tags = false: the default adds a policy to the cluster's role",
      "  infra/main.tf:7   kms_key_enable_default_policy: add kms_key_enable_default_policy = false: the default was false and is true",
      '  infra/main.tf:7   authentication_mode: add authentication_mode = "CONFIG_MAP": the default switches the mode, which cannot be undone',
      '  infra/main.tf:9   version: write "20.37.2"',
      "  infra/main.tf:13  manage_aws_auth_configmap: delete it: the rows stand in eks_access_aws_auth.tf from now on",
      "  infra/main.tf:14  aws_auth_users: delete it: the rows stand in eks_access_aws_auth.tf from now on",
      "  infra/main.tf:15  aws_auth_accounts: delete it: the rows stand in eks_access_aws_auth.tf from now on",
      "",
      "infra/eks_access_aws_auth.tf: written",
      "",
    ]);
    expect(stdout).toContain(
      "  overlay: { root: FOLDER, module: eks, config_map: kubernetes_config_map_v1_data.eks_access_aws_auth }",
    );
    expect(read("infra/eks_access_aws_auth.tf")).toBe(ROWS);
  });

  test("from v18 names groups that take no launch template: v20 asks for it by a variable of its own", async () => {
    const main = ROOT.replace('"19.21.0"', '"18.20.5"').replace(
      /blue = \{[^]*?\n {4}\}\n/,
      `blue  = { create_launch_template = false, launch_template_name = "" }
    green = { create_launch_template = false, launch_template_name = "own" }
    red   = { create_launch_template = false, launch_template_name = "", use_custom_launch_template = false }
    grey  = { min_size = 1 }
`,
    );
    const { stdout } = await upgrade(main).run();
    const does =
      "add use_custom_launch_template = false: before v19 an empty launch_template_name said so, now the group would take a template without an id";
    expect(stdout.split("\n").filter((line) => line.includes("launch_template"))).toEqual([
      `  infra/main.tf:18  eks_managed_node_groups.blue.use_custom_launch_template: ${does}`,
    ]);
    const defaults = `eks_managed_node_group_defaults = { create_launch_template = false, launch_template_name = "" }`;
    const { stdout: once } = await upgrade(
      main.replace(/blue .*/, "blue = {}").replace("  eks_managed", `  ${defaults}\n  eks_managed`),
    ).run();
    expect(once).toContain(`infra/main.tf:17  eks_managed_node_group_defaults.use_custom_launch_template: ${does}`);
    const { stdout: from19 } = await upgrade(main.replace("18.20.5", "19.21.0")).run();
    expect(from19).not.toContain("use_custom_launch_template");
  });

  test("a ConfigMap that the module made moves too, or the plan would destroy it", async () => {
    const { run, read } = upgrade(ROOT, { created: true });
    await run();
    expect(read("infra/eks_access_aws_auth.tf")).toContain(`moved {
  from = module.eks.kubernetes_config_map.aws_auth[0]
  to   = kubernetes_config_map.eks_access_aws_auth
}`);
  });

  test("writes over no file, and nothing with --dry-run", async () => {
    const { run, list, write } = upgrade(ROOT);
    expect((await run("--dry-run")).stdout).toContain(ROWS);
    expect(list()).toEqual(["main.tf"]);
    write("infra/eks_access_aws_auth.tf", ROWS.replace(/moved[^]*/, ""));
    const { exitCode, stderr } = await run();
    expect([exitCode, stderr.split("\n")[0]]).toEqual([
      1,
      "error infra/eks_access_aws_auth.tf: there already, expected no file of this name",
    ]);
  });

  test("to v21 names what has another name, in node groups too, once the migration is done", async () => {
    const settled = ROOT.replace("19.21.0", "20.37.2")
      .replace(/ {2}manage_aws_auth[^]*?\n\n/, '  authentication_mode = "API"\n\n')
      .replace("min_size = 1", 'min_size = 1\n      cluster_version = "1.31"');
    const { cwd } = repository({
      "infra/main.tf": settled,
      "state.json": state({ mode: "API", rows: false }),
    });
    const { exitCode, stdout } = await cli(
      ["upgrade-module", "--root", "infra", "--state", "state.json", "--to", "21"],
      { cwd },
    );
    expect(exitCode).toBe(0);
    const edits = stdout.split("\n").filter((line) => line.startsWith("  infra/") && !line.includes("the default was"));
    expect(edits).toEqual([
      '  infra/main.tf:3   required_providers.aws.version: write ">= 6.28, < 7.0": the module takes no version of `5.100.0`',
      '  infra/main.tf:9   version: write "21.19.0"',
      "  infra/main.tf:11  cluster_name: rename it to name",
      "  infra/main.tf:12  cluster_version: rename it to kubernetes_version",
      "  infra/main.tf:18  eks_managed_node_groups.blue.cluster_version: rename it to kubernetes_version",
    ]);
  });

  test("to v21 names defaults of node groups that changed, under the groups that leave them out", async () => {
    const groups = `eks_managed_node_groups = {
    blue  = { min_size = 1, enable_monitoring = true, metadata_options = { http_tokens = "required" } }
    green = { ami_type = "AL2_x86_64" }
  }
  eks_managed_node_group_defaults = { use_latest_ami_release_version = false, enable_efa_only = false }
  fargate_profiles = { }
`;
    const edits = await groupEdits(groups);
    expect(edits).toEqual([
      `eks_managed_node_groups.ami_type: ${keep("blue")} the default was none and is "AL2023_x86_64_STANDARD"`,
      `eks_managed_node_groups.enable_monitoring: ${keep("green")} the default was true and is false`,
      `eks_managed_node_groups.metadata_options: ${keep("green")} the default was {"http_endpoint":"enabled","http_put_response_hop_limit":2,"http_tokens":"required"} and is {"http_endpoint":"enabled","http_put_response_hop_limit":1,"http_tokens":"required"}`,
    ]);
  });

  test("to v21 names them of all groups where these are an expression, and none where there are no groups", async () => {
    expect(await groupEdits("self_managed_node_groups = var.groups\n")).toContain(
      `self_managed_node_groups.ami_type: ${keep("each group that does not say it")} the default was "AL2_x86_64" and is "AL2023_x86_64_STANDARD"`,
    );
    expect(await groupEdits("eks_managed_node_groups = {}\n")).toEqual([]);
  });

  test.each([
    ["v21 while the module writes rows", ROOT, ["--to", "21"], "overlay-not-done infra/main.tf:7"],
    ["v17", ROOT.replace("19.21.0", "17.24.0"), [], "overlay-module-version infra/main.tf:9"],
    ["v18 that writes no aws-auth", ROOT.replace("19.21.0", "18.10.0"), [], "overlay-module-version infra/main.tf:9"],
    ["v21 to v20", ROOT.replace("19.21.0", "21.19.0"), [], "overlay-module-version infra/main.tf:9"],
    [
      "a call with count",
      ROOT.replace("cluster_name  ", "count = 1\n  cluster_name  "),
      [],
      "overlay-unsupported infra/main.tf:11",
    ],
    [
      "no call of the module",
      ROOT.replace("terraform-aws-modules/eks/aws", "./modules/cluster"),
      [],
      "overlay-block-missing infra:1",
    ],
  ])("refuses %s, and writes nothing", async (...row) => {
    const [, main, args, expected] = row;
    const { run, list } = upgrade(main);
    const result = await run(...args);
    expect([result.exitCode, errors(result)]).toEqual([1, [expected]]);
    expect(list()).toEqual(["main.tf"]);
  });

  const V20 = ROOT.replace("19.21.0", "20.37.2").replace(/ {2}manage_aws_auth[^]*?\n\n/, "\n");

  test.each([
    [
      "within another module",
      ROOT,
      { module: "module.platform.module.eks" },
      [],
      "overlay-root-unreadable state.json:1",
    ],
    ["of another root", ROOT, { module: "module.other" }, [], "overlay-root-unreadable state.json:1"],
    [
      "of another root, to v21",
      V20,
      { module: "module.other" },
      ["--to", "21"],
      "overlay-root-unreadable state.json:1",
    ],
    ["without the rows that the module writes", ROOT, { rows: false }, [], "overlay-root-unreadable infra/main.tf:13"],
    [
      "without the rows that the module writes by a text",
      ROOT.replace("configmap = true", 'configmap = "true"'),
      { rows: false },
      [],
      "overlay-root-unreadable infra/main.tf:13",
    ],
  ] as const)("refuses a state %s: its rows would be destroyed", async (...row) => {
    const [, main, made, args, expected] = row;
    const { run, list } = upgrade(main, made);
    const result = await run(...args);
    expect([result.exitCode, errors(result)]).toEqual([1, [expected]]);
    expect(list()).toEqual(["main.tf"]);
  });

  test("takes a state without rows where the module writes none", async () => {
    const main = ROOT.replace("manage_aws_auth_configmap = true", "manage_aws_auth_configmap = false");
    const { exitCode, stdout } = await upgrade(main, { rows: false }).run();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("the state has no rows of the module: whoever writes aws-auth goes on");
  });

  test("v18.20 goes to v20 too", async () => {
    const { exitCode, stdout } = await upgrade(
      ROOT.replace("19.21.0", "18.20.5").replace(
        "  aws_auth_users",
        "  iam_role_additional_policies = [aws_iam_policy.a.arn]\n  aws_auth_users",
      ),
    ).run("--dry-run");
    expect([exitCode, stdout.split("\n")[0]]).toEqual([0, "module.eks of infra/main.tf:7: 18.20.5 -> 20.37.2"]);
    expect(stdout).toContain("cluster_endpoint_public_access = true: the default was true and is false");
    expect(stdout).toContain('cluster_encryption_config = {}: the default was [] and is {"resources":["secrets"]}');
    expect(stdout).toContain("iam_role_additional_policies: write it as map(string): it was list(string)");
  });
});

describe("eks-access overlay --settle --module-version 21", () => {
  test("names what else the block needs, beside the arguments of access", async () => {
    const root = REGISTRY.replace(/module "aws_auth" \{[^]*?\n\}\n/, "");
    const yaml = clusterYaml("done", "{ root: ../infra, module: eks }").replace(
      "aws_auth:\n",
      "aws_auth:\n  manage_aws_auth_configmap: false\n",
    );
    const { overlay } = repository({ "infra/main.tf": root, "clusters/demo.yaml": yaml });
    const { stdout } = await overlay("--settle", "--module-version", "21");
    const at = (text: string): number => root.split("\n").findIndex((line) => line.trim().startsWith(text)) + 1;
    expect(stdout).toContain("# in a pull request of its own, once that is applied: 20.37.2 -> 21.19.0");
    expect(stdout).toContain(`#   infra/main.tf:${at("cluster_name")}  cluster_name: rename it to name`);
    expect(stdout).not.toContain("authentication_mode: add");
  });

  test("means nothing without --settle", async () => {
    const { overlay } = repository(files(REGISTRY));
    const { exitCode, stderr } = await overlay("--module-version", "21");
    expect([exitCode, stderr]).toEqual([2, "error --module-version: expected --settle beside it\n"]);
  });
});
