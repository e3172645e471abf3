import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../support/cli/cli-run";
import { errors, REGISTRY, repository, warm } from "../support/overlay/overlay-repository";

warm();

const SHOWN = readFileSync(join(__dirname, "../fixtures/terraform-states/access.show.json"), "utf8");
const FILE = "clusters/payments-prod.yaml";
const ROOT = { "infra/main.tf": REGISTRY, "clusters/.keep": "" };
const KUBERNETES = "registry.terraform.io/hashicorp/kubernetes";

interface Planned {
  readonly version?: string;
  /** Of the module. */
  readonly constraint?: string;
  readonly source?: string;
  /** `provider_config` */
  readonly providers?: object;
  /** By whom it was made. */
  readonly terraform?: string;
}

/** A plan that was made on the state, as `terraform show -json PLAN` prints it. */
function planOf({
  constraint = "20.37.2",
  source = "terraform-aws-modules/eks/aws",
  providers = {},
  terraform = "1.11.4",
}: Planned = {}): string {
  const called = (part: string): object => ({
    source: `${source}${part}`,
    version_constraint: constraint,
    module: {},
  });
  const state: unknown = JSON.parse(SHOWN);
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: terraform,
    planned_values: { root_module: {} },
    resource_changes: [],
    prior_state: state,
    configuration: {
      provider_config: providers,
      root_module: { module_calls: { eks: called(""), aws_auth: called("//modules/aws-auth") } },
    },
  });
}

async function imported(plan: string, files: Readonly<Record<string, string>> = ROOT) {
  const { cwd, read } = repository({ ...files, "plan.json": plan });
  const run = await cli(["import", "plan.json", "--root", "infra", "--output", FILE], { cwd });
  const text = read(FILE);
  const linesOf = (section: string): string[] =>
    (new RegExp(`^${section}:\n((?: {2}.*\n)*)`, "m").exec(text)?.[1] ?? "").split("\n").slice(0, -1);
  return { run, cwd, text, overlay: linesOf("overlay"), terraform: linesOf("terraform") };
}

describe("eks-access import --root: the plan of a root", () => {
  test("answers every question: blocks are named, with the module and its version, and nothing is asked", async () => {
    const { overlay, terraform, text, cwd } = await imported(planOf());
    expect(overlay).toEqual([
      '  root: "../infra"',
      "  # terraform-aws-modules/eks/aws 20.37.2, by the plan",
      "  module: eks",
      "  # terraform-aws-modules/eks/aws//modules/aws-auth 20.37.2, by the plan",
      "  aws_auth_module: aws_auth",
    ]);
    expect(terraform).toEqual(['  account_id: "123456789012"', "  region: eu-west-1"]);
    expect(text).not.toContain("question:");
    expect(errors(await cli(["check", FILE], { cwd })).map((each) => each.split(" ")[0])).not.toContain(
      "question-open",
    );
  });

  test.each([
    ["another version", planOf({ constraint: "~> 20.24" }), "terraform-aws-modules/eks/aws ~> 20.24"],
    ["a folder", planOf({ source: "./modules/eks" }), "./modules/eks 20.37.2"],
  ])("that calls %s than the folder is of another root or day: that is asked", async (_, plan, words) => {
    const { overlay, cwd } = await imported(plan);
    const line = REGISTRY.split("\n").findIndex((each) => each.startsWith('module "eks"')) + 1;
    expect(overlay[1]).toBe(
      `  # question: the plan calls ${words}, and infra/main.tf:${line} calls terraform-aws-modules/eks/aws 20.37.2: import from a plan of the folder as it is; write \`module: NAME\`, or \`cluster: aws_eks_cluster.NAME\``,
    );
    expect(overlay[2]).toBe("  module:");
    expect(errors(await cli(["check", FILE], { cwd }))).toContain(`question-open ${FILE}:10`);
  });

  test.each([
    ["the registry by its host", { source: "registry.terraform.io/terraform-aws-modules/eks/aws" }, REGISTRY],
    [
      "a constraint with other spaces",
      { constraint: ">= 20.31,<21" },
      REGISTRY.replaceAll("20.37.2", ">= 20.31, < 21"),
    ],
  ])("that writes the same call otherwise is of that folder: %s", async (_, planned, main) => {
    const { text } = await imported(planOf(planned), { ...ROOT, "infra/main.tf": main });
    expect(text).not.toContain("question:");
  });

  test.each([
    ["Terraform 1.9.8", "registry.terraform.io", "1.10"],
    ["OpenTofu 1.10.6", "registry.opentofu.org", "1.11"],
  ])("by %s, which knows no ephemeral resources, has `exec`", async (by, registry, least) => {
    const plan = planOf({ terraform: by.split(" ")[1] ?? "" }).replaceAll("registry.terraform.io/", `${registry}/`);
    const { terraform: lines } = await imported(plan);
    expect(lines.slice(2)).toEqual([
      `  # ${by} wrote the state, and the default needs ${least}: \`exec\` runs \`aws eks get-token\``,
      "  kubernetes_auth: exec",
    ]);
  });

  test("by an old Terraform of a root whose own provider has credentials says nothing of them", async () => {
    const exec = 'provider "kubernetes" {\n  exec {\n    command = "aws"\n  }\n}\n';
    const main = REGISTRY.replace(/provider "kubernetes" \{\n(?:.*\n)*?\}\n/, exec);
    const { terraform } = await imported(planOf({ terraform: "1.9.8" }), { ...ROOT, "infra/main.tf": main });
    expect(terraform).toHaveLength(2);
  });

  test.each([
    [
      "a kubeconfig",
      { config_path: { constant_value: "~/.kube/payments" }, config_context: { constant_value: "payments" } },
      ["kubernetes_auth: kubeconfig", `config_path: "~/.kube/payments"`, "config_context: payments"],
    ],
    ["exec", { exec: [{ command: { constant_value: "aws" } }] }, ["kubernetes_auth: exec"]],
  ])(
    "whose Kubernetes provider stands in no file of the folder, as Terragrunt makes it: %s",
    async (_, expressions, lines) => {
      const providers = { kubernetes: { name: "kubernetes", full_name: KUBERNETES, expressions } };
      const { terraform } = await imported(planOf({ providers }));
      expect(terraform.filter((line) => !line.includes("#")).slice(2)).toEqual(lines.map((line) => `  ${line}`));
    },
  );

  test("whether the module makes the creator's entry is told where the call leaves it to an expression", async () => {
    const main = REGISTRY.replace(
      'module "eks" {',
      'module "eks" {\n  enable_cluster_creator_admin_permissions = var.admin',
    );
    const { text } = await imported(planOf(), { ...ROOT, "infra/main.tf": main });
    expect(text).toMatch(/^enable_cluster_creator_admin_permissions: false$/m);
    expect((await imported(planOf())).text).not.toContain("enable_cluster_creator");
  });

  test("a provider of a module within is not the root's", async () => {
    const expressions = { config_path: { constant_value: "inner" } };
    const providers = { "module.x:kubernetes": { full_name: KUBERNETES, module_address: "module.x", expressions } };
    expect((await imported(planOf({ providers }))).terraform).toHaveLength(2);
  });
});

describe("the comment `accept:` of a new file", () => {
  test("has each blocker that somebody may accept: as it stands there it is accepted", async () => {
    const { text, cwd } = await imported(planOf());
    expect([...text.matchAll(/^# {3}- code: (\S+)$/gm)].map(([, code]) => code)).toEqual([
      "masters-by-name",
      "username-changed",
    ]);
    const typed = text.replace(/^# accept:\n(?:#.*\n)*/m, (comment) =>
      comment
        .split("\n")
        .filter((line) => /^# {3}(- code| {2}\w+):|^# accept:$/.test(line))
        .map((line) => line.replace(/^# (?: (?= ))?/, "").replace("<why>", "looked"))
        .map((line) => line.replace(/<last day, such as (\S+)>/, "$1"))
        .join("\n")
        .concat("\n"),
    );
    const { cwd: other } = repository({ ...ROOT, [FILE]: typed });
    const found = await cli(["check", FILE], { cwd: other });
    expect([cwd === other, `${found.stdout}${found.stderr}`.match(/^blocker/gm)]).toEqual([false, null]);
  });
});

describe("eks-access import --output", () => {
  test.each([
    ["--name", "payments-prod"],
    ["--cluster", "payments-prod"],
  ])("with %s and a file of another name is refused, and nothing is written", async (option, name) => {
    const { cwd } = repository({ "state.json": SHOWN, "clusters/.keep": "" });
    const sources = option === "--name" ? ["state.json"] : [];
    const run = await cli(["import", ...sources, option, name, "--output", "clusters/other.yaml"], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([
      2,
      expect.stringContaining(
        "--output clusters/other.yaml: expected a file that is named as the cluster, `clusters/payments-prod.yaml`",
      ),
    ]);
  });
});
