import { stateOf } from "../../lib/inventory/definition/state-place/shared-state";
import { rootState } from "../../lib/overlay/root/root-state";
import { hclValue, attributesOf } from "../../lib/overlay/root/hcl-value";
import { cli } from "../support/cli/cli-run";
import { beside, ROOT_S3, S3, SHARED, stack } from "../support/overlay/root-with-state";

describe("a stack with the state of a root module that another file is laid over", () => {
  test.each([
    ["check", "clusters"],
    ["check", "clusters/shop.yaml"],
    ["overlay", "clusters"],
    ["advance", "clusters/shop.yaml"],
  ])("is refused by %s %s, and nothing is written", async (command, path) => {
    const { cwd, read, list } = beside(ROOT_S3, S3);
    const { stdout, stderr, exitCode } = await cli([command, path], { cwd });
    expect(`${stdout}${stderr}`).toContain(SHARED);
    expect(exitCode).toBe(1);
    expect([read("clusters/shop.yaml"), list()]).toEqual([stack(S3), ["backend.tf", "main.tf"]]);
  });

  test.each([
    ["access", ""],
    ["module", ""],
    [
      "resources",
      "cluster_encryption_config: {}\ncreate_cluster_security_group: false\ncreate_kms_key: false\ncreate_node_security_group: false\n",
    ],
  ])("is refused with `render: %s`, whatever it renders", async (render, more) => {
    const { cwd, write } = beside(ROOT_S3, S3);
    const placed = stack(S3).replace("render: access", `render: ${render}`);
    write("clusters/shop.yaml", `${placed}${more}`);
    expect((await cli(["check", "clusters"], { cwd })).stdout).toContain(SHARED);
  });

  test.each([
    ["another key", ROOT_S3.replace('"infra"', '"network"'), S3],
    ["a backend that is given when it is initialized", 'terraform {\n  backend "s3" {}\n}\n', S3],
    ["a key that is an expression", ROOT_S3.replace('"infra"', "var.key"), S3],
    ["no backend", "", S3],
  ])("beside a root with %s is taken", async (_, root, backend) => {
    const { cwd } = beside(root, backend);
    expect((await cli(["check", "clusters"], { cwd })).stdout).not.toContain("state-shared");
  });

  test("is refused by the local state of a root too", async () => {
    const { cwd } = beside("", '{ local: { path: "../../../infra/terraform.tfstate" } }');
    expect((await cli(["check", "clusters"], { cwd })).stdout).toContain("the root module infra has this state too");
  });
});

describe("rootState", () => {
  const of = (...blocks: readonly unknown[]) =>
    rootState({ path: "/srv/infra", terraform: blocks.map((block) => attributesOf(hclValue(block))) });
  const at = (backend: NonNullable<Parameters<typeof stateOf>[0]["backend"]>) =>
    stateOf({ name: "", folder: "/srv/infra", backend });

  test.each([
    [{ cloud: [{ organization: "acme", workspaces: [{ name: "infra" }] }] }, { name: "infra" }],
    [{ cloud: [{ organization: "acme", workspaces: [{ tags: ["eks"] }] }] }, { tags: ["eks"] }],
  ])("reads %j", (block, workspaces) => {
    expect(of({ required_version: ">= 1.7" }, block)).toEqual(at({ cloud: { organization: "acme", workspaces } }));
  });

  test("reads the backend `remote`, in JSON too, and a path of a local one", () => {
    const remote = { organization: "acme", workspaces: { prefix: "eks-" }, hostname: "tfe.example.com" };
    expect(of({ backend: { remote } })).toEqual(at({ remote }));
    expect(of({ backend: { local: [{ path: "state/x" }] } })).toEqual(at({ local: { path: "state/x" } }));
  });

  test.each([
    [{ backend: { gcs: [{ bucket: "states" }] } }],
    [{ backend: { s3: [{ bucket: "states", key: "x", region: "${var.region}" }] } }],
    [{ backend: { local: [{ path: "${var.path}" }] } }],
    [{ backend: { remote: [{ organization: "acme", workspaces: [{}] }] } }],
    [{ cloud: [{ workspaces: [{ name: "infra" }] }] }],
    [{ cloud: [{ organization: "acme", hostname: "${var.host}", workspaces: [{ name: "infra" }] }] }],
  ])("does not guess %j", (block) => {
    expect(of(block)).toBeUndefined();
  });
});
