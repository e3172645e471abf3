import { errors, files, placed, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

/** The module's files as a team keeps them in its repository. */
const COPY = "./modules/eks";
const MAIN = REGISTRY.replace(/source = "terraform-aws-modules\/eks\/aws"\n *version = .*/, `source = "${COPY}"`);
const EKS = ["access_entries", "authentication_mode", "cluster_name", "cluster_version", "subnet_ids"];
const variables = (names: readonly string[]): string => names.map((name) => `variable "${name}" {}\n`).join("");

/** What is said of a root that calls a copy with these files. */
async function said(copy: Readonly<Record<string, string>>): Promise<[string, string][]> {
  const within = Object.entries(copy).map(([name, text]) => [`infra/modules/eks/${name}`, text] as const);
  return placed(await repository({ ...files(MAIN), ...Object.fromEntries(within) }).overlay(), MAIN);
}

describe("a copy of the module whose variables stand in several files", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["one file", { "variables.tf": variables([...EKS, "iam_role_arn"]) }],
    ["two files", { "variables.tf": variables(EKS), "variables-extra.tf": variables(["iam_role_arn"]) }],
    ["main.tf alone", { "main.tf": variables([...EKS, "iam_role_arn"]) }],
    [
      "HCL and JSON",
      { "variables.tf": variables(EKS), "more.tf.json": JSON.stringify({ variable: { iam_role_arn: {} } }) },
    ],
    ["JSON that has lists", { "a.tf": variables(EKS), "b.tf.json": '{ "variable": [{ "iam_role_arn": {} }] }' }],
    [
      "beside a file that has none, and a folder that has the name of a file",
      { "variables.tf": variables([...EKS, "iam_role_arn"]), "outputs.tf": "locals {}\n", "old.tf/variables.tf": "{" },
    ],
  ])("%s: is taken", async (_, copy) => {
    expect(await said(copy)).toEqual([]);
  });

  test("an argument that none of the files has is refused at its line", async () => {
    expect(await said({ "variables.tf": variables(EKS), "variables-extra.tf": variables(["vpc_id"]) })).toEqual([
      ["overlay-argument-unknown", expect.stringContaining("iam_role_arn")],
    ]);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["nowhere", {}],
    ["in a file that cannot be read", { "variables.tf": variables(EKS), "variables-extra.tf": 'variable "x" {' }],
  ])("%s: is refused at the source", async (_, copy) => {
    expect(await said(copy)).toEqual([["overlay-module-unknown", `  source = "${COPY}"`]]);
  });

  test("without what v20 alone has it is no copy of it", async () => {
    const run = await repository({
      ...files(MAIN),
      "infra/modules/eks/variables.tf": variables(["cluster_name"]),
      "infra/modules/eks/variables-extra.tf": variables(["authentication_mode"]),
    }).overlay();
    expect(errors(run)).toEqual([expect.stringContaining("overlay-module-unknown infra/main.tf")]);
    expect(run.stderr).toContain("which has no variable access_entries");
  });
});
