import { role } from "../support/definitions/arns";
import { cli } from "../support/cli/cli-run";
import { fieldsOf } from "../support/terraform/provider-schema";
import {
  clusterYaml,
  errors,
  files,
  jsonAt,
  placed,
  REGISTRY,
  repository,
  warm,
} from "../support/overlay/overlay-repository";

warm();

const EKS_LINE = 'authentication_mode = "CONFIG_MAP"';
const withArgument = (text: string): string => REGISTRY.replace(EKS_LINE, `${EKS_LINE}\n  ${text}`);
const requiring = (provider: string): string => `terraform {\n  required_providers {\n    ${provider}\n  }\n}\n`;
const ENTRY = `access_entries = { dev = { principal_arn = "${role("dev")}", user_name = "dev:{{SessionName}}", kubernetes_groups = ["developers"] } }`;

/** A name, the root module, and the finding with the text of its line. */
const REFUSED: readonly (readonly [string, string, readonly [code: string, text: string]])[] = [
  [
    "an argument that is misspelt",
    withArgument('cluster_versoin = "1.31"'),
    ["overlay-argument-unknown", 'cluster_versoin = "1.31"'],
  ],
  [
    "v19, which has no authentication_mode",
    REGISTRY.replace('"20.37.2"', '"19.21.0"'),
    ["overlay-module-version", 'version = "19.21.0"'],
  ],
  [
    "a version that replaces older clusters",
    REGISTRY.replace('"20.37.2"', '"20.8.5"'),
    ["overlay-module-version", 'version = "20.8.5"'],
  ],
  [
    "a constraint that lets it in",
    REGISTRY.replace('"20.37.2"', '"~> 20.0"'),
    ["overlay-module-version", 'version = "~> 20.0"'],
  ],
  ["v21", REGISTRY.replace('"20.37.2"', '"~> 21.0"'), ["overlay-module-version", 'version = "~> 21.0"']],
  [
    "a constraint on the AWS provider that v20 cannot have",
    `${requiring('aws = { source = "hashicorp/aws", version = "~> 6.0" }')}${REGISTRY}`,
    ["constraint-unmet", 'aws = { source = "hashicorp/aws", version = "~> 6.0" }'],
  ],
  [
    "the same by another local name, over lines",
    `${requiring('amazon = {\n      source  = "hashicorp/aws"\n      version = "~> 4.67"\n    }')}${REGISTRY}`,
    ["constraint-unmet", 'version = "~> 4.67"'],
  ],
  [
    "a constraint on Terraform that the module cannot have",
    `terraform {\n  required_version = "~> 1.2.0"\n}\n${REGISTRY}`,
    ["constraint-unmet", 'required_version = "~> 1.2.0"'],
  ],
  [
    "another module",
    REGISTRY.replace('terraform-aws-modules/eks/aws"', 'acme/eks/aws"'),
    ["overlay-module-unknown", 'source = "acme/eks/aws"'],
  ],
  [
    "cloudposse's module",
    REGISTRY.replace('terraform-aws-modules/eks/aws"', 'cloudposse/eks-cluster/aws"'),
    ["overlay-unsupported", 'source = "cloudposse/eks-cluster/aws"'],
  ],
  [
    "another cluster",
    REGISTRY.replace('"demo"', '"other"'),
    ["overlay-cluster-differs", 'cluster_name        = "other"'],
  ],
  [
    "a merge of entries",
    withArgument("access_entries = merge(local.a, local.b)"),
    ["overlay-expression", "access_entries = merge(local.a, local.b)"],
  ],
  [
    "a colleague's entry",
    withArgument(ENTRY.replace("{ dev =", "{ x =")),
    ["overlay-entry-unknown", "access_entries = { x ="],
  ],
  [
    "an entry with other groups",
    withArgument(ENTRY.replace('["developers"]', '["owners"]')),
    ["overlay-entry-differs", "access_entries = { dev ="],
  ],
  [
    "the creator's entry that the file does not have",
    withArgument("enable_cluster_creator_admin_permissions = true"),
    ["overlay-entry-differs", "enable_cluster_creator_admin_permissions = true"],
  ],
  [
    "a creator's entry that hangs on an expression, of which the file says nothing",
    withArgument("enable_cluster_creator_admin_permissions = var.admin"),
    ["overlay-expression", "enable_cluster_creator_admin_permissions = var.admin"],
  ],
  [
    "a mode that the stage has not reached",
    REGISTRY.replace('"CONFIG_MAP"', '"API"'),
    ["overlay-mode-ahead", 'authentication_mode = "API"'],
  ],
  [
    "the same behind a heredoc with such a block",
    REGISTRY.replace(
      'module "eks" {',
      'locals {\n  doc = <<-EOT\n    module "eks" {\n      authentication_mode = "x"\n    }\n  EOT\n}\nmodule "eks" {',
    ).replace('"CONFIG_MAP"', '"API"'),
    ["overlay-mode-ahead", 'authentication_mode = "API"'],
  ],
  [
    "other rows",
    REGISTRY.replace('["developers"] },\n', '["owners"] },\n'),
    ["overlay-rows-differ", "aws_auth_roles = ["],
  ],
  ["a count", withArgument("count = 1"), ["overlay-unsupported", "count = 1"]],
  [
    "no such block",
    REGISTRY.replace('module "eks"', 'module "cluster"'),
    ["overlay-block-missing", "clusters/demo.yaml:4"],
  ],
  ["broken HCL", `${REGISTRY}\nmodule "x" {`, ["overlay-root-unreadable", 'module "x" {']],
];

describe("eks-access overlay: what Terraform no longer says of a block", () => {
  test.each(REFUSED)("%s is refused at its line", async (_, main, [code, text]) => {
    const run = await repository(files(main, "entries")).overlay();
    expect(run.exitCode).toBe(1);
    expect(placed(run, main)).toEqual([[code, expect.stringContaining(text)]]);
  });

  test.each(REFUSED)("%s is refused by check, advance and back too", async (_, main, [code, text]) => {
    const { cwd, read } = repository(files(main, "entries"));
    const check = await cli(["check", "clusters/demo.yaml"], { cwd });
    expect([check.exitCode, placed(check, main)]).toEqual([1, [[code, expect.stringContaining(text)]]]);
    for (const command of ["advance", "back"]) {
      const run = await cli([command, "clusters/demo.yaml"], { cwd });
      expect([run.exitCode, errors(run)]).toEqual([1, [expect.stringMatching(/^(?:overlay|constraint)-/)]]);
    }
    expect(read("clusters/demo.yaml")).toBe(clusterYaml("entries"));
  });

  test.each([
    ["the mode that the cluster started from", "retire", REGISTRY],
    ["the stage's own mode", "retire", REGISTRY.replace('"CONFIG_MAP"', '"API_AND_CONFIG_MAP"')],
    ["a mode that is an expression", "dual", REGISTRY.replace('"CONFIG_MAP"', "var.mode")],
    ["no mode", "config-map", REGISTRY.replace(/ *authentication_mode.*\n/, "")],
    ["API at api", "api", REGISTRY.replace('"CONFIG_MAP"', '"API"')],
  ])("a block with %s passes at %s", async (_, stage, main) => {
    expect(errors(await repository(files(main, stage)).overlay())).toEqual([]);
  });

  test.each([
    ["dual", false, "false"],
    ["entries", true, "true"],
    ["entries", false, "false"],
  ])("at %s, a creator's entry by an expression is what the cluster file says: %s", async (stage, told, value) => {
    const main = withArgument("enable_cluster_creator_admin_permissions = var.admin");
    const all = files(main, stage);
    const { overlay, read } = repository({
      ...all,
      "clusters/demo.yaml": `${all["clusters/demo.yaml"] ?? ""}enable_cluster_creator_admin_permissions: ${String(told)}\n`,
    });
    expect(errors(await overlay())).toEqual([]);
    expect(
      jsonAt(read("infra/eks_access_override.tf.json"), "module", "eks", "enable_cluster_creator_admin_permissions"),
    ).toBe(`\${[${value}, local.eks_access_demo_passed][0]}`);
  });

  test("a root module without faults passes check, of the folder and of the file", async () => {
    const { cwd } = repository(files(REGISTRY, "entries"));
    for (const path of ["clusters", "clusters/demo.yaml"]) {
      const run = await cli(["check", path], { cwd });
      expect([run.exitCode, errors(run)]).toEqual([0, []]);
    }
  });

  test.each([
    ["~> 19.21", "eks-access upgrade-module"],
    ["19.21.0", "eks-access upgrade-module"],
    ["~> 20.0", '`version = "~> 20.31"`'],
    ["~> 21.0", "render: access"],
  ])("the advice of version %s is what does not take anything away: %s", async (version, advice) => {
    const { stderr } = await repository(files(REGISTRY.replaceAll('"20.37.2"', `"${version}"`))).overlay();
    expect(stderr.split("\n").filter((line) => line.startsWith("    "))).toContainEqual(
      expect.stringContaining(advice),
    );
  });

  test("an entry of the root module that the stage does not render would be destroyed", async () => {
    const main = withArgument(ENTRY);
    expect(placed(await repository(files(main, "dual")).overlay(), main)).toEqual([
      ["overlay-entry-dropped", expect.stringContaining("access_entries = { dev =")],
    ]);
    expect((await repository(files(withArgument(ENTRY), "entries")).overlay()).exitCode).toBe(0);
  });

  test("an entry by reference keeps the reference, so that its edge to the role stays", async () => {
    const main = withArgument(ENTRY.replace(`"${role("dev")}"`, "aws_iam_role.dev.arn"));
    const { overlay, read } = repository(files(main, "entries"));
    expect((await overlay()).exitCode).toBe(0);
    expect(jsonAt(read("infra/eks_access.tf.json"), "locals", "eks_access_demo_access_entries", "dev")).toEqual({
      principal_arn: "${aws_iam_role.dev.arn}",
      user_name: "dev:{{SessionName}}",
      kubernetes_groups: ["developers"],
    });
  });

  test.each([
    ["that the same root makes is not looked for in IAM", 'resource "aws_iam_role" "dev" {\n  name = "dev"\n}\n', []],
    ["that only a data source knows is looked for", 'data "aws_iam_role" "dev" {\n  name = "dev"\n}\n', ["dev"]],
  ])("a role by reference %s", async (_, block, asked) => {
    const reference = block.startsWith("data") ? "data.aws_iam_role.dev.arn" : "aws_iam_role.dev.arn";
    const main = `${withArgument(ENTRY.replace(`"${role("dev")}"`, reference))}\n${block}`;
    const { overlay, read } = repository(files(main, "entries"));
    expect((await overlay()).exitCode).toBe(0);
    const roles = jsonAt(read("infra/eks_access.tf.json"), "locals", "eks_access_demo_entry_roles");
    expect(Object.keys(fieldsOf(roles)).filter((key) => key === "dev")).toEqual(asked);
    expect(Object.keys(fieldsOf(roles))).toContain("admin");
  });

  test.each([
    ["~> 20.14", 0],
    [">= 20.13.1, < 21.0", 0],
    ["20.24.3", 0],
  ])("version `%s` is taken", async (version, exitCode) => {
    expect((await repository(files(REGISTRY.replace('"20.37.2"', `"${version}"`))).overlay()).exitCode).toBe(exitCode);
  });

  test("no folder with Terraform files is a fault of the cluster file", async () => {
    const { cwd, overlay } = repository({ "clusters/demo.yaml": clusterYaml("dual") });
    expect(errors(await overlay())).toEqual(["overlay-root-missing clusters/demo.yaml:4"]);
    expect(errors(await cli(["check"], { cwd }))).toEqual(["overlay-root-missing clusters/demo.yaml:4"]);
    expect(errors(await cli(["advance", "clusters/demo.yaml"], { cwd }))).toEqual([
      "overlay-root-missing clusters/demo.yaml:4",
    ]);
  });

  test("rows that no block writes are somebody else's, and the file has to say so", async () => {
    const run = await repository(files(REGISTRY, "dual", "{ root: ../infra, module: eks }")).overlay();
    expect(errors(run).map((line) => line.split(" ")[0])).toEqual(["overlay-rows-differ"]);
  });

  test("an override file of the team's own is refused", async () => {
    const { overlay, write } = repository(files(REGISTRY));
    write("infra/local_override.tf", 'module "eks" {\n  cluster_version = "1.32"\n}\n');
    expect(errors(await overlay())).toEqual(["overlay-unsupported infra/local_override.tf:1"]);
  });

  test("a file that is named alone is asked whether a neighbour names its block", async () => {
    const twin = clusterYaml("dual").replace("cluster_name: demo", "cluster_name: aaa");
    const { cwd } = repository({ ...files(REGISTRY), "clusters/aaa.yaml": twin });
    const alone = await cli(["check", "clusters/demo.yaml"], { cwd });
    expect(placed(alone, REGISTRY)).toEqual([["overlay-block-missing", 'module "eks" {']]);
    const elsewhere = twin.replace("../infra", "../other");
    const apart = repository({ ...files(REGISTRY), "clusters/aaa.yaml": elsewhere });
    const run = await cli(["check", "clusters/demo.yaml"], { cwd: apart.cwd });
    expect([run.exitCode, errors(run)]).toEqual([0, []]);
  });

  test("standard input has no place, so the path of the root module leads nowhere", async () => {
    const { cwd } = repository(files(REGISTRY));
    for (const command of ["check", "advance"]) {
      const run = await cli([command, "-"], { cwd, input: clusterYaml("dual") });
      expect([run.exitCode, run.stderr]).toEqual([
        1,
        expect.stringContaining(
          "an overlay on standard input, expected its file: its root module is a path from there",
        ),
      ]);
    }
  });
});
