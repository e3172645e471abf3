import { callPath, addressOfModule, moduleSteps, sharedSteps } from "../../../lib/plan/reading/module-path";

const ODD = String.raw`module.x["a.module.b[\"0\"]"].module.eks[1]`;

describe("moduleSteps", () => {
  test("takes modules and their instances apart, whatever stands in a key", () => {
    expect(moduleSteps(ODD)).toEqual([
      { name: "x", instance: String.raw`["a.module.b[\"0\"]"]` },
      { name: "eks", instance: "[1]" },
    ]);
    expect(moduleSteps("")).toEqual([]);
  });
});

describe("callPath", () => {
  test("leaves instances out", () => {
    expect(callPath(ODD)).toBe("x.eks");
    expect(callPath("")).toBe("");
  });
});

describe("addressOfModule", () => {
  test.each([
    ["aws_eks_cluster.this", ""],
    ["data.aws_eks_cluster.this", ""],
    [`${ODD}.aws_eks_access_entry.this["a.b"]`, ODD],
    [`module.eks.data.aws_partition.current[0]`, "module.eks"],
  ])("%s", (address, module) => {
    expect(addressOfModule(address)).toBe(module);
  });
});

describe("sharedSteps", () => {
  test.each([
    ["module.a.module.b", "module.a.module.b", 2],
    ["module.a.module.b", "module.a.module.c", 1],
    ['module.a["x"].module.b', 'module.a["y"].module.b', 0],
    ["module.a", "module.a.module.b", 1],
    ["", "module.a", 0],
  ])("%s and %s share %i", (a, b, count) => {
    expect(sharedSteps(a, b)).toBe(count);
  });
});
