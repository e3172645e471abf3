import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../support/cli/cli-run";
import { compiledProject } from "../support/cli/compiled-cli";
import { SAMPLES } from "../support/definitions/sample-definitions";

const project = compiledProject();
const SAMPLE = readFileSync(join(SAMPLES, "new-cluster.yaml"), "utf8");

/** Where the project is compiled for tests. */
const OWN = ".cache";

/** Packages with a module that a run of `synth` in a folder has loaded, `name` of `node_modules/name/...`. */
function loadedPackages(folder: string): string[] {
  const probe = join(folder, "probe.js");
  const report = join(folder, "loaded.json");
  writeFileSync(
    probe,
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(report)}, JSON.stringify(Object.keys(require.cache))));`,
  );
  const args = ["--require", probe, join(project, "lib/cli/eks-access.js"), "synth", "clusters"];
  expect(spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" })).toMatchObject({ status: 0 });
  const loaded: unknown = JSON.parse(readFileSync(report, "utf8"));
  const names = (Array.isArray(loaded) ? loaded : []).flatMap((path) => {
    const [, name] = /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(String(path)) ?? [];
    return name === undefined || name === OWN ? [] : [name];
  });
  return [...new Set(names)].sort();
}

describe("synth", () => {
  test("loads neither what makes zip files nor what reads logs of clouds", () => {
    const loaded = loadedPackages(folderWith({ "clusters/new-cluster.yaml": SAMPLE }));
    expect(loaded).toEqual(expect.arrayContaining(["cdktf", "constructs", "yaml", "zod"]));
    expect(loaded.filter((name) => /^(?:archiver|glob|readable-stream|@aws-sdk|@cdktf.hcl2json)/.test(name))).toEqual(
      [],
    );
  });

  test("loads what reads and draws cluster files only where one changed", () => {
    const folder = folderWith({ "clusters/new-cluster.yaml": SAMPLE });
    loadedPackages(folder);
    expect(loadedPackages(folder)).toEqual(["commander"]);
    writeFileSync(join(folder, "clusters/new-cluster.yaml"), `${SAMPLE}# changed\n`);
    expect(loadedPackages(folder)).toEqual(expect.arrayContaining(["cdktf", "yaml", "zod"]));
  });
});

describe("cdktf-without-archiver", () => {
  test("leaves the package to whoever asks for it afterwards, and to cdktf's own process", () => {
    const script = `
      const { createRequire } = require("node:module");
      const fromProject = createRequire(${JSON.stringify(join(project, "stacks/x.js"))});
      fromProject("./cdktf-without-archiver");
      const fromCdktf = createRequire(fromProject.resolve("cdktf"));
      const { archiveSync } = fromCdktf("./private/fs");
      require("node:fs").mkdirSync("source");
      require("node:fs").writeFileSync("source/file", "text");
      archiveSync("source", "zip");
      process.stdout.write(JSON.stringify([typeof fromCdktf("archiver").create, require("node:fs").readFileSync("zip").subarray(0, 2).toString()]));`;
    const run = spawnSync(process.execPath, ["-e", script], { cwd: folderWith({}), encoding: "utf8" });
    expect({ status: run.status, said: run.stdout, stderr: run.stderr }).toEqual({
      status: 0,
      said: '["function","PK"]',
      stderr: "",
    });
  });
});
