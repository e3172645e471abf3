import { role } from "../../support/definitions/arns";
import { clusterYaml, files, placed, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

/** A root with these blocks, and an entry of its own beside the module's. */
const beside = (blocks: string, principal: string, name = "module.eks.cluster_name"): string =>
  `${REGISTRY}${blocks}resource "aws_eks_access_entry" "own" {\n  cluster_name = ${name}\n  principal_arn = ${principal}\n}\n`;

const made = (type: string, body: string): string => `resource "${type}" "own" {\n  ${body}\n}\n`;
const DEV = made("aws_iam_role", 'name = "dev"');
const OWN = "aws_iam_role.own.arn";
const FOUND = [["overlay-entry-differs", expect.stringContaining("principal_arn = ")]];

async function found(main: string, yaml = clusterYaml("entries")): Promise<[string, string][]> {
  return placed(await repository({ ...files(main), "clusters/demo.yaml": yaml }).overlay(), main);
}

describe("twiceMadeFindings", () => {
  test.each([
    ["a role of the root by its name", DEV, OWN],
    ["one instance of it", made("aws_iam_role", 'count = 1\n  name = "dev"'), "aws_iam_role.own[0].arn"],
    ["one whose path is an expression", made("aws_iam_role", 'name = "dev"\n  path = var.path'), OWN],
    ["a user", made("aws_iam_user", 'name = "alice"'), "aws_iam_user.own.arn"],
    ["a role that is looked up", 'data "aws_iam_role" "own" {\n  name = "dev"\n}\n', "data.aws_iam_role.own.arn"],
    [
      "a user that is looked up",
      'data "aws_iam_user" "own" {\n  user_name = "alice"\n}\n',
      "data.aws_iam_user.own.arn",
    ],
  ])("the principal of an entry beside is %s: the entry is made twice", async (_, blocks, principal) => {
    expect(await found(beside(blocks, principal))).toEqual(FOUND);
  });

  test.each([
    ["another name", made("aws_iam_role", 'name = "other"'), OWN],
    ["a name that is an expression", made("aws_iam_role", "name = var.name"), OWN],
    ["another path", made("aws_iam_role", 'name = "dev"\n  path = "/team/"'), OWN],
    ["another provider, perhaps of another account", made("aws_iam_role", 'provider = aws.other\n  name = "dev"'), OWN],
    ["another kind", made("aws_iam_user", 'name = "dev"'), "aws_iam_user.own.arn"],
    ["no block in the root", "", OWN],
    ["another attribute", DEV, "aws_iam_role.own.id"],
  ])("a principal of %s is another one, or nobody knows it", async (_, blocks, principal) => {
    expect(await found(beside(blocks, principal))).toEqual([]);
  });

  test("a role of the same name in another account is another one", async () => {
    const elsewhere = (text: string): string =>
      text.replaceAll(role("dev"), role("dev").replace("111122223333", "444455556666"));
    expect(await found(elsewhere(beside(DEV, OWN)), elsewhere(clusterYaml("entries")))).toEqual([]);
    const told = elsewhere(beside("", `"${role("dev")}"`));
    expect(await found(told, elsewhere(clusterYaml("entries")))).toEqual(FOUND);
  });

  const GREEN = REGISTRY.slice(REGISTRY.indexOf('module "eks"'), REGISTRY.indexOf('module "aws_auth"'))
    .replace('"eks" {', '"green" {')
    .replace('"demo"', '"green"');

  test.each([
    ["module.eks.cluster_name", FOUND],
    ["local.cluster_name", FOUND],
    ["module.naming.cluster_name", FOUND],
    ["module.green.cluster_name", []],
    ["aws_eks_cluster.other.name", []],
  ])("an entry of the cluster %s", async (name, expected) => {
    const others = `${GREEN}module "naming" {\n  source = "./naming"\n}\nresource "aws_eks_cluster" "other" {\n  name = "other"\n}\n`;
    expect(await found(beside(`${others}${DEV}`, OWN, name))).toEqual(expected);
    expect(await found(beside(others, `"${role("dev")}"`, name))).toEqual(expected);
  });
});
