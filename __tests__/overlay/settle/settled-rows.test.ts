import { clusterYaml, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

/** The same cluster with its rows, and nothing to migrate. */
const WITHOUT_MIGRATION = clusterYaml("config-map")
  .replace(/^migration:.*$/m, "authentication_mode: CONFIG_MAP")
  .replace(/^access_entries:\n[^]*?(?=^aws_auth:)/m, "")
  .replace(/^accept:\n[^]*?(?=^terraform:)/m, "");

const ADDRESS = "kubernetes_config_map_v1_data.auth";
const BARE = REGISTRY.replace(
  /module "aws_auth" \{[^]*?\n\}\n/,
  'resource "kubernetes_config_map_v1_data" "auth" {\n  data = { mapRoles = yamlencode(local.rows), mapUsers = yamlencode(local.users) }\n}\n',
);

async function settled(main: string, yaml: string): Promise<string> {
  const { overlay } = repository({ "infra/main.tf": main, "clusters/demo.yaml": yaml });
  await overlay();
  return (await overlay("--settle")).stdout;
}

describe("settledText", () => {
  test.each([
    ["module.aws_auth", REGISTRY, WITHOUT_MIGRATION],
    [ADDRESS, BARE, WITHOUT_MIGRATION.replace("aws_auth_module: aws_auth", `config_map: ${ADDRESS}`)],
  ])("without a migration the block %s stays, for its rows serve", async (address, main, yaml) => {
    expect(await settled(main, yaml)).toBe(`# demo: in infra/main.tf, module.eks
authentication_mode = "CONFIG_MAP"
access_entries      = {}

# leave the block ${address} in infra/main.tf as it is: it writes the rows of the cluster

# then delete eks_access.tf.json and eks_access_override.tf.json: the plan says \`No changes\`
`);
  });

  test("after stage done the block goes, for its rows are empty", async () => {
    const text = await settled(REGISTRY, clusterYaml("done"));
    expect(text).toContain("\n# delete the block module.aws_auth in infra/main.tf: it makes nothing any more\n");
    expect(text).not.toContain("leave the block");
  });
});
