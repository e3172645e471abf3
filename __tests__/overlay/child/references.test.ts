import { isBound, isGlobal, referencesIn } from "../../../lib/overlay/root/references";

describe("referencesIn", () => {
  test.each([
    ["a text", "module.eks.cluster_name", []],
    ["one expression", "${var.role}", ["var.role"]],
    ["one within a text", "https://${local.proxy}:3128", ["local.proxy"]],
    ["spaces around the dot", "${ var . role }", ["var.role"]],
    ["an index", '${module.eks["a"].name}', ["module.eks"]],
    ["a text within an expression", '${pathexpand("~/module.x")}', []],
    [
      "an expression within such a text",
      '${pathexpand("~/${path.module}/${data.a_b.c.id}")}',
      ["path.module", "data.a_b.c.id"],
    ],
    ["a heredoc within an expression", '${trim(<<EOT\nvar.a "${var.b}"\nEOT\n, var.c)}', ["var.b", "var.c"]],
    ["a resource", "${aws_ssm_parameter.proxy.value}", ["aws_ssm_parameter.proxy.value"]],
    ["an attribute of that name", "${local.x.var.y}", ["local.x.var.y"]],
    ["a directive", "%{ if var.on }a%{ endif }", ["var.on"]],
    ["what has no end", "${var.a", ["${var.a"]],
    ["a workspace", "${terraform.workspace}", []],
    ["a variable of for", '${[for k in ["a"] : k.name]}', []],
  ])("%s", (_, template, references) => {
    expect(referencesIn(template)).toEqual(references);
  });

  test("lists and maps are read through, keys too", () => {
    expect(referencesIn({ "${var.k}": ["${local.a}", 1, null, { b: "${each.key}" }] })).toEqual([
      "var.k",
      "local.a",
      "each.key",
    ]);
  });

  test.each([
    ["var.a", false],
    ["local.a", false],
    ["path.module", false],
    ["module.a.b", true],
    ["data.a_b.c", true],
    ["ephemeral.a_b.c", true],
    ["a_b.c", true],
    ["each.value", true],
    ["${var.a", true],
  ])("%s waits for what Terraform makes or reads: %s", (reference, waits) => {
    expect(isBound(reference)).toBe(waits);
  });

  test.each([
    ["path.root", true],
    ["path.cwd", true],
    ["path.module", false],
    ["var.path", false],
  ])("%s is the same in every folder: %s", (reference, same) => {
    expect(isGlobal(reference)).toBe(same);
  });
});
