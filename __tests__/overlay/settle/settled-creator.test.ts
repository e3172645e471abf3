import { clusterYaml, errors, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const CREATOR = "enable_cluster_creator_admin_permissions";

/** What --settle prints of a root whose block has this argument, and of a file that says this. */
async function settled(argument: string, said: string): Promise<string> {
  const { overlay } = repository({
    "infra/main.tf": REGISTRY.replace("  authentication_mode", `${argument}\n  authentication_mode`),
    "clusters/demo.yaml": `${clusterYaml("done")}${said}\n`,
  });
  const run = await overlay("--settle");
  expect(errors(run)).toEqual([]);
  return run.stdout;
}

describe("settledText of the entry for whoever runs Terraform", () => {
  test.each(["true", "false"])(
    "an expression in the block is to become what the cluster file says, %s: else it would count again",
    async (said) => {
      const text = await settled(`  ${CREATOR} = var.creator`, `${CREATOR}: ${said}`);
      expect(text).toMatch(new RegExp(`^${CREATOR} = ${said}$`, "m"));
      expect(text).toMatch(/^authentication_mode += "API"$/m);
    },
  );

  test.each([
    ["a literal, which was compared", `  ${CREATOR} = true`, `${CREATOR}: true`],
    ["nothing", "", ""],
  ])("%s stays, and is not printed", async (_, argument, said) => {
    expect(await settled(argument, said)).not.toContain(CREATOR);
  });

  test("of instances each has its own, and those without a file keep the expression", async () => {
    const { overlay } = repository({
      "infra/main.tf": REGISTRY.replace(
        'module "eks" {',
        `module "eks" {\n  for_each = toset(["demo", "other"])\n  ${CREATOR} = var.creator[each.key]`,
      )
        .replace('= "demo"', "= each.key")
        .replaceAll("module.eks.", 'module.eks["demo"].'),
      "clusters/demo.yaml": `${clusterYaml("done", "{ root: ../infra, module: 'eks[\"demo\"]', aws_auth_module: aws_auth }")}${CREATOR}: false\n`,
    });
    const run = await overlay("--settle");
    expect(errors(run)).toEqual([]);
    expect(run.stdout.replace(/\s+/g, " ")).toContain(
      `${CREATOR} = lookup({ demo = false }, each.key, var.creator[each.key])`,
    );
  });
});
