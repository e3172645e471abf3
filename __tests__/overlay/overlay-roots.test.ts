import { role } from "../support/definitions/arns";
import { AWS_AUTH } from "../support/overlay/overlay-roots";
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

describe("eks-access overlay: roots of other shapes", () => {
  test("for_each: the instance of the file, and its own expression for all others", async () => {
    const main = REGISTRY.replace('module "eks" {', 'module "eks" {\n  for_each = toset(["blue", "green"])')
      .replace('= "demo"', '= "${each.key}"')
      .replace(AWS_AUTH, "");
    const rows = main.slice(0, main.indexOf('module "aws_auth"'));
    const overlay = "{ root: ../infra, module: 'eks[\"blue\"]' }";
    const yaml = clusterYaml("dual", overlay).replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n");
    const { overlay: lay, read } = repository({ "infra/main.tf": rows, "clusters/demo.yaml": yaml });
    expect(errors(await lay())).toEqual([]);
    const text = read("infra/eks_access_override.tf.json");
    expect(jsonAt(text, "module", "eks", "authentication_mode")).toBe(
      '${[concat([for key, value in { "blue" = "API_AND_CONFIG_MAP" } : value if key == each.key], ["CONFIG_MAP"])[0], local.eks_access_demo_passed][0]}',
    );
    expect(jsonAt(text, "module", "eks", "access_entries")).toBe(
      '${[concat([for key, value in { "blue" = local.eks_access_demo_access_entries } : value if key == each.key], [{}])[0], local.eks_access_demo_passed][0]}',
    );
  });

  test("for_each with a cluster file for each instance: one block that names them all", async () => {
    const main = REGISTRY.replace('module "eks" {', 'module "eks" {\n  for_each = toset(["blue", "green"])')
      .replace('= "demo"', '= "${each.key}"')
      .replace(AWS_AUTH, "");
    const own = (key: string, stage: string): string =>
      clusterYaml(stage, `{ root: ../infra, module: 'eks["${key}"]' }`)
        .replace("cluster_name: demo", `cluster_name: ${key}`)
        .replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n");
    const { overlay: lay, read } = repository({
      "infra/main.tf": main.slice(0, main.indexOf('module "aws_auth"')),
      "clusters/blue.yaml": own("blue", "dual"),
      "clusters/green.yaml": own("green", "config-map"),
    });
    expect(errors(await lay())).toEqual([]);
    const text = read("infra/eks_access_override.tf.json");
    expect(jsonAt(text, "module", "eks", "authentication_mode")).toBe(
      '${[concat([for key, value in { "blue" = "API_AND_CONFIG_MAP", "green" = "CONFIG_MAP" } : value if key == each.key], ["CONFIG_MAP"])[0], local.eks_access_blue_passed, local.eks_access_green_passed][0]}',
    );
  });

  test("for_each: what settles is for the instances of the files, and all others keep the block's own", async () => {
    const main = REGISTRY.replace('module "eks" {', 'module "eks" {\n  for_each = toset(["blue", "green"])')
      .replace('= "demo"', '= "${each.key}"')
      .replace('module "aws_auth" {', 'module "aws_auth" {\n  for_each = toset(["blue", "green"])');
    const overlay = "{ root: ../infra, module: 'eks[\"blue\"]', aws_auth_module: 'aws_auth[\"blue\"]' }";
    const yaml = clusterYaml("done", overlay).replace("cluster_name: demo", "cluster_name: blue");
    const { overlay: lay } = repository({ "infra/main.tf": main, "clusters/blue.yaml": yaml });
    const { stdout } = await lay("--settle");
    expect(stdout).toContain('authentication_mode = lookup({\n  blue = "API"\n}, each.key, "CONFIG_MAP")\n');
    expect(stdout).toContain("access_entries = lookup({\n  blue = {\n    admin = {\n");
    expect(stdout).toContain("\n}, each.key, {})\n");
    expect(stdout).toContain('# take "blue" out of the for_each of module.aws_auth in infra/main.tf');
    expect(stdout).not.toContain("delete the block");
  });

  test("an alias of the AWS provider, and a local name of the Kubernetes provider, are used by every guard", async () => {
    const main = REGISTRY.replace('module "eks" {', 'module "eks" {\n  providers = { aws = aws.prod }')
      .replace("kubernetes = { source", "k8s = { source")
      .replace('provider "kubernetes"', 'provider "k8s"');
    const { overlay, read } = repository(files(main));
    expect(errors(await overlay())).toEqual([]);
    const text = read("infra/eks_access.tf.json");
    expect(jsonAt(text, "data", "aws_eks_cluster", "eks_access_demo_this", "provider")).toBe("aws.prod");
    expect(Object.keys(Object(jsonAt(text, "provider")))).toEqual(["k8s"]);
    expect(JSON.stringify(jsonAt(text, "data", "kubernetes_config_map_v1")).match(/"provider":"[^"]*"/g)).toEqual([
      '"provider":"k8s.eks_access_demo"',
      '"provider":"k8s.eks_access_demo"',
    ]);
  });

  test("a provider from a data source that waits for the module has no host at a mode switch: the rows get ours", async () => {
    const from = `data "aws_eks_cluster" "this" {\n  name       = module.eks.cluster_name\n  depends_on = [module.eks]\n}\n`;
    const main = `${from}${REGISTRY.replace("module.eks.cluster_endpoint", "data.aws_eks_cluster.this.endpoint")}`;
    const { overlay, read } = repository(files(main));
    expect(errors(await overlay())).toEqual([]);
    const text = read("infra/eks_access_override.tf.json");
    expect(jsonAt(text, "module", "aws_auth", "providers")).toEqual({ kubernetes: "kubernetes.eks_access_demo" });
  });

  test("a provider with exec: ours has the same command, with the cluster's name as text", async () => {
    const exec = `exec {\n    api_version = "client.authentication.k8s.io/v1beta1"\n    command     = "aws"\n    args        = ["eks", "get-token", "--cluster-name", module.eks.cluster_name, "--role-arn", var.role]\n  }`;
    const { overlay, read } = repository(
      files(REGISTRY.replace("token                  = var.kubernetes_token", exec)),
    );
    expect(errors(await overlay())).toEqual([]);
    const text = read("infra/eks_access.tf.json");
    expect(jsonAt(text, "ephemeral")).toBeUndefined();
    expect(jsonAt(text, "provider", "kubernetes", "0", "exec")).toEqual({
      api_version: "client.authentication.k8s.io/v1beta1",
      command: "aws",
      args: ["eks", "get-token", "--cluster-name", "demo", "--role-arn", "${var.role}"],
    });
  });

  test("kubernetes_auth: exec, for Terraform before 1.10 and OpenTofu before 1.11: no ephemeral block in either file", async () => {
    const yaml = clusterYaml("dual").replace("terraform: {", "terraform: { kubernetes_auth: exec,");
    const main = REGISTRY.replace(
      'source = "hashicorp/kubernetes"',
      'source = "registry.opentofu.org/hashicorp/kubernetes"',
    ).replace(/"terraform-aws-modules\/eks\/aws/g, '"registry.opentofu.org/terraform-aws-modules/eks/aws');
    const { overlay, read } = repository({ ...files(main), "clusters/demo.yaml": yaml });
    expect(errors(await overlay())).toEqual([]);
    const texts = ["infra/eks_access.tf.json", "infra/eks_access_override.tf.json"].map(read);
    expect(texts.join("")).not.toContain("ephemeral");
    expect(jsonAt(texts[0] ?? "", "provider", "kubernetes", "0", "exec")).toEqual([
      {
        api_version: "client.authentication.k8s.io/v1beta1",
        command: "aws",
        args: ["eks", "get-token", "--cluster-name", "demo", "--region", "ap-northeast-2"],
      },
    ]);
    expect(jsonAt(texts[1] ?? "", "terraform")).toBeUndefined();
  });

  test("a local module within: the files go there, unless its call has conditions", async () => {
    const child = REGISTRY.replace(/provider "kubernetes" \{[^}]*\}\n/, "");
    const root = 'module "platform" {\n  source = "./platform"\n}\n';
    const overlay = "{ root: ../infra, module: platform.eks, aws_auth_module: platform.aws_auth }";
    const tree = {
      "infra/main.tf": root,
      "infra/platform/main.tf": child,
      "clusters/demo.yaml": clusterYaml("dual", overlay),
    };
    const { overlay: lay, read } = repository(tree);
    expect(errors(await lay())).toEqual([]);
    expect(read("infra/platform/eks_access.tf.json")).toContain("eks_access_demo_this");
    const conditional = repository({ ...tree, "infra/main.tf": root.replace("}", "  for_each = var.x\n}") });
    expect(errors(await conditional.overlay())).toEqual(["overlay-unsupported infra/main.tf:1"]);
  });

  test("bare resources: the cluster's access_config, the rows' texts, and entries of our own", async () => {
    const head = REGISTRY.slice(0, REGISTRY.indexOf('module "eks"'));
    const main = `${head}resource "aws_eks_cluster" "main" {
  name = "demo"
  access_config {
    authentication_mode                         = "CONFIG_MAP"
    bootstrap_cluster_creator_admin_permissions = true
  }
  lifecycle { ignore_changes = [tags] }
}
resource "kubernetes_config_map_v1_data" "auth" {
  metadata { name = "aws-auth" }
  data = { mapRoles = yamlencode(local.rows) }
}
`;
    const overlay = "{ root: ../infra, cluster: aws_eks_cluster.main, config_map: kubernetes_config_map_v1_data.auth }";
    const yaml = clusterYaml("entries", overlay).replace(/ {2}aws_auth_users: .*\n/, "");
    const { overlay: lay, read } = repository({ "infra/main.tf": main, "clusters/demo.yaml": yaml });
    expect(errors(await lay())).toEqual([]);
    const text = read("infra/eks_access_override.tf.json");
    expect(jsonAt(text, "resource", "aws_eks_cluster", "main")).toEqual({
      access_config: [
        {
          authentication_mode: '${["API_AND_CONFIG_MAP", local.eks_access_demo_passed][0]}',
          bootstrap_cluster_creator_admin_permissions: true,
        },
      ],
      lifecycle: [{ ignore_changes: ["tags", "access_config[0].bootstrap_cluster_creator_admin_permissions"] }],
    });
    expect(jsonAt(text, "resource", "kubernetes_config_map_v1_data", "auth")).toEqual({
      data: { mapRoles: "${[(yamlencode(local.rows)), local.eks_access_demo_passed][0]}" },
    });
    expect(read("infra/eks_access.tf.json")).toContain('"eks_access_demo_admin": {');
    const atDone = { "infra/main.tf": main, "clusters/demo.yaml": yaml.replace("stage: entries", "stage: done") };
    expect((await repository(atDone).overlay("--settle")).stdout).toMatch(
      /# delete the block kubernetes_config_map_v1_data\.auth in infra\/main\.tf: without our files it would write its rows again\n\n# then delete .*: the plan destroys what that block made, which is empty, and nothing else\n$/,
    );
  });

  const beside = (name: string, principal: string): string =>
    `${REGISTRY}resource "aws_eks_access_entry" "own" {\n  cluster_name = ${name}\n  principal_arn = ${principal}\n}\n`;

  test.each([
    ["module.eks.cluster_name", `"${role("dev")}"`, ["overlay-entry-differs"]],
    ['"demo"', `"${role("dev")}"`, ["overlay-entry-differs"]],
    ['"other"', `"${role("dev")}"`, []],
    ["module.eks.cluster_name", `"${role("somebody")}"`, []],
  ])("a resource of cluster %s that makes the entry of %s: %j", async (name, principal, codes) => {
    const main = beside(name, principal);
    const found = placed(await repository(files(main, "entries")).overlay(), main);
    expect(found.map(([code]) => code)).toEqual(codes);
    expect(found.filter(([, line]) => !line.includes("principal_arn = "))).toEqual([]);
  });

  test("accounts of a ConfigMap's own text are held against the file's", async () => {
    const head = REGISTRY.slice(0, REGISTRY.indexOf('module "eks"'));
    const rows = 'mapRoles = yamlencode(local.rows), mapAccounts = "- \\"444455556666\\"\\n"';
    const main = `${head}resource "aws_eks_cluster" "main" {\n  name = "demo"\n}\nresource "kubernetes_config_map_v1_data" "auth" {\n  data = { ${rows} }\n}\n`;
    const overlay = "{ root: ../infra, cluster: aws_eks_cluster.main, config_map: kubernetes_config_map_v1_data.auth }";
    const yaml = clusterYaml("dual", overlay).replace(/ {2}aws_auth_users: .*\n/, "");
    const lay = async (text: string) => repository({ "infra/main.tf": main, "clusters/demo.yaml": text }).overlay();
    expect(placed(await lay(yaml), main)).toEqual([["overlay-rows-differ", expect.stringContaining("mapAccounts")]]);
    const same = yaml.replace("aws_auth:\n", 'aws_auth:\n  aws_auth_accounts: ["444455556666"]\n');
    expect(placed(await lay(same), main)).toEqual([]);
  });

  test.each([
    ["awscc_eks_cluster", "kubernetes_config_map_v1_data", 'resource "awscc_eks_cluster" "main" {'],
    ["aws_vpc", "kubernetes_config_map_v1_data", 'resource "aws_vpc" "main" {'],
    ["aws_eks_cluster", "kubernetes_secret_v1", 'resource "kubernetes_secret_v1" "auth" {'],
    ["aws_eks_cluster", "kubernetes_config_map_v1", undefined],
  ])("resources of the types %s and %s: what has other arguments is refused by name", async (type, rows, refused) => {
    const head = REGISTRY.slice(0, REGISTRY.indexOf('module "eks"'));
    const map = `resource "${rows}" "auth" {\n  data = { mapRoles = yamlencode(local.rows) }\n}\n`;
    const main = `${head}resource "${type}" "main" {\n  name = "demo"\n}\n${map}`;
    const overlay = `{ root: ../infra, cluster: ${type}.main, config_map: ${rows}.auth }`;
    const yaml = clusterYaml("dual", overlay).replace(/ {2}aws_auth_users: .*\n/, "");
    const { list, overlay: lay } = repository({ "infra/main.tf": main, "clusters/demo.yaml": yaml });
    const run = await lay();
    expect(placed(run, main)).toEqual(refused === undefined ? [] : [["overlay-unsupported", refused]]);
    expect(list().length).toBe(refused === undefined ? 3 : 1);
  });

  test("forget of rows that the root module writes is refused, with the edit", async () => {
    const yaml = clusterYaml("retire").replace("{ stage: retire }", "{ stage: retire, retire: forget }");
    const run = await repository({ "infra/main.tf": REGISTRY, "clusters/demo.yaml": yaml }).overlay();
    expect(placed(run, REGISTRY)).toEqual([["overlay-unsupported", 'module "aws_auth" {']]);
    expect(run.stderr).toContain(
      "a block `removed`, with `from = module.aws_auth` and `lifecycle { destroy = false }` on lines of their own",
    );
  });
});
