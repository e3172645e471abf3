import { cli } from "../../support/cli/cli-run";
import { repository } from "../../support/overlay/overlay-repository";
import { NODES, ROOT, state } from "../../support/overlay/upgrade-root";

async function run(files: Readonly<Record<string, string>>, made: Parameters<typeof state>[0] = {}): Promise<string> {
  const { cwd } = repository({ ...files, "state.json": state(made) });
  const { exitCode, stdout, stderr } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json"], {
    cwd,
  });
  expect([exitCode, stderr]).toEqual([0, ""]);
  return stdout;
}

const CALL = {
  source: "terraform-aws-modules/eks/aws",
  version: "19.21.0",
  cluster_name: "demo",
  manage_aws_auth_configmap: true,
};

describe("places of edits", () => {
  test("in JSON on one line an edit has the address of the block", async () => {
    const json = { module: { eks: CALL } };
    const told = await run({ "infra/main.tf.json": JSON.stringify(json) });
    expect(told).toContain("infra/main.tf.json:1  module.eks.manage_aws_auth_configmap: delete it");
    const lines = await run({ "infra/main.tf.json": JSON.stringify(json, undefined, 2) });
    expect(lines).toContain("infra/main.tf.json:7  manage_aws_auth_configmap: delete it");
  });

  test("a misspelt argument of rows had no effect", async () => {
    const main = ROOT.replace("aws_auth_users            = []", "aws_auth_user = []").replace(
      "aws_auth_accounts ",
      "aws_auth_of_another_kind = 1\n  aws_auth_accounts ",
    );
    const told = await run({ "infra/main.tf": main });
    const never = "delete it: 19.21.0 never read it, so it has no effect";
    expect(told).toContain(
      `aws_auth_user: ${never}; where aws_auth_users was meant, what it says is not live: no row comes of it\n`,
    );
    expect(told).toContain(`aws_auth_of_another_kind: ${never}\n`);
    expect(told).toContain("aws_auth_accounts: delete it: the rows stand in eks_access_aws_auth.tf from now on");
  });

  test("rows that are moved to another file are told by that file", async () => {
    const own = `resource "kubernetes_config_map_v1_data" "rows" {
  force = true
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = {
    mapRoles    = <<EOT
${NODES}EOT
    mapUsers    = "[]\\n"
    mapAccounts = "- \\"444455556666\\"\\n"
  }
}

moved {
  from = module.eks.kubernetes_config_map_v1_data.aws_auth
  to   = kubernetes_config_map_v1_data.rows
}
`;
    const told = await run({ "infra/main.tf": ROOT, "infra/rows.tf": own }, { amiType: "WINDOWS_CORE_2022_x86_64" });
    expect(told).toContain("write the group into the row in infra/rows.tf and in the cluster file");
    expect(told).toContain("aws_auth_accounts: delete it: the rows stand in infra/rows.tf from now on");
    expect(told).not.toContain("eks_access_aws_auth.tf");
  });
});
