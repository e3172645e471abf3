import { readFileSync } from "node:fs";
import { join } from "node:path";
import { intendedDifferences, kindOf } from "../support/outputs/intended-differences";

const PAGE = readFileSync(join(__dirname, "../../docs/intended-differences.md"), "utf8");

describe("intended differences", () => {
  const known = intendedDifferences(PAGE);

  test.each([
    [
      "clusters/orders-cluster.yaml at api",
      "+ resource.aws_eks_cluster.this.lifecycle.prevent_destroy = true",
      "What Terraform must not destroy says so",
    ],
    ["eks-access explain clusters/a.yaml", "+ role admin  row mapRoles[0]", "Principals have one name"],
  ])("cover what was meant: %s %s", (where, line, kind) => {
    expect(kindOf(known, where, line)).toBe(kind);
  });

  test.each([
    ["clusters/orders-cluster.yaml at api", "- resource.aws_eks_cluster.this.lifecycle.prevent_destroy = true"],
    [
      "clusters/orders-cluster.yaml at api",
      '- resource.aws_eks_cluster.this.access_config.authentication_mode = "API"',
    ],
    ["eks-access explain clusters/a.yaml", "~ other order"],
    [
      "clusters/demo-eks-cluster.yaml at dual",
      '- data.aws_partition.guards.depends_on[] = "data.aws_eks_cluster.this"',
    ],
    ["eks-access explain clusters/a.yaml", "+ exit code 2"],
    ["eks-access check clusters", "- blocker clusters/a.yaml:3:1 migration: a stage is skipped [row-not-live]"],
    ["eks-access advance clusters/a.yaml --dry-run", "- exit code 1"],
    ["eks-access review plan.json", "- danger: do not apply it: somebody loses access, or may"],
  ])("cover nothing else: %s %s", (where, line) => {
    expect(kindOf(known, where, line)).toBeUndefined();
  });

  test("a section without a pattern is refused", () => {
    expect(() => intendedDifferences("# A\n\n## B\n\nbecause\n")).toThrow("B: Where and Lines are expected");
  });
});
