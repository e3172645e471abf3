import fc from "fast-check";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { TerraformOutput, Testing, TerraformStack, Token } from "cdktf";
import { literal, literals } from "../../../lib/eks/address/literal";
import { fieldsOf } from "../../support/terraform/provider-schema";

/** What Terraform makes of a string without references. */
function evaluated(text: string): string {
  return text
    .replaceAll('${"$"}', "$")
    .replaceAll("$${", () => "${")
    .replaceAll("%%{", "%{");
}

describe("literal", () => {
  test.each([
    ["plain", "plain"],
    ["${aws_eks_cluster.this.arn}", "$${aws_eks_cluster.this.arn}"],
    ["%{ for x in y }", "%%{ for x in y }"],
    ["$${escaped already}", "$$${escaped already}"],
    ["$ { % } $", "$ { % } $"],
    ["dev:{{SessionName}}", "dev:{{SessionName}}"],
  ])("%s becomes %s", (text, expected) => {
    expect(literal(text)).toBe(expected);
  });

  test("leaves no expression in any text, and loses none of it", () => {
    const text = fc.array(fc.constantFrom("$", "{", "}", "%", "a", '"', "\\", "${", "%{")).map((it) => it.join(""));
    fc.assert(
      fc.property(text, (it) => {
        const escaped = literal(it);
        expect(escaped).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
        expect(evaluated(escaped)).toBe(it);
      }),
    );
  });

  test("keeps references, also after a dollar sign", () => {
    const reference = Token.asString({ resolve: () => "${aws_iam_role.this.arn}" });
    expect(literal(reference)).toBe(reference);
    expect(literal(`a\${b}${reference}`)).toBe(`a$\${b}${reference}`);
    expect(literal(`$${reference}`)).toBe(`\${"$"}${reference}`);
  });
});

describe("literals", () => {
  test("escapes values and keys at every depth, and drops what is undefined", () => {
    const config = literals<object>({ a: "${x}", b: [{ "${k}": "%{y}" }], c: undefined, d: 1, e: false, f: null });
    expect(config).toEqual({ a: "$${x}", b: [{ "$${k}": "%%{y}" }], d: 1, e: false, f: null });
  });

  test("leaves constructs and tokens alone", () => {
    const stack = new TerraformStack(Testing.app(), "demo");
    const vpcConfig = { subnetIds: [] };
    const cluster = new EksCluster(stack, "cluster", { name: "demo", roleArn: "arn", vpcConfig });
    const dependsOn = [cluster];
    const config = literals<{ dependsOn: EksCluster[]; name: string }>({ dependsOn, name: `x-${cluster.name}` });
    expect(config.dependsOn[0]).toBe(cluster);
    new TerraformOutput(stack, "out", { value: config.name, staticId: true });
    expect(fieldsOf(fieldsOf(JSON.parse(Testing.synth(stack))).output)).toMatchObject({
      out: { value: `x-\${aws_eks_cluster.${cluster.friendlyUniqueId}.name}` },
    });
  });
});
