import { errors, files, placed, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const SECOND = `module "more_rows" {\n  source  = "terraform-aws-modules/eks/aws//modules/aws-auth"\n  version = "20.37.2"\n`;
const CONFIG_MAP = `resource "kubernetes_config_map_v1_data" "rows" {\n  metadata {\n    name      = "aws-auth"\n    namespace = "kube-system"\n  }\n`;

describe("a second block that writes the rows of a cluster", () => {
  test.each<readonly [string, string, string]>([
    ["a second block of the sub-module on the same ConfigMap", `${REGISTRY}\n${SECOND}}\n`, 'module "more_rows" {'],
    [
      "a resource beside the sub-module on the same ConfigMap",
      `${REGISTRY}\n${CONFIG_MAP}  data = { mapAccounts = "[]" }\n}\n`,
      'resource "kubernetes_config_map_v1_data" "rows" {',
    ],
  ])("%s is refused at its line", async (_, main, text) => {
    const run = await repository(files(main, "entries")).overlay();
    expect(run.exitCode).toBe(1);
    expect(placed(run, main)).toEqual([["overlay-unsupported", expect.stringContaining(text)]]);
  });

  test.each([
    ["of another cluster's provider", `${SECOND}  providers = { kubernetes = kubernetes.blue }\n}`],
    ["that writes nothing", `${SECOND}  manage_aws_auth_configmap = false\n}`],
    ["of no instance", `${SECOND}  count = 0\n}`],
    ["of another ConfigMap", `${CONFIG_MAP.replace('"aws-auth"', '"aws-logging"')}  data = { a = "b" }\n}`],
    ["of another namespace", `${CONFIG_MAP.replace('"kube-system"', '"tools"')}  data = { a = "b" }\n}`],
    ["without data", `${CONFIG_MAP.replace("_v1_data", "")}}`],
    [
      "whose data is ignored",
      `${CONFIG_MAP.replace("_v1_data", "")}  data = { a = "b" }\n  lifecycle {\n    ignore_changes = [data]\n  }\n}`,
    ],
  ])("a second block of rows %s passes", async (_, block) => {
    expect(errors(await repository(files(`${REGISTRY}\n${block}\n`, "entries")).overlay())).toEqual([]);
  });
});
