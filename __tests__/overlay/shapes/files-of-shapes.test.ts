import { parse } from "@cdktf/hcl2json";
import {
  clusterYaml,
  errors,
  files,
  jsonAt,
  placed,
  REGISTRY,
  repository,
  warm,
} from "../../support/overlay/overlay-repository";
import { fieldsOf } from "../../support/terraform/provider-schema";

warm();

const OURS = ["eks_access.tf.json", "eks_access_override.tf.json"];
const MODULE = /source = "terraform-aws-modules\/eks\/aws(\/\/modules\/aws-auth)?"\n {2}version = "20.37.2"/g;
const bySource = (address: string, query: string): string =>
  REGISTRY.replace(MODULE, (_, part = "") => `source = "${address}${String(part)}${query}"`);
const misspelt = (text: string): string => text.replace("cluster_version ", "cluster_versoin ");
const HEREDOC = 'locals {\n  text = <<-EOT\n    module "eks" {\n    }\n  EOT\n}\n';
const COMMENT = '/*\nmodule "eks" {\n  cluster_versoin = 1\n}\n*/\n';
const LINE = '# module "eks" {\n// module "eks" {\n';

/** What `terraform init` has written of the calls. */
const installed = (version: string): string =>
  JSON.stringify({
    Modules: ["eks", "aws_auth"].map((name) => ({ Key: name, Version: version, Dir: `.terraform/modules/${name}` })),
  });

/** As teams write JSON by hand: a block is an object, not a list of one. */
async function inJson(text: string): Promise<string> {
  const { module, ...rest } = fieldsOf(JSON.parse(JSON.stringify(await parse("main.tf", text))));
  const modules = Object.entries(fieldsOf(module)).map(([name, bodies]) => [
    name,
    Array.isArray(bodies) ? fieldsOf(bodies[0]) : bodies,
  ]);
  return JSON.stringify({ ...rest, module: Object.fromEntries(modules) }, undefined, 2);
}

describe("eks-access overlay: how the files of a root are written", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["carriage returns", files(REGISTRY.replaceAll("\n", "\r\n"))],
    ["a byte order mark, which Terraform takes in HCL", files(`\uFEFF${REGISTRY}`)],
    ["tabs", files(REGISTRY.replace(/^ +/gm, (spaces) => "\t".repeat(spaces.length / 2)))],
    ["the block in comments and in a heredoc too", files(`${LINE}${COMMENT}${HEREDOC}${REGISTRY}`)],
    ["moved blocks", files(`${REGISTRY}moved {\n  from = module.old\n  to   = module.eks\n}\n`)],
    [
      "locals in another file",
      {
        ...files(REGISTRY.replace(/(cluster_name +=) "demo"/, "$1 local.name")),
        "infra/locals.tf": 'locals {\n  name = "demo"\n}\n',
      },
    ],
    [
      "a remote backend",
      files(
        REGISTRY.replace(
          "terraform {",
          'terraform {\n  backend "remote" {\n    organization = "x"\n    workspaces {\n      name = "y"\n    }\n  }',
        ),
      ),
    ],
    [
      "a tag of the repository",
      files(bySource("git::https://github.com/terraform-aws-modules/terraform-aws-eks.git", "?ref=v20.31.0")),
    ],
    [
      "the same by ssh, with a depth",
      files(bySource("git@github.com:terraform-aws-modules/terraform-aws-eks.git", "?ref=v20.31.0&depth=1")),
    ],
    [
      "a constraint, and what is installed",
      {
        ...files(REGISTRY.replaceAll('"20.37.2"', '"~> 20.20"')),
        "infra/.terraform/modules/modules.json": installed("20.24.0"),
      },
    ],
  ])("%s: both files are written", async (_, tree) => {
    const { overlay, list, read } = repository(tree);
    expect(errors(await overlay())).toEqual([]);
    expect(list()).toEqual(expect.arrayContaining(OURS));
    const mode = jsonAt(read("infra/eks_access_override.tf.json"), "module", "eks", "authentication_mode");
    expect(mode).toBe('${["API_AND_CONFIG_MAP", local.eks_access_demo_passed][0]}');
  });

  test("a root in JSON, and the line of what is misspelt there", async () => {
    const tree = { "clusters/demo.yaml": clusterYaml("dual") };
    const json = await inJson(REGISTRY);
    const { overlay, list } = repository({ ...tree, "infra/main.tf.json": json });
    expect(errors(await overlay())).toEqual([]);
    expect(list()).toEqual([...OURS, "main.tf.json"]);
    const wrong = json.replace('"cluster_version"', '"cluster_versoin"');
    const line = wrong.split("\n").findIndex((each) => each.includes("cluster_versoin")) + 1;
    const refused = repository({ ...tree, "infra/main.tf.json": wrong });
    expect(errors(await refused.overlay())).toEqual([`overlay-argument-unknown infra/main.tf.json:${String(line)}`]);
    expect(refused.list()).toEqual(["main.tf.json"]);
  });

  test("a root in JSON with lists of objects, at the top and under each word", async () => {
    const { module, ...rest } = fieldsOf(JSON.parse(await inJson(REGISTRY)));
    const json = JSON.stringify([
      rest,
      { module: Object.entries(fieldsOf(module)).map(([name, body]) => ({ [name]: body })) },
    ]);
    const { overlay, list } = repository({ "infra/main.tf.json": json, "clusters/demo.yaml": clusterYaml("dual") });
    expect(errors(await overlay())).toEqual([]);
    expect(list()).toEqual([...OURS, "main.tf.json"]);
  });

  test("files of OpenTofu are read: what is misspelt in one is refused", async () => {
    const tree = { "clusters/demo.yaml": clusterYaml("dual") };
    const { overlay, list } = repository({ ...tree, "infra/main.tofu": REGISTRY });
    expect(errors(await overlay())).toEqual([]);
    expect(list()).toEqual([...OURS, "main.tofu"]);
    const refused = repository({ ...tree, "infra/main.tofu": misspelt(REGISTRY) });
    expect(errors(await refused.overlay())).toEqual([
      expect.stringMatching(/^overlay-argument-unknown infra\/main\.tofu:/),
    ]);
  });

  test.each(["main.tofu", "eks_access_override.tofu.json", "late_override.tofu"])(
    "%s beside what Terraform reads is refused: OpenTofu would read another root",
    async (name) => {
      const { overlay, list } = repository({
        ...files(REGISTRY),
        [`infra/${name}`]: name.endsWith("json") ? "{}" : "",
      });
      expect(errors(await overlay())).toEqual([`overlay-unsupported infra/${name}:1`]);
      expect(list()).toEqual([name, "main.tf"].sort());
    },
  );

  test("two blocks of one name are refused with both places", async () => {
    const run = await repository({
      ...files(REGISTRY),
      "infra/b.tf": 'module "eks" {\n  source = "./x"\n}\n',
    }).overlay();
    expect(errors(run)).toEqual([expect.stringMatching(/^overlay-block-missing clusters\/demo\.yaml:/)]);
    expect(run.stderr).toMatch(
      /2 blocks `module "eks"` in infra, expected one, got infra\/b\.tf:1 and infra\/main\.tf:\d+ /,
    );
  });

  test("JSON with a byte order mark is refused, as Terraform refuses it", async () => {
    const json = `\uFEFF${await inJson(REGISTRY)}`;
    const { overlay, list } = repository({ "infra/main.tf.json": json, "clusters/demo.yaml": clusterYaml("dual") });
    expect(errors(await overlay())).toEqual(["overlay-root-unreadable infra/main.tf.json:1"]);
    expect(list()).toEqual(["main.tf.json"]);
  });

  test.each([
    ["carriage returns", misspelt(REGISTRY).replaceAll("\n", "\r\n")],
    ["the block in comments and a heredoc before it", `${LINE}${COMMENT}${HEREDOC}${misspelt(REGISTRY)}`],
    ["a text with the beginning of a comment before it", `locals {\n  a = ["x/*"]\n}\n${misspelt(REGISTRY)}`],
  ])("with %s, the line of what is refused is that of the block itself", async (_, main) => {
    const { overlay, list } = repository(files(main));
    const run = await overlay();
    const line = main.split("\n").findLastIndex((each) => each.includes("cluster_versoin")) + 1;
    expect(errors(run)).toEqual([`overlay-argument-unknown infra/main.tf:${String(line)}`]);
    expect(list()).toEqual(["main.tf"]);
  });

  test.each([
    ["count on the module", REGISTRY.replace('module "eks" {', 'module "eks" {\n  count = 1'), "overlay-unsupported"],
    [
      "merge()",
      REGISTRY.replace("authentication_mode", "access_entries = merge(var.a, {})\n  authentication_mode"),
      "overlay-expression",
    ],
    [
      "a commit of the repository, not installed",
      bySource("git::https://github.com/terraform-aws-modules/terraform-aws-eks.git", "?ref=97a08c8aff5d"),
      "overlay-module-unknown",
    ],
  ])("%s: one refusal of each block, and nothing is written", async (_, main, code) => {
    const { overlay, list } = repository(files(main));
    const found = placed(await overlay(), main);
    expect(new Set(found.map(([each]) => each))).toEqual(new Set([code]));
    expect(list()).toEqual(["main.tf"]);
  });

  test("~> 20.0 is refused, whatever is installed here: another runner installs what it finds", async () => {
    const { overlay, list } = repository({
      ...files(REGISTRY.replaceAll('"20.37.2"', '"~> 20.0"')),
      "infra/.terraform/modules/modules.json": installed("20.31.0"),
    });
    const run = await overlay();
    expect(errors(run).map((each) => each.split(" ")[0])).toEqual(["overlay-module-version", "overlay-module-version"]);
    expect(run.stderr).toContain('write `version = "~> 20.31"`');
    expect(list()).toEqual([".terraform", "main.tf"]);
  });

  const PASSED = ["cluster_name", "cluster_version", "subnet_ids", "iam_role_arn", "authentication_mode"];
  const WITHIN = 'module "this" {\n  source  = "terraform-aws-modules/eks/aws"\n  version = "20.37.2"\n}\n';
  const wrapper = (variables: readonly string[]) =>
    repository({
      ...files(REGISTRY.replace(MODULE, (all, part?: string) => (part === undefined ? 'source = "./cluster"' : all))),
      "infra/cluster/main.tf": WITHIN,
      "infra/cluster/variables.tf": variables.map((name) => `variable "${name}" {}\n`).join(""),
    });

  test("a module of the team's around the module: the refusal names the call within", async () => {
    const run = await wrapper(PASSED).overlay();
    expect(placed(run, "")).toEqual([["overlay-module-unknown", ""]]);
    expect(run.stderr).toContain(
      '`module "this"` in that folder makes the cluster: write the path of calls to it, as in `module: eks.this`',
    );
  });

  test("with the rows' block outside of it: refused with the place, and taken once the rows are somebody else's", async () => {
    const overlay = "{ root: ../infra, module: eks.this, aws_auth_module: aws_auth }";
    const { overlay: lay, read, write } = wrapper(PASSED);
    write("infra/cluster/main.tf", WITHIN.replace("}", 'cluster_name = "demo"\n}'));
    write("clusters/demo.yaml", clusterYaml("dual", overlay));
    const run = await lay();
    expect(errors(run)).toEqual([expect.stringMatching(/^overlay-block-missing clusters\/demo\.yaml:/)]);
    expect(run.stderr).toMatch(/it stands at infra\/main\.tf:\d+, outside infra\/cluster, where both files go/);
    const others = clusterYaml("dual", overlay.replace(", aws_auth_module: aws_auth", ""));
    write("clusters/demo.yaml", others.replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n"));
    expect(errors(await lay())).toEqual([]);
    expect(read("infra/cluster/eks_access_override.tf.json")).toContain("API_AND_CONFIG_MAP");
  });

  test("one that passes mode and entries on is laid over, with what it takes alone", async () => {
    const { overlay, read } = wrapper([...PASSED, "access_entries"]);
    expect(errors(await overlay())).toEqual([]);
    const block = fieldsOf(jsonAt(read("infra/eks_access_override.tf.json"), "module", "eks"));
    expect(Object.keys(block).sort()).toEqual(["access_entries", "authentication_mode"]);
  });

  test("a module behind two local modules: the files go to the innermost", async () => {
    const { overlay, read } = repository({
      "infra/main.tf": 'module "a" {\n  source = "./a"\n}\n',
      "infra/a/main.tf": 'module "b" {\n  source = "./b"\n}\n',
      "infra/a/b/main.tf": REGISTRY.replace(/provider "\w+" \{[^}]*\}\n/g, ""),
      "clusters/demo.yaml": clusterYaml("dual", "{ root: ../infra, module: a.b.eks, aws_auth_module: a.b.aws_auth }"),
    });
    expect(errors(await overlay())).toEqual([]);
    for (const name of OURS) expect(read(`infra/a/b/${name}`)).toContain("Clusters: demo");
  });
});
