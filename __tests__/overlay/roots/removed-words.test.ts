import { clusterYaml, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const HEAD = REGISTRY.slice(0, REGISTRY.indexOf('module "eks"'));
const OVERLAY = "{ root: ../infra, cluster: aws_eks_cluster.main, config_map: kubernetes_config_map_v1_data.auth }";
const YAML = clusterYaml("entries", OVERLAY).replace(/ {2}aws_auth_users: .*\n/, "");
const ROWS = 'resource "kubernetes_config_map_v1_data" "auth" {\n  data = { mapRoles = yamlencode(local.rows) }\n}\n';

/** The lines of a bare cluster whose block has this in it. */
async function said(config: string): Promise<string[]> {
  const main = `${HEAD}resource "aws_eks_cluster" "main" {\n  name = "demo"\n${config}}\n${ROWS}`;
  const { overlay, list } = repository({ "infra/main.tf": main, "clusters/demo.yaml": YAML });
  const laid = await overlay();
  if (laid.exitCode !== 0) throw new Error(laid.stderr);
  const { stdout } = await overlay("--remove");
  expect(list()).toEqual(["main.tf"]);
  return stdout.split("\n").filter((line) => line.startsWith("  "));
}

const ENTRIES = "  destroys the access entries admin, dev, alice, node";
const WRITES = "  writes the rows of kubernetes_config_map_v1_data.auth as they stand there";
const mode = (text: string): string => `  authentication mode: ${text}, API_AND_CONFIG_MAP with the overlay`;
const config = (value: string): string => `  access_config {\n    authentication_mode = ${value}\n  }\n`;

describe("removedWords of bare resources", () => {
  test.each([
    ["another mode", config('"CONFIG_MAP"'), [mode("CONFIG_MAP")]],
    ["the same", config('"API_AND_CONFIG_MAP"'), []],
    ["an expression", config("var.mode"), [mode("as the block's expression says")]],
    ["no block", "", [mode("the block says none")]],
    [
      "no mode in it",
      "  access_config {\n    bootstrap_cluster_creator_admin_permissions = true\n  }\n",
      [mode("the block says none")],
    ],
    [
      "a dynamic block",
      `  dynamic "access_config" {\n    for_each = var.modes\n    content {\n      authentication_mode = access_config.value\n    }\n  }\n`,
      [mode("as the block's expression says")],
    ],
  ])("%s", async (_, text, words) => {
    expect(await said(text)).toEqual([...words, ENTRIES, WRITES]);
  });
});
