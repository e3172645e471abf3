import { moduleOutputs } from "../../lib/module/module-outputs";

describe("moduleOutputs", () => {
  test.each([
    ["eks", "19.21.0", "aws_auth_configmap_yaml", true],
    ["eks", "20.37.2", "aws_auth_configmap_yaml", false],
    ["eks", "20.37.2", "cluster_endpoint", true],
    ["eks", "21.19.0", "cluster_endpoint", true],
    ["karpenter", "20.37.2", "queue_name", true],
    ["karpenter", "20.37.2", "irsa_arn", false],
  ] as const)("%s %s has %s: %s", (...row) => {
    const [part, version, name, expected] = row;
    expect(moduleOutputs(part, version)?.includes(name)).toBe(expected);
  });

  test("of a version that is not known nothing is said", () => {
    expect(moduleOutputs("eks", "20.99.0")).toBeUndefined();
    expect(moduleOutputs("aws-auth", "20.37.2")).toEqual([]);
  });
});
