import { ROOT, state, upgrade } from "../../support/overlay/upgrade-root";
import { cli } from "../../support/cli/cli-run";
import { repository } from "../../support/overlay/overlay-repository";

/** Edits of Karpenter's call within a root at v19, by argument. */
async function edits(text: string, version = "19.21.0"): Promise<ReadonlyMap<string, string>> {
  const main = `${ROOT.replace("19.21.0", version)}
module "karpenter" {
  source  = "terraform-aws-modules/eks/aws//modules/karpenter"
  version = "${version}"
${text}
}
`;
  return printed((await upgrade(main).run("--dry-run")).stdout);
}

function printed(stdout: string): ReadonlyMap<string, string> {
  const found = stdout.matchAll(/^ {2}infra\/main\.tf:\d+ +module\.karpenter\.(\w+): (.*)$/gm);
  return new Map([...found].map(([, argument = "", does = ""]) => [argument, does]));
}

const ROLE = "the role of the controller has that name before its suffix, and by another one it is made anew";
const POLICY = "its policy has that name before its suffix, and by another one it is made anew";

describe("Karpenter's call, from v19 to v20", () => {
  test.each([
    ['cluster_name = "demo"', '"KarpenterIRSA-demo"'],
    ["cluster_name = module.eks.cluster_name", '"KarpenterIRSA-${module.eks.cluster_name}"'],
    ['cluster_name = "${var.env}-demo"', '"KarpenterIRSA-${var.env}-demo"'],
  ])("%s keeps role and policy by names without their suffixes", async (text, name) => {
    const told = await edits(`  ${text}`);
    expect(told.get("iam_role_name")).toBe(`add iam_role_name = ${name}: ${ROLE}`);
    expect(told.get("iam_policy_name")).toBe(`add iam_policy_name = ${name}: ${POLICY}`);
    expect(told.get("iam_policy_description")).toBe(
      'add iam_policy_description = "Karpenter IAM role for service account": its policy has that description, and by another one it is made anew',
    );
    expect(told.has("iam_policy_path")).toBe(false);
  });

  test("the policy has the name, description and path of the role, where these are written", async () => {
    const told = await edits('  irsa_name = "mine"\n  irsa_description = "d"\n  irsa_path = "/x/"');
    expect(told.get("irsa_name")).toBe("rename it to iam_role_name");
    expect(told.has("iam_role_name")).toBe(false);
    expect(told.get("iam_policy_name")).toBe(`add iam_policy_name = "mine": ${POLICY}`);
    expect(told.get("iam_policy_description")).toMatch(/^add iam_policy_description = "d": /);
    expect(told.get("iam_policy_path")).toMatch(/^add iam_policy_path = "\/x\/": its policy has the path of its role/);
    expect((await edits('  irsa_policy_name = "own"')).has("iam_policy_name")).toBe(false);
  });

  test("what v20 has no more is deleted, and nothing is said of the trust that v21 has", async () => {
    const told = await edits('  irsa_tag_key = "k"\n  irsa_tag_values = []\n  irsa_subnet_account_id = "1"');
    for (const name of ["irsa_tag_key", "irsa_tag_values", "irsa_subnet_account_id"])
      expect(told.get(name)).toBe("delete it: 20.37.2 makes the policy of the controller without it");
    expect([...told.values()].join("\n")).not.toContain("v21");
  });

  test("where no role of the controller is made nothing is kept", async () => {
    const told = await edits("  create_irsa = false");
    expect([...told.keys()].filter((name) => /^iam_(?:role|policy)/.test(name))).toEqual([]);
  });
});

test("Karpenter's call, from v20 to v21: the trust goes, with a warning", async () => {
  const main = `${ROOT.replace("19.21.0", "20.37.2").replace(/ {2}manage_aws_auth[^]*\n\}\n/, '  authentication_mode = "API"\n}\n')}
module "karpenter" {
  source                 = "terraform-aws-modules/eks/aws//modules/karpenter"
  version                = "20.37.2"
  enable_irsa            = true
  irsa_oidc_provider_arn = module.eks.oidc_provider_arn
}
`;
  const { cwd } = repository({ "infra/main.tf": main, "state.json": state({ mode: "API", rows: false }) });
  const { stdout } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json", "--to", "21"], { cwd });
  const told = printed(stdout);
  for (const name of ["enable_irsa", "irsa_oidc_provider_arn"])
    expect(told.get(name)).toBe(
      "delete it: the role trusts Pod Identity alone from v21 on; first let the pods of Karpenter take it so, or they lose it",
    );
});
