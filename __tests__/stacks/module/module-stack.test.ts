import { CLUSTER_ADDRESSES } from "../../../lib/inventory/definition/cluster-addresses";
import { BOUND_PROVIDERS } from "../../../lib/inventory/definition/module/provider-findings";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { AWS_AUTH_RESOURCES } from "../../../lib/migration/rendering/rendered-aws-auth";
import { STAGES } from "../../../lib/migration/stage";
import { accepting } from "../../support/definitions/definitions";
import { called } from "../../support/terraform/module-bench";
import { jsonAt } from "../../support/overlay/overlay-repository";
import { jsonOf, stackFor } from "../../support/definitions/sample-stacks";
import { refusalOf } from "../stack-json";

const at = (definition: ClusterDefinition, ...path: readonly string[]): unknown => jsonAt(jsonOf(definition), ...path);
const keysAt = (definition: ClusterDefinition, ...path: readonly string[]): string[] =>
  Object.keys(Object(at(definition, ...path)));

/** Addresses that leave the state and stay alive. */
const forgottenIn = (definition: ClusterDefinition): string[] => {
  const removed = at(definition, "removed");
  return (Array.isArray(removed) ? removed : []).map((block: unknown) => String(jsonAt(JSON.stringify(block), "from")));
};

/** The ConfigMap that the sub-module does not create: a state that has it forgets it. */
const TOGGLED_OFF = {
  from: "module.aws_auth.kubernetes_config_map.aws_auth[0]",
  to: "kubernetes_config_map.aws_auth_of_module",
};

const ROWS = "kubernetes_config_map_v1_data.aws_auth[0]";

const registry: Partial<ClusterDefinition> = { module: { version: "20.37.2" } };

/** The cluster once it has arrived. */
function arrived(rest: Partial<ClusterDefinition> = {}): ClusterDefinition {
  const { migration: _m, awsAuth: _a, ...definition } = called("done", { authenticationMode: "API", ...rest });
  return { ...definition, moduleVariables: { ...definition.moduleVariables, vpc_id: "vpc-0a1b2c3d4e5f60001" } };
}

describe("ModuleStack", () => {
  test.each([
    ["config-map", "CONFIG_MAP", 0, 3],
    ["dual", "API_AND_CONFIG_MAP", 0, 3],
    ["entries", "API_AND_CONFIG_MAP", 4, 3],
    ["retire", "API_AND_CONFIG_MAP", 4, 0],
    ["api", "API", 4, 0],
  ] as const)("at %s calls the module in mode %s with %d entries, and its sub-module with %d rows", (...row) => {
    const [stage, mode, entries, rows] = row;
    const definition = called(stage, registry);
    expect(at(definition, "module", "eks")).toMatchObject({
      source: "terraform-aws-modules/eks/aws",
      version: "20.37.2",
      cluster_name: "demo",
      authentication_mode: `\${["${mode}", local.guards_passed][0]}`,
      access_entries: "${[local.access_entries, local.guards_passed][0]}",
    });
    expect(keysAt(definition, "module", "eks")).not.toContain("depends_on");
    expect(keysAt(definition, "locals", "access_entries")).toHaveLength(entries);
    expect(at(definition, "locals", "guards_passed")).toBe("${can(data.aws_partition.guards)}");
    expect(at(definition, "module", "aws_auth")).toMatchObject({
      source: "terraform-aws-modules/eks/aws//modules/aws-auth",
      version: "20.37.2",
      depends_on: ["data.aws_partition.guards", "module.eks"],
      aws_auth_roles: { length: rows },
    });
  });

  test("at done the sub-module is called no more, and its provider is there to delete what it made", () => {
    expect(keysAt(called("done", registry), "module")).toEqual(["eks"]);
    expect(keysAt(called("done", registry), "provider")).toContain("kubernetes");
  });

  test.each(STAGES)(
    "a marker makes Terraform read again at %s, but for the first stage, which adds nothing",
    (stage) => {
      expect(keysAt(called(stage), "resource").includes("terraform_data")).toBe(stage !== "config-map");
    },
  );

  test("rows that are forgotten leave the state with the whole call", () => {
    const definition = called("retire", {
      ...registry,
      migration: { stage: "retire", retire: "forget" },
      accept: [accepting("masters-by-name"), accepting("creator-unknown"), accepting("adopt-whole-state")],
    });
    expect(keysAt(definition, "module")).toEqual(["eks"]);
    expect(forgottenIn(definition)).toContain("module.aws_auth");
    expect(forgottenIn(called("entries"))).not.toContain("module.aws_auth");
  });

  test("what the state has from `render: resources` or `access` stays alive, and its own calls are not forgotten", () => {
    const forgotten = forgottenIn(called("entries"));
    const { module: _m, moduleVariables: _, ...definition } = called("entries");
    const resources = keysAt({ ...definition, render: "resources" }, "resource", "aws_eks_access_entry");
    expect(resources).not.toEqual([]);
    const entries = resources.map((name) => `aws_eks_access_entry.${name}`);
    expect(forgotten).toEqual(
      expect.arrayContaining([...CLUSTER_ADDRESSES, "kubernetes_config_map_v1_data.aws_auth", ...entries]),
    );
    expect(forgotten.some((address) => address.startsWith("aws_eks_access_policy_association."))).toBe(true);
    expect(forgotten).toEqual(
      expect.arrayContaining([
        "aws_eks_access_entry.cluster_creator",
        "aws_eks_access_policy_association.cluster_creator_admin",
      ]),
    );
    expect(forgottenIn(called("entries", { renamed: { old: "admin" } }))).toEqual(
      expect.arrayContaining(["aws_eks_access_entry.old", "aws_eks_access_policy_association.old_admin"]),
    );
    expect(forgotten.filter((address) => address.startsWith("module."))).toEqual([
      "module.eks.kubernetes_config_map.aws_auth",
    ]);
  });

  test.each([
    ["terraform-aws-modules/eks/aws", "terraform-aws-modules/eks/aws//modules/aws-auth", "20.37.2"],
    ["../modules/eks", "../modules/eks/modules/aws-auth", undefined],
    [
      "git::https://example.com/terraform-aws-eks.git?ref=v20.37.2",
      "git::https://example.com/terraform-aws-eks.git//modules/aws-auth?ref=v20.37.2",
      undefined,
    ],
    ["app.terraform.io/acme/eks/aws", "app.terraform.io/acme/eks/aws//modules/aws-auth", "20.37.2"],
  ])("the module of %s has its sub-module at %s", (source, subModule, version) => {
    const module = { source, version: "20.37.2", name: "cluster", awsAuthName: "rows" };
    const definition = called("dual", { module });
    expect(at(definition, "module", "cluster")).toMatchObject({ source });
    expect(at(definition, "module", "rows")).toMatchObject({ source: subModule });
    expect(["cluster", "rows"].map((name) => at(definition, "module", name, "version"))).toEqual([version, version]);
  });

  test("v21 gets its own names, once no rows are left", () => {
    const { terraform } = called("done");
    const definition = arrived({
      module: { version: "21.19.0" },
      terraform: { ...terraform, providers: { aws: ">= 6.28, < 7.0" } },
    });
    expect(at(definition, "terraform", "required_providers", "aws", "version")).toBe(">= 6.28, < 7.0");
    expect(at(definition, "module", "eks")).toMatchObject({
      name: "demo",
      kubernetes_version: "1.31",
      version: "21.19.0",
    });
    expect(keysAt(definition, "module", "eks")).not.toContain("cluster_name");
  });

  test.each([
    ["21.19.0", { encryption_config: "${null}", compute_config: "${null}" }],
    ["20.37.2", { cluster_encryption_config: {}, cluster_compute_config: {} }],
  ])("an object of none is none in %s: v21 would encrypt Secrets by a key of its own", (version, expected) => {
    const providers = { aws: version.startsWith("21") ? ">= 6.28, < 7.0" : ">= 5.95, < 6.0" };
    const definition = arrived({
      module: { version },
      moduleVariables: { subnet_ids: ["subnet-1"], cluster_encryption_config: {}, cluster_compute_config: {} },
      terraform: { ...called("done").terraform, providers },
    });
    expect(at(definition, "module", "eks")).toMatchObject(expected);
  });

  test("values come from other states and modules, and outputs are passed on", () => {
    const definition = called("dual", {
      ...registry,
      terraform: {
        ...called("dual").terraform,
        remoteStates: { network: { s3: { bucket: "states", key: "network", region: "eu-west-1" } } },
        providers: { aws: ">= 5.95, < 6.0" },
      },
      moduleVariables: {
        subnet_ids: { from: "network", output: "subnets" },
        vpc_id: { from: "network", output: "vpc_id" },
        cluster_tags: { note: "${not evaluated}" },
      },
      modules: {
        karpenter: {
          source: "terraform-aws-modules/eks/aws//modules/karpenter",
          cluster_name: { module: "eks", output: "cluster_name" },
        },
      },
      outputs: {
        endpoint: "cluster_endpoint",
        queue: { module: "karpenter", output: "queue_name" },
        vpc: { from: "network", output: "vpc_id" },
      },
    });
    expect(at(definition, "module", "eks")).toMatchObject({
      vpc_id: "${data.terraform_remote_state.network.outputs.vpc_id}",
      cluster_tags: { note: "$${not evaluated}" },
    });
    expect(at(definition, "module", "karpenter")).toMatchObject({
      cluster_name: "${module.eks.cluster_name}",
      version: "20.37.2",
    });
    expect(at(definition, "output")).toEqual({
      endpoint: { value: "${module.eks.cluster_endpoint}" },
      queue: { value: "${module.karpenter.queue_name}" },
      vpc: { value: "${data.terraform_remote_state.network.outputs.vpc_id}" },
    });
    expect(at(definition, "data", "terraform_remote_state")).toEqual({
      network: { backend: "s3", config: { bucket: "states", key: "network", region: "eu-west-1" } },
    });
    expect(at(definition, "terraform", "required_providers", "aws", "version")).toBe(">= 5.95, < 6.0");
  });

  test("versions of the providers that a stack asks for by itself are those of the bindings", () => {
    const versions = Object.entries(BOUND_PROVIDERS).map(([provider]) => [
      provider,
      at(called("dual"), "terraform", "required_providers", provider, "version"),
    ]);
    expect(Object.fromEntries(versions)).toEqual(BOUND_PROVIDERS);
  });

  test("a renamed entry moves within the module, with its policies", () => {
    expect(at(called("entries", { ...registry, renamed: { boss: "admin" } }), "moved")).toEqual([
      { from: `module.eks.${ROWS}`, to: `module.aws_auth.${ROWS}` },
      TOGGLED_OFF,
      { from: 'module.eks.aws_eks_access_entry.this["boss"]', to: 'module.eks.aws_eks_access_entry.this["admin"]' },
      {
        from: 'module.eks.aws_eks_access_policy_association.this["boss_admin"]',
        to: 'module.eks.aws_eks_access_policy_association.this["admin_admin"]',
      },
    ]);
  });

  test("a call that was renamed moves with all that it holds; one that is forgotten is, by both names", () => {
    const names = { name: "cluster", formerly: "eks", awsAuthName: "rows", awsAuthFormerly: "aws_auth" };
    const module = { version: "20.37.2", ...names };
    expect(at(called("entries", { module }), "moved")).toEqual([
      { from: "module.aws_auth", to: "module.rows" },
      { from: `module.cluster.${ROWS}`, to: `module.rows.${ROWS}` },
      { ...TOGGLED_OFF, from: "module.rows.kubernetes_config_map.aws_auth[0]" },
      { from: "module.eks", to: "module.cluster" },
    ]);
    const accept = ["masters-by-name", "creator-unknown", "adopt-whole-state"].map((code) => accepting(code));
    const forgotten = called("retire", { module, accept, migration: { stage: "retire", retire: "forget" } });
    expect(forgottenIn(forgotten)).toEqual(expect.arrayContaining(["module.rows", "module.aws_auth"]));
    expect(at(forgotten, "moved")).toEqual([{ from: "module.eks", to: "module.cluster" }]);
  });

  test("the usual names of calls are forgotten where the file has others, unless they move or are called", () => {
    const usual = (module: object, modules = {}): readonly string[] => {
      const definition = called("entries", { module: { version: "20.37.2", ...module }, modules });
      return forgottenIn(definition).filter((from) => /^module\.(?:eks|aws_auth)$/.test(from));
    };
    expect(usual({})).toEqual([]);
    expect(usual({ name: "cluster" })).toEqual(["module.eks"]);
    expect(usual({ name: "cluster", awsAuthName: "rows" })).toEqual(["module.eks", "module.aws_auth"]);
    expect(usual({ name: "cluster", formerly: 'eks["prod"]' })).toEqual([]);
    expect(usual({ name: "cluster", formerly: "blue" })).toEqual(["module.eks"]);
    expect(usual({ name: "cluster" }, { eks: { source: "./other" } })).toEqual([]);
  });

  test.each([
    ["formerly", "eks", "module.formerly"],
    ["formerly", "aws_auth", "module.formerly"],
    ["awsAuthFormerly", "aws_auth", "module.aws_auth_formerly"],
    ["awsAuthFormerly", "karpenter", "module.aws_auth_formerly"],
  ])("a former name of a call that still is the name of one is refused: %s %s", (key, name, path) => {
    const modules = { karpenter: { source: "./karpenter" } };
    const refusal = refusalOf(() => stackFor(called("dual", { module: { version: "20.37.2", [key]: name }, modules })));
    expect([refusal.code, refusal.path]).toEqual(["address-shared", path]);
  });

  test.each([
    [false, true, ["kubernetes_config_map.aws_auth"]],
    [true, false, ["kubernetes_config_map_v1_data.aws_auth"]],
    [true, true, []],
  ])("of the sub-module with create %s and manage %s it forgets what it does not declare", (create, manage, left) => {
    const toggles = { createAwsAuthConfigmap: create, manageAwsAuthConfigmap: manage };
    const { awsAuth = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] } } = called("dual");
    const definition = called("dual", { ...registry, awsAuth: { ...awsAuth, ...toggles } });
    const own = AWS_AUTH_RESOURCES.filter((address) => !left.includes(address));
    expect(at(definition, "moved")).toEqual([
      ...own.map((address) => ({ from: `module.eks.${address}[0]`, to: `module.aws_auth.${address}[0]` })),
      ...left.map((address) => ({ from: `module.aws_auth.${address}[0]`, to: `${address}_of_module` })),
    ]);
    expect(forgottenIn(definition).filter((address) => address.startsWith("module."))).toEqual(
      left.map((address) => `module.eks.${address}`),
    );
    const outside = forgottenIn(definition).filter((address) => address.endsWith("_of_module"));
    expect(outside).toEqual(left.map((address) => `${address}_of_module`));
  });

  test("a new cluster tells its endpoint by the module", () => {
    const { terraform } = called("done");
    const definition = arrived({
      ...registry,
      terraform: { ...terraform, kubernetesAuth: "exec" },
      rbacBindings: { viewers: { group: "viewers", clusterRole: "view" } },
    });
    expect(at(definition, "provider", "kubernetes")).toMatchObject([
      {
        host: "${module.eks.cluster_endpoint}",
        cluster_ca_certificate: "${base64decode(module.eks.cluster_certificate_authority_data)}",
      },
    ]);
  });

  test("a variable of the cluster in camelCase is refused, never ignored", () => {
    const refusal = refusalOf(() => stackFor(called("dual", { clusterVersion: "1.31" })));
    expect(refusal.help).toBe("write `cluster_version` under moduleVariables, as the module names it");
  });
});
