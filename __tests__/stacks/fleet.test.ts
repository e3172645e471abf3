import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fleet } from "../../lib/inventory/fleet";
import { readFleet } from "../../lib/inventory/folder/read-fleet";
import { synthesize } from "../../stacks/fleet";
import { ACCESS_ONLY } from "../inventory/cluster-yaml";
import { SAMPLES, samples } from "../support/definitions/sample-definitions";

const TODAY = "2026-11-22";

/** A folder that is gone after the test, and what main.ts takes as its output. */
const folders: string[] = [];
const output = process.env.CDKTF_OUTDIR;

function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = mkdtempSync(join(tmpdir(), "eks-access-fleet-"));
  folders.push(made);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

function fleetOf(path: string): Fleet {
  const fleet = readFleet(path, TODAY);
  if ("unreadable" in fleet) throw new Error(fleet.reason);
  return fleet;
}

/** Every file that a synthesis writes, by path. */
function written(fleet: Fleet): ReadonlyMap<string, string> {
  const made = folder();
  process.env.CDKTF_OUTDIR = made;
  synthesize(fleet);
  return contents(made);
}

function contents(path: string): ReadonlyMap<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1)).sort();
  return new Map(names.map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

afterEach(() => {
  if (output === undefined) delete process.env.CDKTF_OUTDIR;
  else process.env.CDKTF_OUTDIR = output;
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

describe("synthesize", () => {
  test("writes one stack per cluster, named as the cluster, and a manifest", () => {
    const stacks = samples().map(({ clusterName }) => `stacks/${clusterName}/cdk.tf.json`);
    expect([...written(fleetOf(SAMPLES)).keys()]).toEqual(["manifest.json", ...stacks]);
  });

  test("leaves no stack of a cluster file that is gone", () => {
    const files = folder({ "demo.yaml": ACCESS_ONLY, "other.yaml": ACCESS_ONLY.replace("demo", "other") });
    const made = folder();
    process.env.CDKTF_OUTDIR = made;
    synthesize(fleetOf(files));
    expect(readdirSync(join(made, "stacks")).sort()).toEqual(["demo", "other"]);
    rmSync(join(files, "other.yaml"));
    expect(synthesize(fleetOf(files)).kept).toEqual([]);
    expect(readdirSync(join(made, "stacks"))).toEqual(["demo"]);
  });

  test("writes no absolute path and no stack trace", () => {
    const all = [...written(fleetOf(SAMPLES)).values()].join("\n");
    expect(all).not.toContain(process.cwd());
    expect(all).not.toContain(tmpdir());
    expect(all).not.toMatch(/stackTrace|node_modules|\.[jt]s:\d|"\/(?!\/)(?!aws\/eks\/)[a-z]/);
  });

  test("writes the same bytes each time, from wherever the files are read", () => {
    const copy = folder();
    cpSync(SAMPLES, copy, { recursive: true });
    const [first, second, moved] = [SAMPLES, SAMPLES, copy].map((path) => [...written(fleetOf(path))]);
    expect(second).toEqual(first);
    expect(moved).toEqual(first);
  });

  test("writes nothing of what a fleet refuses, whoever asks, and tells its place", () => {
    const twins = `${ACCESS_ONLY}rbac_bindings:
  "a.b": { group: viewers, cluster_role: view }
  a_b: { group: editors, cluster_role: edit }
`;
    const path = folder({ "demo.yaml": twins, "other.yaml": twins.replace("demo", "other") });
    const made = folder();
    process.env.CDKTF_OUTDIR = made;
    const { rows, refused } = synthesize(fleetOf(path));
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
      "keys become names of Terraform resources, expected one key for `a_b`, got `a.b` and `a_b`",
    );
    expect([...contents(made)]).toEqual([]);
  });

  test("counts what came of each cluster", () => {
    process.env.CDKTF_OUTDIR = folder();
    const { rows } = synthesize(fleetOf(folder({ "demo.yaml": ACCESS_ONLY })));
    expect(
      rows.map(({ staged, resources, findings }) => [staged.definition.clusterName, resources, findings.length]),
    ).toEqual([["demo", 0, 0]]);
  });
});
