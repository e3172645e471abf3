import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";
import { CLUSTER_VARIABLES, MODULE_ALONE } from "../../../../lib/inventory/definition/module/module-variables";
import { definitionFindings } from "../../../../lib/inventory/validation/definition-findings";
import { clusterFile } from "../../../../lib/inventory/schema/cluster-file";
import { moduleKeys, variable } from "../../../../lib/inventory/schema/module-variable";
import { clusterJsonSchema } from "../../../../lib/inventory/schema/json/json-schema";
import { keysOf } from "../../../../lib/inventory/schema/schema-walk";
import { TOGGLES } from "../../../../lib/inventory/schema/sections/cluster-resources";
import { text } from "../../../../lib/inventory/schema/texts";
import { StagedDefinition } from "../../../../lib/migration/staged-definition";
import { DEFAULT_VERSION, moduleVariables } from "../../../../lib/module/module-table";
import { boolDefault, listDefault, numberDefault, stringDefault } from "../../../../lib/module/module-default";
import { cluster } from "../../../support/definitions/sample-definitions";
import { ACCESS_ONLY, helpOf, problems, WHOLE_CLUSTER } from "../../cluster-yaml";

/** `git show v20.37.2:variables.tf | sed -n 's/^variable "\(.*\)" {/\1/p'` in terraform-aws-modules/terraform-aws-eks. */
const OF_THE_MODULE = readFileSync(join(__dirname, "../../../module/module-variables.txt"), "utf8").trim().split("\n");
const OURS = [
  "accept",
  "adopt",
  "aws_auth",
  "iam_roles",
  "leaving",
  "migration",
  "module",
  "modules",
  "owner",
  "outputs",
  "overlay",
  "rbac_bindings",
  "renamed",
  "render",
  "service_accounts",
  "terraform",
];

/** What of JSON a variable's type takes, `any` being a map of settings. */
const KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^bool$/, ["boolean"]],
  [/^number$/, ["integer", "number"]],
  [/^string$/, ["string"]],
  [/^(?:list|set)\(/, ["array"]],
  [/^(?:map\(|any$)/, ["object"]],
];
/** What a refusal with `render: resources` says of the other ways. */
const THE_OTHERS = "`render: module`, which gives it to the module, or `render: overlay`, which leaves it in your HCL";

interface Documented {
  readonly description?: string;
  readonly type?: string;
  readonly anyOf?: readonly { readonly type?: string }[];
}

const documented: { readonly properties: Readonly<Record<string, Documented>> } = JSON.parse(clusterJsonSchema());

describe("variables that `render: resources` renders", () => {
  const table = moduleVariables("eks", DEFAULT_VERSION);

  test.each(CLUSTER_VARIABLES)("%s has the type and the default that the module gives it", (name) => {
    const variable = table?.get(name);
    if (variable === undefined) throw new Error("no variable of the module");
    const { description = "", type, anyOf = [] } = documented.properties[name] ?? {};
    const [, kinds = []] = KINDS.find(([pattern]) => pattern.test(variable.type)) ?? [];
    expect([type, ...anyOf.map((one) => one.type)].filter((one) => kinds.includes(one ?? ""))).toHaveLength(1);
    const { fallback } = variable;
    const isEmpty = fallback === null || typeof fallback === "object" || fallback === "";
    if (name in TOGGLES || (isEmpty && !(Array.isArray(fallback) && fallback.length > 0))) return;
    const [, told] = /Default: `?(.*?)`?\.$/.exec(description) ?? [];
    expect(told).toBe([fallback].flat().map(String).join(", "));
  });

  test("a key that the module has not, or has of another type, is a fault of the code", () => {
    expect(() => moduleKeys({ cluster_vresion: variable(text, "Version.") })).toThrow(
      "no variable of the module 20.37.2: cluster_vresion",
    );
    expect(() => moduleKeys({ create_iam_role: variable(text, "Role.") })).toThrow(
      "variable create_iam_role of the module 20.37.2 is bool, expected what takes it, got string",
    );
    expect(() => boolDefault("prefix_separator")).toThrow(
      "variable prefix_separator of the module 20.37.2 has no default of type bool",
    );
    expect(() => stringDefault("iam_role_name")).toThrow("has no default of type string");
    expect(() => numberDefault("create_iam_role")).toThrow("has no default of type number");
    expect(() => listDefault("cluster_timeouts")).toThrow("has no default of type list(string)");
  });
});

describe("MODULE_ALONE", () => {
  test("with the keys of the cluster file they are all variables of the module, and ours", () => {
    const known = [...(keysOf(clusterFile) ?? []), ...MODULE_ALONE];
    expect([...known].sort()).toEqual([...OF_THE_MODULE, ...OURS].sort());
  });

  test.each(MODULE_ALONE)("%s is refused by name", (variable) => {
    const text = `${ACCESS_ONLY}${variable}: {}\n`;
    expect(problems(text)).toEqual([
      `4:1 variable-unsupported ${variable}: a variable of the Terraform module: \`render: access\` makes nothing from it, expected no such key, got \`${variable}\``,
    ]);
    expect(helpOf(text)).toBe(
      "delete the key: whatever manages the cluster (eksctl, another root module) sets it there",
    );
  });

  test.each(MODULE_ALONE)("%s with `render: resources` is refused with the two renderings that have it", (variable) => {
    const text = `${WHOLE_CLUSTER}${variable}: {}\n`;
    expect(problems(text)).toEqual([
      `7:1 variable-unsupported ${variable}: a variable of the Terraform module: \`render: resources\` makes nothing from it, expected no such key, got \`${variable}\``,
    ]);
    expect(helpOf(text)).toBe(`write ${THE_OTHERS}`);
  });

  test.each([
    ["create_kms_key: true", "write `false`, and give what exists"],
    [
      "create_kms_key",
      "write `create_kms_key: false`; a key that encrypts Secrets today stays in use: write its ARN as `provider_key_arn` of `cluster_encryption_config`",
    ],
    ["create_node_security_group: true", "write `false`, and give what exists"],
    ["create_node_security_group", "write `create_node_security_group: false`"],
    [
      "create_cluster_security_group",
      "write `create_cluster_security_group: false`, and cluster_security_group_id if the cluster has one",
    ],
    [
      "cluster_encryption_config: { resources: [secrets] }",
      "write `{}` for the key of AWS, or the ARN of a key that exists",
    ],
    [
      "cluster_encryption_config",
      "write `cluster_encryption_config: {}`, or the ARN of the key that encrypts Secrets today",
    ],
  ])("`%s` names them too, beside what to write here", (line, here) => {
    const [variable = ""] = line.split(":");
    const written = line === variable ? "" : `${line}\n`;
    const text = WHOLE_CLUSTER.replace(new RegExp(`^${variable}:.*\\n`, "m"), () => written);
    expect(helpOf(text)).toBe(`${here}; or write ${THE_OTHERS}`);
  });

  test("a definition in TypeScript that does not call the module is refused with arguments of it", () => {
    const moduleVariables = { cluster_addons: { coredns: {} }, cluster_tags: {} };
    const found = (render: ClusterDefinition["render"]): string[] =>
      definitionFindings(new StagedDefinition({ ...cluster({ stage: "entries" }), render, moduleVariables }))
        .findings.filter(({ path }) => Object.hasOwn(moduleVariables, path))
        .map(({ code, path, message, help }) => `${code} ${path}: ${message}; ${help}`);
    expect(found("resources")).toEqual([
      `variable-unsupported cluster_addons: a variable of the Terraform module: \`render: resources\` makes nothing from it, expected no such key, got \`cluster_addons\`; write ${THE_OTHERS}`,
      "variable-unused cluster_tags: has no effect under moduleVariables with `render: resources`, expected the prop clusterTags; write it as clusterTags, beside clusterName",
    ]);
    expect(found("access")).toEqual([
      "variable-unsupported cluster_addons: a variable of the Terraform module: `render: access` makes nothing from it, expected no such key, got `cluster_addons`; delete the key: whatever manages the cluster (eksctl, another root module) sets it there",
      "variable-unsupported cluster_tags: a variable of the Terraform module: `render: access` makes nothing from it, expected no such key, got `cluster_tags`; delete the key: whatever manages the cluster (eksctl, another root module) sets it there",
    ]);
    expect(found("module")).toEqual([]);
  });

  test("within a section the same word is an unknown key", () => {
    expect(problems(`${ACCESS_ONLY}adopt:\n  cluster_addons: {}\n`)).toEqual([
      "5:3 key-unknown adopt.cluster_addons: unknown key, expected one of module, aws_auth_module, import, imported, imported_without_associations, got `cluster_addons`",
    ]);
  });
});
