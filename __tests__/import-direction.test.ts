import { Linter } from "eslint";
import architecture from "../.eslint/import-direction.cjs";

const lint = (file: string, source: string): string[] =>
  new Linter({ cwd: "/project" })
    .verify(
      source,
      { files: ["**/*.ts"], plugins: { architecture }, rules: { "architecture/import-direction": "error" } },
      `/project/${file}`,
    )
    .map(({ message }) => message);

describe("import-direction", () => {
  test.each([
    ["lib/access/arn.ts", 'import "./finding";'],
    ["lib/access/go-yaml.ts", 'import "yaml";'],
    ["lib/migration/stage.ts", 'export * from "../access/arn";'],
    ["lib/eks/eks.ts", 'import "@cdktf/provider-aws/lib/eks-cluster";'],
    ["stacks/eks-stack.ts", 'import "../lib/eks/eks";'],
    ["main.ts", 'import "./stacks/eks-stack";'],
    ["__tests__/access/arn.test.ts", 'import "../../lib/access/arn";'],
  ])("%s may say %s", (file, source) => {
    expect(lint(file, source)).toEqual([]);
  });

  test.each([
    ["lib/access/arn.ts", 'import "../migration/stage";', "access may import nothing of the project, not migration"],
    ["lib/access/arn.ts", 'import "zod";', "access imports nothing but yaml, got zod"],
    ["lib/plan/plan.ts", 'export { x } from "../rules/x";', "plan may import access of the project, not rules"],
    ["lib/report/text.ts", 'import("cdktf");', "report is plain TypeScript and may not import cdktf"],
    [
      "lib/eks/eks.ts",
      'import "../../stacks/eks-stack";',
      "eks may import access, migration, inventory of the project, not stacks",
    ],
  ])("%s may not say %s", (file, source, message) => {
    expect(lint(file, source)).toEqual([message]);
  });

  test("a provider is imported by its sub-module", () => {
    expect(lint("lib/eks/eks.ts", 'import "@cdktf/provider-aws";')[0]).toContain("sub-module");
  });
});
