import { role } from "../../support/definitions/arns";
import { errors } from "../../support/overlay/overlay-repository";
import { ROOT, upgrade } from "../../support/overlay/upgrade-root";

const V20 = ROOT.replace("19.21.0", "20.37.2").replace(/ {2}manage_aws_auth[^]*?\n\n/, "\n");

describe("what upgrade-module takes from the state", () => {
  test.each(["create_aws_auth_configmap = true", "create_aws_auth_configmap = var.create_rows"])(
    "a ConfigMap that the module made without managing it moves alone: %s",
    async (argument) => {
      const { run, read } = upgrade(ROOT.replace("manage_aws_auth_configmap = true", argument), {
        rows: false,
        created: true,
      });
      const { exitCode, stdout } = await run();
      expect(exitCode).toBe(0);
      expect(read("infra/eks_access_aws_auth.tf"))
        .toBe(`# Written by \`eks-access upgrade-module\`: the ConfigMap aws-auth as the module made it.
resource "kubernetes_config_map" "eks_access_aws_auth" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  lifecycle {
    ignore_changes = [data, metadata[0].labels, metadata[0].annotations]
  }
}

moved {
  from = module.eks.kubernetes_config_map.aws_auth[0]
  to   = kubernetes_config_map.eks_access_aws_auth
}
`);
      expect(stdout).toContain(
        "create_aws_auth_configmap: delete it: the ConfigMap stands in eks_access_aws_auth.tf from now on, and keeps its rows",
      );
      expect(stdout).toContain(
        "  the ConfigMap aws-auth: moved, and not changed; a plan that changes or destroys it is wrong",
      );
      expect(stdout).toContain("  overlay: { root: FOLDER, module: eks }\n");
      expect(stdout).not.toContain("the state has no rows of the module");
      expect(stdout).toContain(
        "the file has no rows, and no `config_map` names it: write `manage_aws_auth_configmap: false`",
      );
    },
  );

  test("a state of another cluster is refused, and nothing is written: its rows are not this cluster's", async () => {
    const other = ROOT.replace(/(cluster_name\s*=\s*)"[^"]*"/, '$1"another"');
    expect(other).not.toBe(ROOT);
    const { run, read } = upgrade(other, {});
    const { exitCode, stderr } = await run();
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining("the state of another cluster, expected that of `another`"),
    ]);
    expect(() => read("infra/eks_access_aws_auth.tf")).toThrow("ENOENT");
  });

  test.each([
    ["CONFIG_MAP", '"CONFIG_MAP": the default switches the mode, which cannot be undone'],
    ["API_AND_CONFIG_MAP", '"API_AND_CONFIG_MAP": the cluster has that mode, and no mode goes back'],
    ["API", '"API": the cluster has that mode, and AWS refuses the default'],
    [
      null,
      '"CONFIG_MAP": the default switches the mode, which cannot be undone; the state does not tell the mode: write what `aws eks describe-cluster --name NAME --query cluster.accessConfig.authenticationMode` prints',
    ],
  ])("from v19 the mode to write is that of the state: %s", async (mode, told) => {
    const { stdout } = await upgrade(ROOT, { mode }).run();
    expect(stdout).toContain(`authentication_mode: add authentication_mode = ${told}\n`);
    expect(stdout.includes("the state does not tell the mode: that stage is right")).toBe(mode === null);
  });

  const WIN = 'module.eks.module.eks_managed_node_group["win"]';

  test("a managed Windows group whose row is that of Linux is named with its role, before the stages meet it", async () => {
    const { stdout } = await upgrade(ROOT.replace("19.21.0", "18.20.5"), { amiType: "WINDOWS_CORE_2022_x86_64" }).run();
    expect(stdout).toContain(
      `row of ${role("node")}, the Windows nodes of ${WIN}: it has not the group eks:kube-proxy-windows, which the entry that EKS makes has;`,
    );
    expect(stdout).toContain("accept row-changed there:\n  otherwise the plan of `retire` is refused (entry-not-live)");
  });

  test.each([
    ["of Linux", { amiType: "AL2_x86_64" }],
    ["whose rows are somebody else's", { amiType: "WINDOWS_CORE_2022_x86_64", rows: false, created: true }],
  ])("no group %s is", async (_, made) => {
    const main = ROOT.replace("19.21.0", "18.20.5").replace(
      "manage_aws_auth_configmap = true",
      "create_aws_auth_configmap = true",
    );
    const { exitCode, stdout } = await upgrade("rows" in made ? main : ROOT, made).run();
    expect([exitCode, stdout.includes("eks:kube-proxy-windows")]).toEqual([0, false]);
  });

  test.each([
    ["CONFIG_MAP at v20", V20, "CONFIG_MAP", "got authentication mode CONFIG_MAP"],
    ["unknown at v20", V20, null, "got a state that does not tell the mode"],
    ["a word that is no mode", V20, "IAM", "got a state that does not tell the mode"],
    ["API at v19", ROOT, "API", "expected a root at 20.13.1 or newer whose migration is done, got `19.21.0`"],
    ["API before 20.13.1", V20.replace("20.37.2", "20.13.0"), "API", "got `20.13.0`"],
  ])("to v21 refuses a mode that is %s", async (...row) => {
    const [, main, mode, expected] = row;
    const { run } = upgrade(main, { rows: false, mode });
    const result = await run("--to", "21");
    expect(result.exitCode).toBe(1);
    expect(errors(result)).toContain("overlay-not-done infra/main.tf:7");
    expect(result.stderr).toContain(expected);
  });
});
