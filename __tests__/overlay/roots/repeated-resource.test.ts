import { clusterYaml, placed, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const HEAD = REGISTRY.slice(0, REGISTRY.indexOf('module "eks"'));
const EACH = '  for_each = toset(["demo", "other"])\n';
const CLUSTER = 'resource "aws_eks_cluster" "main" {\n  name = "demo"\n}\n';
const ROWS = 'resource "kubernetes_config_map_v1_data" "auth" {\n  data = { mapRoles = yamlencode(local.rows) }\n}\n';
const repeated = (block: string): string => block.replace("{\n", `{\n${EACH}`);

/** What is said of a root, with its line and its advice. */
async function said(main: string, [cluster, rows]: readonly [string, string]) {
  const overlay = `{ root: ../infra, cluster: '${cluster}', config_map: '${rows}' }`;
  const yaml = clusterYaml("dual", overlay).replace(/ {2}aws_auth_users: .*\n/, "");
  const run = await repository({ "infra/main.tf": main, "clusters/demo.yaml": yaml }).overlay();
  return { found: placed(run, main), text: run.stderr };
}

const [MAIN, AUTH] = ["aws_eks_cluster.main", "kubernetes_config_map_v1_data.auth"];

describe("overlayTarget of bare resources with for_each", () => {
  test.each([
    ["the cluster's", `${repeated(CLUSTER)}${ROWS}`, MAIN, AUTH],
    ["the cluster's, by its instance", `${repeated(CLUSTER)}${ROWS}`, `${MAIN}["demo"]`, AUTH],
    ["that of the rows", `${CLUSTER}${repeated(ROWS)}`, MAIN, AUTH],
    ["that of the rows, by its instance", `${CLUSTER}${repeated(ROWS)}`, MAIN, `${AUTH}["demo"]`],
  ])("%s: it is refused by name, with another way than a key", async (_, blocks, ...names) => {
    const { found, text } = await said(`${HEAD}${blocks}`, names);
    expect(found).toEqual([["overlay-unsupported", EACH.trimEnd()]]);
    expect(text).toContain("`for_each` on a resource that is overridden is not supported");
    expect(text).toContain("write `render: access` with a state of its own");
    expect(text).not.toContain('["KEY"]');
  });

  test("without for_each nothing is said, and a key is to be left out", async () => {
    const main = `${HEAD}${CLUSTER}${ROWS}`;
    expect((await said(main, [MAIN, AUTH])).found).toEqual([]);
    const { found, text } = await said(main, [`${MAIN}["demo"]`, AUTH]);
    expect(found).toEqual([["overlay-block-missing", 'resource "aws_eks_cluster" "main" {']]);
    expect(text).toContain("write `aws_eks_cluster.main` under overlay");
  });
});
