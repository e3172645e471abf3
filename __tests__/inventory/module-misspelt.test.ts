import { moduleValueFindings } from "../../lib/inventory/definition/module/module-values";
import { MODULE_PARTS, moduleVariables, versionsWith } from "../../lib/module/module-table";
import { type Shape, variableShape } from "../../lib/module/module-shape";
import { leastFields } from "../support/terraform/least-value";
import { HEAD, refused } from "./module-yaml";

/** A value with one key that is misspelt, where it stands, and what it should be. */
interface Misspelt {
  readonly value: unknown;
  readonly path: string;
  readonly key: string;
}

/** The value of each shape that holds a misspelt key at some depth, one for each key that is known. */
function misspelt(shape: Shape): Misspelt[] {
  switch (shape.kind) {
    case "list":
      return misspelt(shape.of).map(({ value, path, key }) => ({ value: [value], path: `[0]${path}`, key }));
    case "map":
      return misspelt(shape.of).map(({ value, path, key }) => ({ value: { blue: value }, path: `.blue${path}`, key }));
    case "object":
      return [...shape.fields].flatMap(([key, field]) => [
        { value: { ...leastFields(shape, key), [`${key}x`]: null }, path: `.${key}x`, key },
        ...misspelt(field).map(({ value, path, key: inner }) => ({
          value: { ...leastFields(shape), [key]: value },
          path: `.${key}${path}`,
          key: inner,
        })),
      ]);
    case "any":
    case "bool":
    case "number":
    case "string":
      return [];
  }
}

const VARIABLES = ["20.37.2", "21.19.0"].flatMap((version) =>
  MODULE_PARTS.flatMap((part) =>
    [...(moduleVariables(part, version)?.keys() ?? [])].flatMap((variable) => {
      const shape = variableShape(part, version, variable);
      const all = shape === undefined ? [] : misspelt(shape);
      return all.length === 0 || shape === undefined ? [] : [{ part, version, variable, shape, all }];
    }),
  ),
);

describe("a misspelt key at any depth", () => {
  test.each(VARIABLES)("$part $version $variable: is refused with its place and the right one", (row) => {
    for (const { value, path, key } of row.all) {
      const found = moduleValueFindings({ value, path: row.variable, shape: row.shape });
      expect(found.map((finding) => [finding.code, finding.path, finding.help])).toEqual([
        ["key-unknown", `${row.variable}${path}`, `did you mean \`${key}\`?`],
      ]);
    }
  });

  test("there are thousands of them", () => {
    expect(VARIABLES.flatMap(({ all }) => all).length).toBeGreaterThan(1500);
  });

  test.each([
    ["cluster_timeouts: { creat: 30m }", "key-unknown cluster_timeouts.creat: "],
    ["cluster_addons_timeouts: { delet: 30m }", "key-unknown cluster_addons_timeouts.delet: "],
    [
      "eks_managed_node_groups: { blue: [{ min_size: 1 }] }",
      "type-wrong eks_managed_node_groups.blue: wrong type, expected a map, got a list",
    ],
    ["cluster_tags: { from: network, ouput: tags }", "key-unknown cluster_tags.ouput: "],
    ["vpc_id: { from: network, ouput: vpc_id }", "key-unknown vpc_id.ouput: "],
    ["subnet_ids: { form: network, output: private }", "key-unknown subnet_ids.form: "],
    [
      "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, create_access_entry: false, iam_policy_statements: [{ actoins: [a] }] } }",
      "key-unknown modules.karpenter.iam_policy_statements[0].actoins: ",
    ],
    [
      "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, create_access_entry: false, iam_policy_statements: [{ conditions: [{ vaules: [a] }] }] } }",
      "key-unknown modules.karpenter.iam_policy_statements[0].conditions[0].vaules: ",
    ],
    [
      "modules: { nodes: { source: terraform-aws-modules/eks/aws//modules/hybrid-node-role, policy_statements: [{ resorces: [a] }] } }",
      "key-unknown modules.nodes.policy_statements[0].resorces: ",
    ],
  ])("%s", (line, told) => {
    expect(refused(`${line}\n`)).toContainEqual(expect.stringContaining(told));
  });

  test("labels and tags of two keys are no misspelt reference", () => {
    expect(refused("cluster_tags: { form: a, owner: b }\n")).toEqual([]);
  });
});

describe("a variable that came with another version", () => {
  test("is refused with the version from which it is there, and taken by that version", () => {
    expect(versionsWith("eks", "deletion_protection")?.first).toMatch(/^21\./);
    const [only = "", ...others] = refused("deletion_protection: true\n");
    expect(others).toEqual([]);
    expect(only).toContain("key-unknown deletion_protection: expected a variable of the module 20.37.2");
    expect(only).toMatch(/`deletion_protection` exists from 21\.\d+\.\d+ on: delete it, or write such a version/);
    expect(HEAD).not.toContain("deletion_protection");
  });
});
