import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MODULE_ALONE } from "../../../lib/inventory/definition/module-variables";
import { clusterFile } from "../../../lib/inventory/schema/cluster-file";
import { keysOf } from "../../../lib/inventory/schema/schema-walk";
import { ACCESS_ONLY, helpOf, problems, WHOLE_CLUSTER } from "../cluster-yaml";

/** `git show v20.37.2:variables.tf | sed -n 's/^variable "\(.*\)" {/\1/p'` in terraform-aws-modules/terraform-aws-eks. */
const OF_THE_MODULE = readFileSync(join(__dirname, "../../module/module-variables.txt"), "utf8").trim().split("\n");
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

describe("MODULE_ALONE", () => {
  test("with the keys of the cluster file they are all variables of the module, and ours", () => {
    const known = [...(keysOf(clusterFile) ?? []), ...MODULE_ALONE];
    expect([...known].sort()).toEqual([...OF_THE_MODULE, ...OURS].sort());
  });

  test.each(MODULE_ALONE)("%s is refused by name", (variable) => {
    const text = `${ACCESS_ONLY}${variable}: {}\n`;
    expect(problems(text)).toEqual([
      `4:1 variable-unsupported ${variable}: variable of the module that \`render: access\` does not render, expected it left out, got \`${variable}\``,
    ]);
    expect(helpOf(text)).toBe("delete it: whatever manages the cluster decides it");
  });

  test("with `render: resources` the two renderings are named that have it", () => {
    expect(helpOf(`${WHOLE_CLUSTER}cluster_addons: {}\n`)).toBe(
      "write `render: module`, which gives it to the module, or `render: overlay`, which leaves it in your HCL",
    );
  });

  test("within a section the same word is an unknown key", () => {
    expect(problems(`${ACCESS_ONLY}adopt:\n  cluster_addons: {}\n`)).toEqual([
      "5:3 key-unknown adopt.cluster_addons: unknown key, expected one of module, aws_auth_module, import, imported, imported_without_associations, got `cluster_addons`",
    ]);
  });
});
