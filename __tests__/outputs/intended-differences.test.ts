import { readFileSync } from "node:fs";
import { join } from "node:path";
import { intendedDifferences, kindOf } from "../support/outputs/intended-differences";

const PAGE = readFileSync(join(__dirname, "../../docs/intended-differences.md"), "utf8");

describe("intended differences", () => {
  const known = intendedDifferences(PAGE);

  test.each([
    [
      "clusters/orders-cluster.yaml at api",
      '+          "prevent_destroy": true',
      "What Terraform must not destroy says so",
    ],
    ["eks-access explain clusters/a.yaml", "+role admin  row mapRoles[0]", "Principals have one name"],
  ])("cover what was meant: %s %s", (where, line, kind) => {
    expect(kindOf(known, where, line)).toBe(kind);
  });

  test.each([
    ["clusters/orders-cluster.yaml at api", '-          "prevent_destroy": true'],
    ["clusters/orders-cluster.yaml at api", '+        "authentication_mode": "API"'],
    ["eks-access explain clusters/a.yaml", "+exit code 2"],
  ])("cover nothing else: %s %s", (where, line) => {
    expect(kindOf(known, where, line)).toBeUndefined();
  });

  test("a section without a pattern is refused", () => {
    expect(() => intendedDifferences("# A\n\n## B\n\nbecause\n")).toThrow("B: Where and Lines are expected");
  });
});
