import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { knownVersions, moduleVariables } from "../../lib/module/module-table";
import { fieldsOf } from "../support/terraform/provider-schema";
import { encodeTable } from "../support/pages/tables/module-variables-table";

/** `git show v20.37.2:variables.tf | sed -n 's/^variable "\(.*\)" {/\1/p'` in terraform-aws-modules/terraform-aws-eks. */
const OF_20_37_2 = readFileSync(join(__dirname, "module-variables.txt"), "utf8").trim().split("\n");

describe("moduleVariables", () => {
  test("v20.37.2 has the variables that its own file declares", () => {
    expect([...(moduleVariables("eks", "20.37.2")?.keys() ?? [])].sort()).toEqual([...OF_20_37_2].sort());
  });

  test("a variable that came later is missing before: enable_auto_mode_custom_tags came with 20.31.4", () => {
    expect(moduleVariables("eks", "20.31.3")?.has("enable_auto_mode_custom_tags")).toBe(false);
    expect(moduleVariables("eks", "20.31.4")?.has("enable_auto_mode_custom_tags")).toBe(true);
  });

  test("v21 renamed cluster_name, and keeps authentication_mode and access_entries", () => {
    const [v20, v21] = ["20.37.2", "21.0.0"].map((version) => moduleVariables("eks", version));
    const has = (name: string) => [v20?.has(name), v21?.has(name)];
    expect(has("cluster_name")).toEqual([true, false]);
    expect(has("name")).toEqual([false, true]);
    expect(has("authentication_mode")).toEqual([true, true]);
    expect(has("access_entries")).toEqual([true, true]);
    expect(v20?.get("access_entries")).toEqual({ type: "any", fallback: {} });
    expect(v21?.get("access_entries")).toEqual({ type: "map(object)", fallback: {} });
  });

  test("v20's default of authentication_mode is the switch that cannot be undone", () => {
    expect(moduleVariables("eks", "20.13.1")?.get("authentication_mode")?.fallback).toBe("API_AND_CONFIG_MAP");
  });

  test("the sub-module aws-auth ends with v20", () => {
    expect(knownVersions("aws-auth")[0]).toBe("20.0.0");
    expect([...(moduleVariables("aws-auth", "20.13.1")?.keys() ?? [])]).toEqual([
      "aws_auth_accounts",
      "aws_auth_roles",
      "aws_auth_users",
      "create",
      "create_aws_auth_configmap",
      "manage_aws_auth_configmap",
    ]);
    expect(knownVersions("aws-auth").at(-1)).toBe("20.37.2");
    expect(moduleVariables("aws-auth", "21.0.0")).toBeUndefined();
  });

  test("v19 writes aws-auth by variables of its own, and has no mode and no entries", () => {
    const [v18, v19] = ["18.20.0", "19.21.0"].map((version) => moduleVariables("eks", version));
    for (const version of [v18, v19]) {
      expect(version?.has("aws_auth_roles")).toBe(true);
      expect(version?.has("authentication_mode")).toBe(false);
      expect(version?.has("access_entries")).toBe(false);
    }
    expect(v18?.get("cluster_encryption_config")?.type).toBe("list(object)");
    expect(v19?.get("kms_key_enable_default_policy")?.fallback).toBe(false);
    expect(moduleVariables("eks", "20.37.2")?.get("kms_key_enable_default_policy")?.fallback).toBe(true);
  });

  test("every variable of every part has a default in every version: no argument of a call is needed", () => {
    const folder = join(__dirname, "../../lib/module/tables");
    const tables = readdirSync(folder).filter((file) => file.startsWith("variables-"));
    const lengths = tables.flatMap((file) => {
      const { variables } = fieldsOf(JSON.parse(readFileSync(join(folder, file), "utf8")));
      return Object.values(fieldsOf(variables)).flatMap((spans) => (Array.isArray(spans) ? spans : []).map(lengthOf));
    });
    expect(tables).toHaveLength(7);
    expect([...new Set(lengths)]).toEqual([4]);
  });

  test("sub-modules begin with the version that brought them", () => {
    const firsts = ["eks-managed-node-group", "karpenter", "hybrid-node-role"] as const;
    expect(firsts.map((part) => knownVersions(part)[0])).toEqual(["18.20.0", "18.31.0", "20.31.0"]);
    expect(moduleVariables("hybrid-node-role", "19.21.0")).toBeUndefined();
    expect(moduleVariables("karpenter", "20.37.2")?.get("cluster_name")).toEqual({
      type: "string",
      fallback: "",
    });
  });

  test.each(["17.24.0", "18.19.0", "20.99.0", ""])("version `%s` is not known", (version) => {
    expect(moduleVariables("eks", version)).toBeUndefined();
  });
});

describe("encodeTable", () => {
  test("tells a variable that leaves and comes back, and a default that changes", () => {
    const versions = [
      { version: "1.0.0", variables: { a: { type: "string", default: "x" }, b: { type: "any" } } },
      { version: "1.1.0", variables: { a: { type: "string", default: "y" } } },
      { version: "1.2.0", variables: { a: { type: "string", default: "y" }, b: { type: "any" } } },
    ];
    expect(JSON.parse(encodeTable(versions))).toEqual({
      versions: ["1.0.0", "1.1.0", "1.2.0"],
      variables: {
        a: [
          ["1.0.0", "1.0.0", "string", "x"],
          ["1.1.0", "1.2.0", "string", "y"],
        ],
        b: [
          ["1.0.0", "1.0.0", "any"],
          ["1.2.0", "1.2.0", "any"],
        ],
      },
    });
  });
});

function lengthOf(span: unknown): number {
  return Array.isArray(span) ? span.length : 0;
}
