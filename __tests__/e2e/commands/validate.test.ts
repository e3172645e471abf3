import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accepting } from "../../support/definitions/definitions";
import { type Fields, fieldsOf } from "../../support/terraform/provider-schema";
import { type NamedDefinition, passes, samplesAtEveryStage } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { hasMirror, type MirroredProvider, type Workspace, workspace } from "../../support/terraform/terraform";

/** A stack that Terraform may validate: `ledger-cluster at done`. */
interface Stack {
  readonly name: string;
  readonly json: Fields;
}

/** Without the sample that calls the registry module: no registry is asked here, and `golden-module` plans such calls. */
const SAMPLES = samplesAtEveryStage()
  .filter(passes)
  .filter(({ definition }) => definition.render !== "module");
const STACKS = SAMPLES.map(stackOf);
/** As a runner has them that does not reach the Kubernetes API: without the guards that read it, rows are somebody else's. */
const UNREAD = SAMPLES.map(({ name, definition: { awsAuth, migration, ...rest } }) => {
  const accept = [...(rest.accept ?? []), accepting("config-map-unread")];
  const foreign = { createAwsAuthConfigmap: false, manageAwsAuthConfigmap: false };
  const definition: ClusterDefinition = {
    ...rest,
    accept,
    ...(awsAuth === undefined ? {} : { awsAuth: { ...awsAuth, ...foreign } }),
    ...(migration === undefined ? {} : { migration: { ...migration, retire: "forget" } }),
  };
  return stackOf({ name, definition });
});
const CAN_RUN_KUBERNETES = hasMirror("kubernetes");
const NOT_RUN =
  "KUBERNETES_PROVIDER_MIRROR is not set: what needs the Kubernetes provider was not validated by Terraform";

const workspaces: Workspace[] = [];

function stackOf({ name, definition }: NamedDefinition): Stack {
  return { name, json: fieldsOf(JSON.parse(jsonOf(definition))) };
}

function opened(providers: readonly MirroredProvider[]): Workspace {
  const made = workspace(providers);
  workspaces.push(made);
  return made;
}

/** Errors of `terraform validate`, each with the file that it is in; empty where the configuration is valid. */
async function errorsOf(folder: Workspace): Promise<readonly string[]> {
  const result = fieldsOf(JSON.parse((await folder.run("validate", "-json")).stdout));
  const diagnostics: readonly unknown[] = Array.isArray(result.diagnostics) ? result.diagnostics : [];
  return diagnostics
    .map((it) => fieldsOf(it))
    .filter(({ severity }) => severity === "error")
    .map(({ summary, detail, range }) => [fieldsOf(range).filename, summary, detail].map(String).join(": "));
}

/**
 * All stacks as modules of one configuration: Terraform starts providers once. `import` blocks are for root modules: they
 * stand there, with the module in their address.
 */
function together(stacks: readonly Stack[], modules: string): Fields {
  const named = stacks.map(({ name, json }) => ({ key: name.replaceAll(" ", "_"), json }));
  for (const { key, json } of named) {
    const { import: _, ...rest } = json;
    mkdirSync(join(modules, key));
    writeFileSync(join(modules, key, "cdk.tf.json"), JSON.stringify(rest, undefined, 2));
  }
  const imports = named.flatMap(({ key, json }) => blocks(json.import).map((it) => inModule(key, it)));
  return {
    module: Object.fromEntries(named.map(({ key }) => [key, { source: join(modules, key) }])),
    ...(imports.length > 0 ? { import: imports } : {}),
  };
}

function inModule(key: string, { to, ...rest }: Fields): Fields {
  return { ...rest, to: `module.${key}.${String(to)}` };
}

/** A stack without what the Kubernetes provider answers for. */
function withoutKubernetes({ name, json }: Stack): Stack {
  const terraform = fieldsOf(json.terraform);
  const refactorings = (["moved", "import", "removed"] as const).map((kind) => {
    const kept = blocks(json[kind]).filter(({ to, from }) => !isKubernetes(String(to ?? from)));
    return [kind, kept.length > 0 ? kept : undefined];
  });
  const stripped = {
    ...json,
    ...Object.fromEntries(refactorings),
    data: awsOnly(json.data),
    resource: awsOnly(json.resource),
    provider: without(json.provider, "kubernetes"),
    terraform: { ...terraform, required_providers: without(terraform.required_providers, "kubernetes") },
  };
  return { name, json: fieldsOf(JSON.parse(JSON.stringify(stripped))) };
}

/** The blocks of other providers, and none of their dependencies on Kubernetes. */
function awsOnly(types: unknown): Fields | undefined {
  const kept = Object.entries(fieldsOf(types))
    .filter(([type]) => !isKubernetes(type))
    .map(([type, named]) => [type, Object.fromEntries(Object.entries(fieldsOf(named)).map(independent))] as const);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function independent([name, body]: readonly [string, unknown]): readonly [string, Fields] {
  const { depends_on: dependencies, ...rest } = fieldsOf(body);
  if (!Array.isArray(dependencies)) return [name, rest];
  return [name, { ...rest, depends_on: dependencies.filter((address) => !isKubernetes(String(address))) }];
}

/** `kubernetes_config_map.aws_auth`, `module.aws_auth.kubernetes_config_map.aws_auth[0]` */
function isKubernetes(address: string): boolean {
  return /(?:^|\.)kubernetes_/.test(address);
}

function needsKubernetes({ json }: Stack): boolean {
  return fieldsOf(json.provider).kubernetes !== undefined;
}

function without(fields: unknown, key: string): Fields {
  return Object.fromEntries(Object.entries(fieldsOf(fields)).filter(([name]) => name !== key));
}

function blocks(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map((it: unknown) => fieldsOf(it)) : [];
}

/** What Terraform says about stacks as modules of one configuration. */
async function errorsTogether(
  stacks: readonly Stack[],
  providers: readonly MirroredProvider[],
): Promise<readonly string[]> {
  if (stacks.length === 0) return [];
  const modules = mkdtempSync(join(tmpdir(), "eks-access-modules-"));
  const folder = opened(providers);
  folder.write("cdk.tf.json", JSON.stringify(together(stacks, modules)));
  await folder.must("init", "-input=false", "-no-color");
  const errors = await errorsOf(folder);
  rmSync(modules, { recursive: true });
  return errors;
}

describe("terraform validate", () => {
  const whole = STACKS.filter((stack) => CAN_RUN_KUBERNETES || !needsKubernetes(stack));
  const inPart = STACKS.filter((stack) => !whole.includes(stack));
  const unread = UNREAD.filter(({ name }) => inPart.some((stack) => stack.name === name));

  afterAll(() => {
    if (inPart.length > 0) process.stdout.write(`${NOT_RUN} (${inPart.length} of ${STACKS.length} stacks)\n`);
    for (const { remove } of workspaces) remove();
  });

  test("has every sample at every stage before it", () => {
    expect(STACKS.length).toBeGreaterThan(45);
    expect(whole.length).toBeGreaterThan(0);
  });

  test("accepts a sample as it is written, with its backend", async () => {
    const { json } = whole.find(({ name }) => name === "new-cluster as it is") ?? { json: {} };
    const folder = opened(["aws"]);
    folder.write("cdk.tf.json", JSON.stringify(json));
    await folder.must("init", "-input=false", "-no-color");
    expect(await errorsOf(folder)).toEqual([]);
  }, 120_000);

  test("accepts samples whole: all of them with the Kubernetes provider, else those that need none", async () => {
    expect(await errorsTogether(whole, CAN_RUN_KUBERNETES ? ["aws", "kubernetes"] : ["aws"])).toEqual([]);
  }, 600_000);

  test("accepts samples without what is in Kubernetes, where there is no Kubernetes provider", async () => {
    expect(await errorsTogether(unread.map(withoutKubernetes), ["aws"])).toEqual([]);
  }, 600_000);

  test("refuses what no provider knows, in whichever module", async () => {
    const [first] = UNREAD.map(withoutKubernetes);
    const wrong = {
      name: "wrong",
      json: { ...first?.json, resource: { aws_eks_cluster: { this: { nmae: "demo" } } } },
    };
    expect((await errorsTogether([wrong], ["aws"])).join()).toContain('"nmae"');
  }, 120_000);
});
