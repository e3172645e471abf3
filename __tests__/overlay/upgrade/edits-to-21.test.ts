import { cli } from "../../support/cli/cli-run";
import { ROOT, state } from "../../support/overlay/upgrade-root";
import { repository } from "../../support/overlay/overlay-repository";

/** What `--to 21` prints of a root at 20.37.2 at its end, whose call has more arguments. */
async function told(more: string): Promise<readonly string[]> {
  const main = ROOT.replace("19.21.0", "20.37.2").replace(
    / {2}manage_aws_auth[^]*\n\}\n/,
    `  authentication_mode = "API"\n  ${more}\n}\n`,
  );
  const { cwd } = repository({ "infra/main.tf": main, "state.json": state({ mode: "API", rows: false }) });
  const { exitCode, stdout } = await cli(["upgrade-module", "--root", "infra", "--state", "state.json", "--to", "21"], {
    cwd,
  });
  expect(exitCode).toBe(0);
  return stdout.split("\n").map((line) => line.replace(/^ +infra\/main\.tf:\d+ +/, ""));
}

describe("eks-access upgrade-module --to 21", () => {
  test.each([
    [
      "cluster_encryption_config = {}",
      "cluster_encryption_config: write null in place of {}: {} encrypts Secrets by a key from v21 on, which cannot be undone",
    ],
    [
      "outpost_config = {}",
      "outpost_config: write null in place of {}: {} makes a cluster on an Outpost, and the one that is there anew",
    ],
    [
      "cluster_encryption_config = []",
      "cluster_encryption_config: write null in place of []: {} encrypts Secrets by a key from v21 on, which cannot be undone",
    ],
    [
      'cluster_encryption_config = var.on ? { resources = ["secrets"] } : {}',
      "cluster_encryption_config: write null where it comes to {}: {} encrypts Secrets by a key from v21 on, which cannot be undone",
    ],
    ["cluster_upgrade_policy = {}", "cluster_upgrade_policy: write null in place of {}: {} is a setting now"],
  ])("%s was none, and is none by null alone", async (argument, edit) => {
    expect(await told(argument)).toContain(edit);
  });

  test.each([
    'cluster_encryption_config = { resources = ["secrets"] }',
    "cluster_encryption_config = null",
    "cluster_upgrade_policy = var.policy",
    "cluster_identity_providers = {}",
    "access_entries = {}",
  ])("%s stays what it is", async (argument) => {
    expect((await told(argument)).filter((line) => line.includes("write null "))).toEqual([]);
  });

  test.each([
    [
      '{ coredns = {}, vpc-cni = { before_compute = true }, kube-proxy = { addon_version = "v1.31.10" } }',
      "coredns, vpc-cni",
    ],
    ["var.addons", "each add-on that says no version"],
  ])("add-ons %s keep their version by an edit", async (addons, where) => {
    expect(await told(`cluster_addons = ${addons}`)).toContain(
      `cluster_addons.most_recent: write it as false into ${where}, where the version has to stay: the default was false and is true`,
    );
  });

  test.each(["{}", "{ coredns = { most_recent = true } }"])("add-ons %s need none", async (addons) => {
    expect((await told(`cluster_addons = ${addons}`)).filter((line) => line.includes("most_recent:"))).toEqual([]);
  });

  test("overrides of instance types move into the launch template: deleted, the group would lose them", async () => {
    const policy = 'mixed_instances_policy = { override = [{ instance_type = "m5.large" }] }';
    expect(await told(`self_managed_node_groups = { mixed = { ${policy} } }`)).toContain(
      "self_managed_node_groups.mixed.mixed_instances_policy.override: move it into launch_template: mixed_instances_policy = { launch_template = { override = [...] } }",
    );
  });

  test("defaults that v20 gave each group itself are no change", async () => {
    const groups = "eks_managed_node_groups = { a = {} }\n  self_managed_node_groups = { b = {} }";
    const edits = (await told(groups)).filter((line) => /\.(?:min_size|instance_type): /.test(line));
    expect(edits).toEqual([expect.stringContaining("self_managed_node_groups.min_size: write it into b")]);
  });

  test("a key that is left to its default is the same key: the plan by the real module changes nothing of it", async () => {
    expect((await told("")).filter((line) => line.includes("encryption_config"))).toEqual([]);
  });
});
