import { HEAD, refused } from "./module-yaml";

const V21 = `${HEAD.replace("region:", 'providers: { aws: ">= 6.28, < 7.0" }, region:')}module: { version: 21.19.0 }
aws_auth: { create_aws_auth_configmap: false, manage_aws_auth_configmap: false }
authentication_mode: API
`;
const PART = "source: terraform-aws-modules/eks/aws//modules/eks-managed-node-group, version: 21.19.0";

describe("a field by the name of another version of the module", () => {
  test.each([
    ["eks_managed_node_groups: { blue: { cluster_version: '1.31' } }", "kubernetes_version"],
    ["self_managed_node_groups: { blue: { cluster_version: '1.31' } }", "kubernetes_version"],
    [`modules: { own: { ${PART}, cluster_version: '1.31' } }`, "kubernetes_version"],
    [`modules: { own: { ${PART}, cluster_service_ipv4_cidr: 10.0.0.0/16 } }`, "cluster_service_cidr"],
  ])("%s at v21", (text, name) => {
    expect(refused("", `${V21}${text}\n`)).toEqual([expect.stringContaining(`(did you mean \`${name}\`?)`)]);
  });

  test("of v21 at v20", () => {
    expect(refused("eks_managed_node_groups: { blue: { kubernetes_version: '1.31' } }\n")).toEqual([
      expect.stringContaining("(did you mean `cluster_version`?)"),
    ]);
  });
});

test("a field that is two now is suggested both", () => {
  expect(refused("cluster_addons: { coredns: { resolve_conflicts: NONE } }\n")).toEqual([
    expect.stringContaining("(did you mean `resolve_conflicts_on_create` or `resolve_conflicts_on_update`?)"),
  ]);
});

describe("numbers that go to the module", () => {
  test.each([
    ["eks_managed_node_groups: { blue: { min_size: .inf } }", "eks_managed_node_groups.blue.min_size", "Infinity"],
    ["eks_managed_node_groups: { blue: { min_size: -.inf } }", "eks_managed_node_groups.blue.min_size", "-Infinity"],
    ["eks_managed_node_groups: { blue: { min_size: .nan } }", "eks_managed_node_groups.blue.min_size", "NaN"],
    ["eks_managed_node_groups: { blue: { min_size: 1e400 } }", "eks_managed_node_groups.blue.min_size", "Infinity"],
    [
      "eks_managed_node_groups: { blue: { min_size: 12345678901234567890 } }",
      "eks_managed_node_groups.blue.min_size",
      "12345678901234567000",
    ],
    ["cloudwatch_log_group_retention_in_days: .inf", "cloudwatch_log_group_retention_in_days", "Infinity"],
    ["modules: { own: { source: ./own, sizes: [1, .nan] } }", "modules.own.sizes[1]", "NaN"],
  ])("%s is refused", (text, path, got) => {
    expect(refused(`${text}\n`)).toEqual([
      expect.stringContaining(
        `type-wrong ${path}: not a number that is kept, expected one up to 9007199254740991, got \`${got}\``,
      ),
    ]);
  });

  test.each(["0", "-1", "9007199254740991", "1.5"])("%s is one", (number) => {
    expect(refused(`modules: { own: { source: ./own, size: ${number} } }\n`)).toEqual([]);
  });
});
