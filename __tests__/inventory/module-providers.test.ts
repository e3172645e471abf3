import { problems } from "./cluster-yaml";
import { HEAD, PROVIDERS, refused } from "./module-yaml";

describe("constraints on providers in a file with `render: module`", () => {
  test.each([
    ["5.100.0", "20.37.2"],
    ["~> 5.0", "20.37.2"],
    [">= 5.95, < 7.0", "20.37.2"],
    ["~> 6.0", "21.19.0"],
    [">= 5.0", "21.19.0"],
    ["6.0.0-beta3", "21.19.0"],
  ])("provider %s goes with the module %s", (aws, version) => {
    expect(problems(`${PROVIDERS(aws)}module: { version: ${version} }\ncluster_version: "1.31"\n`)).toEqual([]);
  });

  test.each([
    [
      ">= 6.0",
      "20.37.2",
      '3:32 constraint-unmet terraform.providers.aws: no version of hashicorp/aws that the module 20.37.2 takes, expected one of `>= 5.95, < 6.0.0`, got `>= 6.0` (write `providers: { aws: ">= 5.95, < 6.0.0" }` under terraform, or another version of the module)',
    ],
    [
      "~> 6.0",
      "20.31.0",
      '3:32 constraint-unmet terraform.providers.aws: no version of hashicorp/aws that the module 20.31.0 takes, expected one of `>= 5.79, < 6.0.0`, got `~> 6.0` (write `providers: { aws: ">= 5.79, < 6.0.0" }` under terraform, or another version of the module)',
    ],
    [
      "~> 5.80.0",
      "20.37.2",
      '3:32 constraint-unmet terraform.providers.aws: no version of hashicorp/aws that the module 20.37.2 takes, expected one of `>= 5.95, < 6.0.0`, got `~> 5.80.0` (write `providers: { aws: ">= 5.95, < 6.0.0" }` under terraform, or another version of the module)',
    ],
    [
      "newest",
      "20.37.2",
      '3:32 constraint-unmet terraform.providers.aws: not a constraint on versions, expected `">= 5.95, < 6.0"` or the like, got `newest` (one of `=`, `!=`, `>`, `>=`, `<`, `<=`, `~>` stands before each version, and commas between them)',
    ],
  ])("provider %s does not go with the module %s", (aws, version, expected) => {
    const text = `${PROVIDERS(aws)}module: { version: ${version} }\n`;
    expect(refused(text.slice(HEAD.length), text)).toEqual([expected]);
  });

  test("v21 needs a constraint: the version of the bindings is none for it", () => {
    expect(refused("module: { version: 21.19.0 }\n")).toEqual([
      '3:1 constraint-unmet terraform.providers.aws: no version of hashicorp/aws that the module 21.19.0 takes, expected one of `>= 6.28`, got `5.100.0`, the version of the bindings (write `providers: { aws: ">= 6.28, < 7.0" }` under terraform, or another version of the module)',
    ]);
  });

  test("the Kubernetes provider has to be one that modules/aws-auth takes, where rows are written", () => {
    const text = `${PROVIDERS("5.100.0", ', kubernetes: "~> 2.10.0"')}aws_auth: { aws_auth_accounts: ["444455556666"] }\n`;
    expect(refused("", text)).toEqual([
      expect.stringContaining(
        "constraint-unmet terraform.providers.kubernetes: no version of hashicorp/kubernetes that modules/aws-auth 20.37.2 takes, expected one of `>= 2.20`, got `~> 2.10.0`",
      ),
    ]);
  });

  test("a sub-module of another line is told at its version", () => {
    const own =
      "modules: { karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, version: 21.0.0 } }\n";
    const text = `${PROVIDERS(">= 5.95")}${own}`;
    expect(refused("", text)).toEqual([
      "4:92 constraint-unmet modules.karpenter.version: needs hashicorp/aws `>= 6.0`, expected a version that goes with `>= 5.95, < 6.0.0` of the module 20.37.2, got `21.0.0` (write one version for the module and all of its sub-modules)",
    ]);
  });

  test("the version is the one of the source, where that is the module's repository", () => {
    const source = "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.8.5";
    expect(refused(`module: { source: "${source}" }\n`)).toEqual([
      expect.stringContaining(
        "module-version module.version: expected one version from 20.13.1 to 21.19.0, got `20.8.5`",
      ),
    ]);
    expect(refused(`module: { source: "${source}", version: 20.37.2 }\n`)).toEqual([
      expect.stringContaining(
        "module-version module.version: expected the version in the `ref` of module.source, `20.8.5`, got `20.37.2`",
      ),
    ]);
  });

  test("of a copy of the module nobody knows which providers it takes", () => {
    const text = `${PROVIDERS("~> 6.0")}module: { source: ./modules/eks }\n`;
    expect(problems(text)).toEqual([]);
  });
});
