import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ACCESS_ONLY } from "../inventory/cluster-yaml";
import { synthesizedTo } from "../support/definitions/synthesized";
import { BARE_SHAPE } from "../support/overlay/root-shapes";
import { clusterYaml, files, REGISTRY, repository, warm } from "../support/overlay/overlay-repository";

const NAMES = ["eks_access.tf.json", "eks_access_override.tf.json"];
const SHOP = ACCESS_ONLY.replace("cluster_name: demo", "cluster_name: shop");

warm();

/** What a synthesis of the cluster files comes to, and what it has written by path. */
async function synthesized({ cwd }: { readonly cwd: string }) {
  const out = join(cwd, "cdktf.out");
  const { rows, findings, kept } = await synthesizedTo(out, join(cwd, "clusters"), { cache: false });
  const written = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  return {
    rows: rows.map(({ stack, stage, mode, resources }) => [stack, stage, mode, resources]),
    codes: findings.flatMap(({ code, severity }) => (severity === "error" ? [code] : [])),
    written: written.sort(),
    kept,
    read: (name: string): string => readFileSync(join(out, name), "utf8"),
  };
}

describe("synthesize of clusters with an overlay", () => {
  test("lists them, and writes both files as `overlay` does, beside stacks; no file of the root is written", async () => {
    const root = repository({ ...files(REGISTRY), "clusters/shop.yaml": SHOP });
    const { rows, codes, written, read } = await synthesized(root);
    expect(codes).toEqual([]);
    expect(rows).toEqual([
      ["demo", "dual", "API_AND_CONFIG_MAP", 0],
      ["shop", undefined, "API_AND_CONFIG_MAP", expect.any(Number)],
    ]);
    expect(written).toEqual([
      "manifest.json",
      ...NAMES.map((name) => `overlays/demo/${name}`),
      "stacks/shop/cdk.tf.json",
    ]);
    expect(root.list()).toEqual(["main.tf"]);
    rmSync(join(root.cwd, "clusters/shop.yaml"));
    expect((await root.overlay()).exitCode).toBe(0);
    const unmarked = (text: string): unknown => ({ ...JSON.parse(text), "//": "" });
    for (const name of NAMES)
      expect(unmarked(read(`overlays/demo/${name}`))).toEqual(unmarked(root.read(`infra/${name}`)));
  });

  test("counts what the overlay itself makes: entries and policies of a bare cluster", async () => {
    const overlay = "{ root: ../infra, cluster: aws_eks_cluster.main, config_map: kubernetes_config_map_v1_data.auth }";
    const main = BARE_SHAPE.files({})["main.tf"] ?? "";
    expect((await synthesized(repository(files(main, "entries", overlay)))).rows).toEqual([
      ["demo", "entries", "API_AND_CONFIG_MAP", 5],
    ]);
  });

  test("those of one root stand in one folder, which goes with them", async () => {
    const main = REGISTRY.replace('module "eks" {', 'module "eks" {\n  for_each = toset(["blue", "green"])').replace(
      '= "demo"',
      "= each.key",
    );
    const yaml = (name: string): string =>
      clusterYaml("dual", `{ root: ../infra, module: 'eks["${name}"]' }`)
        .replace("cluster_name: demo", `cluster_name: ${name}`)
        .replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n");
    const root = repository({
      "infra/main.tf": main.slice(0, main.indexOf('module "aws_auth"')),
      "clusters/blue.yaml": yaml("blue"),
      "clusters/green.yaml": yaml("green"),
    });
    expect((await synthesized(root)).written).toEqual([
      "manifest.json",
      ...NAMES.map((name) => `overlays/blue+green/${name}`),
    ]);
    for (const name of ["blue", "green"]) rmSync(join(root.cwd, `clusters/${name}.yaml`));
    root.write("clusters/shop.yaml", SHOP);
    expect((await synthesized(root)).written).toEqual(["manifest.json", "stacks/shop/cdk.tf.json"]);
  });

  test("a folder of an overlay that is gone stays where somebody wrote into it, and is told", async () => {
    const root = repository({ ...files(REGISTRY), "clusters/shop.yaml": SHOP });
    expect((await synthesized(root)).kept).toEqual([]);
    root.write("cdktf.out/overlays/demo/notes.json", "{}");
    rmSync(join(root.cwd, "clusters/demo.yaml"));
    const { kept, written } = await synthesized(root);
    expect(kept).toEqual([{ path: join(root.cwd, "cdktf.out/overlays/demo"), holds: ["notes.json"] }]);
    expect(written).toContain("overlays/demo/eks_access.tf.json");
  });

  test("is refused as a whole for what `overlay` refuses", async () => {
    const root = repository({
      ...files(REGISTRY.replace("cluster_version", "cluster_versoin")),
      "clusters/shop.yaml": SHOP,
    });
    root.write("cdktf.out/old.json", "{}");
    const { codes, rows, written } = await synthesized(root);
    expect([codes, rows, written]).toEqual([["overlay-argument-unknown"], [], ["old.json"]]);
  });
});
