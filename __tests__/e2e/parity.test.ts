import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiledProject } from "../support/cli/compiled-cli";
import { fieldsOf } from "../support/terraform/provider-schema";
import { SAMPLES } from "../support/definitions/sample-definitions";

const ROOT = join(__dirname, "../..");
/** CDK Terrain, by which cdktf lives on, and the `constructs` that it takes: other versions than ours, so in a folder of its own. */
const SUCCESSOR = { cdktf: "npm:cdktn@0.24.0", constructs: "10.7.2" };

jest.setTimeout(900_000);

let folder: string;

function run(cwd: string, program: string, args: readonly string[]): void {
  const { CDKTF_OUTDIR, NODE_PATH, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { ...env, CLUSTERS_DIR: SAMPLES },
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${program} ${args.join(" ")} ended with ${status ?? "a signal"}:\n${stdout}${stderr}`);
}

/** What the output has, by file; of metadata the version of the library is left out. */
function outputOf(cwd: string): ReadonlyMap<string, unknown> {
  const output = join(cwd, "cdktf.out");
  const names = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  return new Map(
    names.sort().map((name) => [name, withoutVersion(JSON.parse(readFileSync(join(output, name), "utf8")))]),
  );
}

function withoutVersion(json: unknown): unknown {
  const { version, ...manifest } = fieldsOf(json);
  const comment = fieldsOf(manifest["//"]);
  const { version: library, ...metadata } = fieldsOf(comment.metadata);
  return library === undefined ? manifest : { ...manifest, "//": { ...comment, metadata } };
}

function versionOf(name: string): unknown {
  return fieldsOf(JSON.parse(readFileSync(join(folder, "successor/node_modules", name, "package.json"), "utf8")));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eks-access-parity-"));
  const own = join(folder, "successor");
  cpSync(compiledProject(), own, { recursive: true });
  const { dependencies } = fieldsOf(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
  const manifest = {
    name: "parity",
    version: "0.2.0",
    private: true,
    dependencies: { ...fieldsOf(dependencies), ...SUCCESSOR },
  };
  writeFileSync(join(own, "package.json"), JSON.stringify(manifest));
  // Providers ask for cdktf 0.21 as a peer, which is what this is about.
  const flags = ["--legacy-peer-deps", "--prefer-offline", "--no-audit", "--no-fund", "--no-progress"];
  run(own, "npm", ["install", ...flags]);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("cdktn in the place of cdktf", () => {
  test("is what the samples are synthesized by", () => {
    expect(versionOf("cdktf")).toMatchObject({ name: "cdktn", version: "0.24.0" });
    expect(versionOf("constructs")).toMatchObject({ version: SUCCESSOR.constructs });
  });

  test("makes the same JSON of every sample but for the version in metadata", () => {
    const [own, ours] = [join(folder, "successor"), mkdtempSync(join(folder, "cdktf-"))];
    run(own, process.execPath, [join(own, "main.js")]);
    run(ours, process.execPath, [join(compiledProject(), "main.js")]);
    const expected = outputOf(ours);
    expect(expected.size).toBeGreaterThan(9);
    expect(outputOf(own)).toEqual(expected);
  });
});
