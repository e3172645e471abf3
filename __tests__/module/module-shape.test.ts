import { type Shape, variableShape } from "../../lib/module/module-shape";
import { fieldsRead, readShape, shapeOf, withoutDemands } from "../support/terraform/module-shapes";

const within = (shape: Shape | undefined, ...steps: readonly string[]): Shape | undefined => {
  let at = shape;
  for (const step of steps) {
    if (at?.kind === "map" || at?.kind === "list") at = at.of;
    else at = at?.kind === "object" ? at.fields.get(step) : undefined;
  }
  return at;
};

describe("variableShape", () => {
  test.each([
    ["vpc_id", { kind: "string" }],
    ["subnet_ids", { kind: "list", of: { kind: "string" } }],
    ["tags", { kind: "map", of: { kind: "string" } }],
    ["cluster_version", { kind: "string" }],
    ["kubernetes_version", undefined],
  ] as const)("%s of v20.37.2", (variable, expected) => {
    expect(variableShape("eks", "20.37.2", variable)).toEqual(expected);
  });

  test("a node group of v20 has the fields that the module reads, at any depth", () => {
    const groups = variableShape("eks", "20.37.2", "eks_managed_node_groups");
    expect(within(groups, "blue", "min_size")).toEqual({ kind: "number" });
    expect(within(groups, "blue", "block_device_mappings", "xvda", "ebs", "volume_size")).toEqual({ kind: "number" });
    expect(within(groups, "blue", "block_device_mappings", "xvda", "ebs", "volume_szie")).toBeUndefined();
    expect(within(groups, "blue", "kubernetes_version")).toBeUndefined();
    expect(within(groups, "blue", "cluster_version")).toEqual({ kind: "string" });
  });

  test("defaults of groups have the fields of a group", () => {
    const defaults = variableShape("eks", "20.37.2", "eks_managed_node_group_defaults");
    expect(within(defaults, "ami_type")).toEqual({ kind: "string" });
  });

  test("v21 declares them itself, under its own names", () => {
    const groups = variableShape("eks", "21.19.0", "eks_managed_node_groups");
    expect(within(groups, "blue", "kubernetes_version")).toEqual({ kind: "string" });
    expect(within(groups, "blue", "cluster_version")).toBeUndefined();
    expect(within(variableShape("eks", "21.19.0", "addons"), "coredns", "most_recent")).toEqual({ kind: "bool" });
  });
});

const NEEDED = [
  { version: "20.37.2", place: ["eks_managed_node_groups", "blue", "taints", "own"], needed: ["effect", "key"] },
  { version: "21.19.0", place: ["eks_managed_node_groups", "blue", "taints", "own"], needed: ["key", "effect"] },
  { version: "20.37.2", place: ["eks_managed_node_groups", "blue"], needed: [] },
  { version: "20.37.2", place: ["fargate_profiles", "jobs", "selectors", "0"], needed: ["namespace"] },
  { version: "20.37.2", place: ["cluster_encryption_config"], needed: ["resources"] },
  { version: "20.37.2", place: ["cluster_identity_providers", "oidc"], needed: ["client_id"] },
  { version: "21.19.0", place: ["identity_providers", "oidc"], needed: ["client_id", "issuer_url"] },
];

describe("what an object needs", () => {
  test.each(NEEDED)("of $version $place: $needed", ({ version, place: [variable = "", ...steps], needed }) => {
    const shape = within(variableShape("eks", version, variable), ...steps);
    expect(shape?.kind === "object" ? [...(shape.required ?? [])] : undefined).toEqual(needed);
  });
});

describe("shapeOf", () => {
  test("reads a type of Terraform, without optional and its default; what is not optional has a mark", () => {
    const type = `map(object({ # comment, with (
      a = optional(list(string), ["x"])
      b = optional(object({ c = number, d = bool }), {})
      e = any
    }))`;
    expect(shapeOf(type)).toEqual(["map", { a: ["list", "string"], b: { "c!": "number", "d!": "bool" }, "e!": "any" }]);
  });
});

describe("readShape", () => {
  test("takes a list where a block is made of each item, and none where one is made of the whole", () => {
    const read = fieldsRead(`
      dynamic "override" {
        for_each = try(policy.value.override, [])
        content { type = override.value.type }
      }
      dynamic "repair" {
        for_each = var.repair != null ? [var.repair] : []
        content { on = repair.value.on }
      }`);
    expect(readShape("override", "any", read)).toEqual(["list", { "type!": "any" }]);
    expect(readShape("repair", { on: "bool" }, read)).toEqual({ "on!": "bool" });
  });

  test("takes the fields that are read, and their types from a later version", () => {
    const read = fieldsRead(`
      a = try(ebs.value.size, null)
      # b = ebs.value.commented
      c = lookup(ebs.value, "zone", null)`);
    expect(readShape("ebs", { size: "number", speed: "number" }, read)).toEqual({ size: "number", zone: "any" });
  });

  test("takes what is read of the whole variable beside the block that it makes of it", () => {
    const read = fieldsRead(`
      locals { is_auto = try(var.cluster_compute_config.enabled, false) }
      dynamic "compute_config" {
        for_each = length(var.cluster_compute_config) > 0 ? [var.cluster_compute_config] : []
        content { node_pools = try(compute_config.value.node_pools, []) }
      }`);
    const fields = { enabled: "bool", node_pools: ["list", "string"] } as const;
    expect(readShape("cluster_compute_config", fields, read)).toEqual(fields);
  });

  test("a field that is read without try, lookup and condition has to be there", () => {
    const read = fieldsRead(`
      dynamic "taint" {
        for_each = var.taints
        content {
          key    = taint.value.key
          value  = try(taint.value.value, null)
          zone   = lookup(taint.value, "zone", null)
          arn    = var.create ? aws_kms_key.this.arn : taint.value.arn
          group  = try(
            taint.value.group,
            null,
          )
          effect = merge({ a = taint.value.effect }, {})
        }
      }`);
    const taints = [
      "list",
      { arn: "any", "effect!": "string", group: "any", "key!": "any", value: "any", zone: "any" },
    ];
    expect(readShape("taints", ["list", { effect: "string" }], read)).toEqual(taints);
  });

  test("what a later version demands is no demand of one that declares nothing", () => {
    const later = ["map", { "key!": "string", of: ["list", { "name!": "string" }] }] as const;
    expect(withoutDemands(later)).toEqual(["map", { key: "string", of: ["list", { name: "string" }] }]);
  });
});
