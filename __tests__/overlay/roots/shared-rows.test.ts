import { cli } from "../../support/cli/cli-run";
import { clusterYaml, errors, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const EKS = /^module "eks" \{[^]*?^\}$/m.exec(REGISTRY)?.[0] ?? "";
const BLUE = EKS.replace('"eks"', '"blue"').replace('"demo"', '"blue"');
const ROOT = `${REGISTRY.replace("module.eks.cluster_endpoint", "var.host")}${BLUE}\n`;
const LINE = ROOT.split("\n").indexOf('module "aws_auth" {') + 1;

const blueYaml = (overlay: string): string =>
  clusterYaml("retire", overlay).replace("cluster_name: demo", "cluster_name: blue");

describe("a block of rows that two cluster files name", () => {
  const both = () =>
    repository({
      "infra/main.tf": ROOT,
      "clusters/demo.yaml": clusterYaml("config-map"),
      "clusters/blue.yaml": blueYaml("{ root: ../infra, module: blue, aws_auth_module: aws_auth }"),
    });

  test("is refused, for the stage of one would empty the rows of the other", async () => {
    const { overlay, list } = both();
    const run = await overlay();
    expect(errors(run)).toEqual([`overlay-block-missing infra/main.tf:${String(LINE)}`]);
    expect(run.stderr).toContain(
      "module.aws_auth: a block that clusters/blue.yaml names too, for the rows of another cluster, expected one cluster file for it",
    );
    expect(list()).toEqual(["main.tf"]);
  });

  test("is refused by check and by advance of one file too", async () => {
    const { cwd } = both();
    for (const args of [
      ["check", "clusters"],
      ["advance", "clusters/demo.yaml"],
    ]) {
      const run = await cli(args, { cwd });
      expect([run.exitCode, errors(run)]).toEqual([1, [`overlay-block-missing infra/main.tf:${String(LINE)}`]]);
    }
  });

  test("is taken where each names the instance of its own cluster", async () => {
    const each = (name: string): string => `module "${name}" {\n  for_each = { demo = 1, blue = 2 }\n`;
    const main = REGISTRY.replace('module "eks" {\n', each("eks"))
      .replace('module "aws_auth" {\n', each("aws_auth"))
      .replace('"demo"', "each.key");
    const named = (key: string): string =>
      `{ root: ../infra, module: 'eks["${key}"]', aws_auth_module: 'aws_auth["${key}"]' }`;
    const { overlay } = repository({
      "infra/main.tf": main,
      "clusters/demo.yaml": clusterYaml("config-map", named("demo")),
      "clusters/blue.yaml": blueYaml(named("blue")),
    });
    expect((await overlay()).exitCode).toBe(0);
  });
});
