import { refused } from "./module-yaml";

const KARPENTER = "terraform-aws-modules/eks/aws//modules/karpenter";
const GIT = "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git//modules/karpenter?ref=v20.37.2";
const AUTH = "terraform-aws-modules/eks/aws//modules/aws-auth";
const ROWS = "aws_auth: { aws_auth_roles: [] }\nauthentication_mode: API_AND_CONFIG_MAP\n";
const calls = (text: string): string => `modules: { x: { ${text} } }\n`;
const about = (text: string): string[] => refused(text).filter((line) => line.includes(" modules."));

describe("calls under modules", () => {
  test.each(["providers: { aws: x }", "depends_on: [a]", "for_each: [a]", "count: 2", "lifecycle: {}"])(
    "have no %s, which would be dropped",
    (argument) => {
      const name = argument.split(":")[0] ?? "";
      expect(about(calls(`source: ./x, ${argument}`))).toEqual([
        expect.stringMatching(`key-unknown modules\\.x\\.${name}: not passed on to a call, .* got \`${name}\``),
      ]);
      expect(about(calls(`source: ${KARPENTER}, create_access_entry: false, ${argument}`))).toEqual([
        expect.stringContaining(`key-unknown modules.x.${name}: `),
      ]);
    },
  );

  test("make no second cluster", () => {
    expect(about(calls("source: terraform-aws-modules/eks/aws, version: 20.37.2, cluster_name: demo"))).toEqual([
      expect.stringContaining("value-unknown modules.x.source: expected another module than the one that makes"),
    ]);
  });

  test("write no rows beside those of the file", () => {
    const second = expect.stringContaining("value-unknown modules.x.source: expected one call that writes the rows");
    expect(about(`${ROWS}${calls(`source: ${AUTH}, aws_auth_roles: []`)}`)).toEqual([second]);
    expect(about(`${ROWS}${calls(`source: ${AUTH}, manage_aws_auth_configmap: false`)}`)).toEqual([]);
    expect(about(calls(`source: ${AUTH}, aws_auth_roles: []`))).toEqual([]);
  });

  test.each([`"${GIT}"`, "./x", "../modules/x", "s3::https://bucket/x.zip"])(
    "have no version beside source %s",
    (source) => {
      const said = expect.stringContaining("value-unknown modules.x.version: expected no version beside a source");
      const args = source.includes("karpenter") ? ", cluster_name: demo, create_access_entry: false" : "";
      expect(about(calls(`source: ${source}, version: 20.37.2${args}`))).toEqual([said]);
      expect(about(calls(`source: ${source}${args}`))).toEqual([]);
    },
  );

  test.each(["acme/network/aws", "registry.example.com/acme/network/aws", "acme/network/aws//modules/a", KARPENTER])(
    "have a version beside %s",
    (source) => {
      const args = source === KARPENTER ? ", create_access_entry: false" : "";
      expect(about(calls(`source: ${source}, version: 20.37.2${args}`))).toEqual([]);
    },
  );
});

describe("the output of a reference", () => {
  test.each(['x}${file("/etc/passwd")', "a.b[0]", "", "a b"])("is a name alone: %j", (output) => {
    const text = `iam_role_name: { from: network, output: ${JSON.stringify(output)} }\n`;
    expect(refused(text).join("\n")).toContain(`expected the name of an output, got \`${output}\``);
  });

  test("of a module too", () => {
    expect(refused("iam_role_name: { module: eks, output: 'y}${timestamp()' }\n").join("\n")).toContain(
      "expected the name of an output, got `y}${timestamp()`",
    );
  });
});
