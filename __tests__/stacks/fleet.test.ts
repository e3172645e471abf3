import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACCESS_ONLY } from "../inventory/cluster-yaml";
import { SAMPLES, samples } from "../support/definitions/sample-definitions";
import { synthesizedTo } from "../support/definitions/synthesized";

/** Folders that are gone after the test. */
const folders: string[] = [];

function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = mkdtempSync(join(tmpdir(), "eks-access-fleet-"));
  folders.push(made);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

/** Every file that a synthesis without a cache writes, by path. */
async function written(files: string): Promise<ReadonlyMap<string, string>> {
  const made = folder();
  await synthesizedTo(made, files, { cache: false });
  return contents(made);
}

function contents(path: string): ReadonlyMap<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1)).sort();
  return new Map(names.map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

describe("synthesize", () => {
  test("writes one stack per cluster, named as the cluster, and a manifest", async () => {
    const stacks = samples().map(({ clusterName }) => `stacks/${clusterName}/cdk.tf.json`);
    expect([...(await written(SAMPLES)).keys()]).toEqual(["manifest.json", ...stacks]);
  });

  test("leaves no stack of a cluster file that is gone", async () => {
    const files = folder({ "demo.yaml": ACCESS_ONLY, "other.yaml": ACCESS_ONLY.replace("demo", "other") });
    const made = folder();
    await synthesizedTo(made, files);
    expect(readdirSync(join(made, "stacks")).sort()).toEqual(["demo", "other"]);
    rmSync(join(files, "other.yaml"));
    expect((await synthesizedTo(made, files)).kept).toEqual([]);
    expect(readdirSync(join(made, "stacks"))).toEqual(["demo"]);
  });

  test("names stacks by their folders, so that `prod/shop` never meets `prod--shop`, and their states with them", async () => {
    const text = (name: string, account: string): string =>
      ACCESS_ONLY.replace("demo", name).replace("111122223333", account);
    const files = folder({ "prod--shop.yaml": text("prod--shop", "111122223333") });
    for (const [name, account] of [
      ["prod", "444455556666"],
      ["dev", "777788889999"],
    ] as const) {
      mkdirSync(join(files, name));
      writeFileSync(join(files, name, "shop.yaml"), text("shop", account));
    }
    const made = folder();
    await synthesizedTo(made, files);
    expect(readdirSync(join(made, "stacks")).sort()).toEqual(["dev.shop", "prod--shop", "prod.shop"]);
    const stack = readFileSync(join(made, "stacks/prod.shop/cdk.tf.json"), "utf8");
    expect(stack).toContain('"path": "../../../terraform.prod.shop.tfstate"');
    rmSync(join(files, "dev"), { recursive: true });
    await synthesizedTo(made, files);
    expect(readdirSync(join(made, "stacks")).sort()).toEqual(["prod--shop", "prod.shop"]);
  });

  test("writes no absolute path and no stack trace", async () => {
    const all = [...(await written(SAMPLES)).values()].join("\n");
    expect(all).not.toContain(process.cwd());
    expect(all).not.toContain(tmpdir());
    expect(all).not.toMatch(/stackTrace|node_modules|\.[jt]s:\d|"\/(?!\/)(?!aws\/eks\/)[a-z]/);
  });

  test("writes the same bytes each time, from wherever the files are read", async () => {
    const copy = folder();
    cpSync(SAMPLES, copy, { recursive: true });
    const [first, second, moved] = [await written(SAMPLES), await written(SAMPLES), await written(copy)];
    expect(second).toEqual(first);
    expect(moved).toEqual(first);
  });

  test("writes nothing of what a fleet refuses, whoever asks, and tells its place", async () => {
    const twins = `${ACCESS_ONLY}rbac_bindings:
  "a.b": { group: viewers, cluster_role: view }
  a_b: { group: editors, cluster_role: edit }
`;
    const path = folder({ "demo.yaml": twins, "other.yaml": twins.replace("demo", "other") });
    const made = folder();
    const { rows, findings: refused } = await synthesizedTo(made, path);
    expect(rows).toEqual([]);
    expect(refused.map(({ file, line, code, severity }) => ({ file, line, code, severity }))).toEqual(
      ["demo", "other"].map((name) => ({
        file: `${path}/${name}.yaml`,
        line: 6,
        code: "resource-name-collision",
        severity: "error",
      })),
    );
    expect(refused[0]?.message).toBe(
      "two keys become one Terraform name, expected one key for `a_b`, got `a.b` and `a_b`",
    );
    expect([...contents(made)]).toEqual([]);
  });

  test("counts what came of each cluster", async () => {
    const { rows } = await synthesizedTo(folder(), folder({ "demo.yaml": ACCESS_ONLY }));
    expect(rows.map(({ stack, resources, findings }) => [stack, resources, findings.length])).toEqual([["demo", 0, 0]]);
  });
});
