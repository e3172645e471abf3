import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { schemaReference } from "../../../lib/cli/files/schema-reference";
import { installedPackage } from "../../../lib/cli/files/installed-package";
import { cli, folderWith } from "../../support/cli/cli-run";
import { fieldsOf } from "../../support/terraform/provider-schema";

const ROOT = join(__dirname, "../../..");
const FILES = [".gitignore", "cdktf.json", "clusters/example.yaml", "main.ts", "package.json"];
const SCHEMA = "node_modules/eks-access/clusters/cluster.schema.json";

function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function json(text: string | undefined): Readonly<Record<string, unknown>> {
  return fieldsOf(JSON.parse(text ?? ""));
}

describe("eks-access init", () => {
  test("makes a folder an app, and says what to type next", async () => {
    const cwd = folderWith({});
    const { exitCode, stdout, stderr } = await cli(["init", "access"], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^access\/clusters\/example\.yaml: written\naccess\/cdktf\.json: written\n/);
    expect(stdout).toMatch(/\nNext:\n {2}cd access\n {2}npm install\n {2}npx eks-access synth\n/);
    const files = filesIn(join(cwd, "access"));
    expect(Object.keys(files)).toEqual(FILES);
    expect(json(files["cdktf.json"])).toMatchObject({ app: "npx tsx main.ts", projectId: "access" });
    expect(files["main.ts"]?.split("\n").length).toBeLessThan(8);
    expect(json(files["package.json"])).toMatchObject({
      name: "access",
      private: true,
      scripts: { synth: "eks-access synth" },
      dependencies: { cdktf: "0.21.0", constructs: "10.4.2" },
    });
    expect(files[".gitignore"]).toContain("cdktf.out/\n");
  });

  test("the example passes check, and shows what is left to look at", async () => {
    const cwd = folderWith({});
    await cli(["init"], { cwd });
    const { exitCode, stdout } = await cli(["check"], { cwd });
    expect({ exitCode, codes: [...stdout.matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code) }).toEqual({
      exitCode: 0,
      codes: ["masters-by-name", "gap-remains"],
    });
  });

  test("run again, changes nothing", async () => {
    const cwd = folderWith({});
    await cli(["init"], { cwd });
    const before = filesIn(cwd);
    const { exitCode, stdout } = await cli(["init"], { cwd });
    expect({ exitCode, files: filesIn(cwd) }).toEqual({ exitCode: 0, files: before });
    expect(stdout.match(/: unchanged$/gm)).toHaveLength(FILES.length);
  });

  test("gives package.json and .gitignore what they lack, and leaves what they say", async () => {
    const manifest =
      '{\n    "scripts": { "synth": "make" },\n    "devDependencies": { "tsx": "4.0.0" },\n    "name": "own"\n}';
    const cwd = folderWith({ "package.json": manifest, ".gitignore": "/cdktf.out\r\ndist" });
    const { exitCode, stdout } = await cli(["init"], { cwd });
    expect({ exitCode, changed: stdout.match(/^\S+: changed$/gm) }).toEqual({
      exitCode: 0,
      changed: ["package.json: changed", ".gitignore: changed"],
    });
    const files = filesIn(cwd);
    const merged = json(files["package.json"]);
    expect(Object.keys(merged)).toEqual(["scripts", "devDependencies", "name", "dependencies"]);
    expect(merged).toMatchObject({
      scripts: { synth: "make" },
      devDependencies: { tsx: "4.0.0", "cdktf-cli": "0.21.0" },
      dependencies: { cdktf: "0.21.0" },
      name: "own",
    });
    expect(files["package.json"]).toMatch(/^\{\n {4}"scripts": \{\n {8}"synth": "make"\n[^]*\}$/);
    expect(files[".gitignore"]).toBe(
      "/cdktf.out\r\ndist\r\nnode_modules/\r\n.terraform/\r\n*.tfstate\r\n*.tfstate.*\r\n",
    );
  });

  test.each([
    ["pnpm-lock.yaml", "pnpm install"],
    ["yarn.lock", "yarn install"],
    ["bun.lock", "bun install"],
    ["package-lock.json", "npm install"],
  ])("names what installs packages where a %s is", async (lock, install) => {
    const { stdout } = await cli(["init"], { cwd: folderWith({ [lock]: "" }) });
    expect(stdout).toContain(`\nNext:\n  ${install}\n  npx eks-access synth\n`);
  });

  test("in a project of Yarn without node_modules, runs programs by yarn and puts the schema beside the cluster files", async () => {
    const cwd = folderWith({ "yarn.lock": "", ".pnp.cjs": "" });
    const { exitCode, stdout } = await cli(["init"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("\nNext:\n  yarn install\n  yarn eks-access synth\n  yarn eks-access import --help\n");
    const files = filesIn(cwd);
    expect(json(files["cdktf.json"])).toMatchObject({ app: "yarn tsx main.ts" });
    expect(files["clusters/example.yaml"]).toMatch(/^# yaml-language-server: \$schema=\.\/cluster\.schema\.json\n/);
    expect(files["clusters/cluster.schema.json"]).toBe(
      readFileSync(join(ROOT, "clusters/cluster.schema.json"), "utf8"),
    );
    expect((await cli(["init"], { cwd })).stdout.match(/: unchanged$/gm)).toHaveLength(FILES.length + 1);
  });

  test.each([
    ["Zugänge", "Zugänge"],
    ["access of all", "'access of all'"],
    ["it's", "'it'\\''s'"],
  ])("writes the folder %s for a shell", async (folder, word) => {
    const { stdout } = await cli(["init", folder], { cwd: folderWith({}) });
    expect(stdout).toContain(`\nNext:\n  cd ${word}\n`);
  });

  test("reads past the byte order mark of a package.json, and keeps it", async () => {
    const cwd = folderWith({ "package.json": '\uFEFF{"name": "own"}' });
    expect(await cli(["init"], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });
    const text = readFileSync(join(cwd, "package.json"), "utf8");
    expect(text.startsWith("\uFEFF{")).toBe(true);
    expect(json(text.slice(1))).toMatchObject({ name: "own", scripts: { synth: "eks-access synth" } });
  });

  test("refuses a folder without a name", async () => {
    const cwd = folderWith({});
    expect(await cli(["init", ""], { cwd })).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: "error folder: expected its name, got nothing\n",
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("leaves the example out where cluster files are there", async () => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, "clusters"));
    writeFileSync(join(cwd, "clusters/payments.yaml"), "cluster_name: payments\n");
    const { exitCode } = await cli(["init"], { cwd });
    expect({ exitCode, clusters: readdirSync(join(cwd, "clusters")) }).toEqual({
      exitCode: 0,
      clusters: ["payments.yaml"],
    });
  });

  test.each([
    ["cdktf.json", "{}", "cdktf.json: already there, expected a folder without, nothing was written"],
    ["main.ts", "", "main.ts: already there, expected a folder without, nothing was written"],
    ["package.json", "{", "package.json: expected a JSON object, nothing was written"],
    ["package.json", '{"scripts": []}', "package.json: scripts: expected an object, nothing was written"],
  ])("refuses a folder with the %s `%s`, and writes nothing", async (name, text, problem) => {
    const cwd = folderWith({ [name]: text });
    const { exitCode, stdout, stderr } = await cli(["init"], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^error .*\n {4}\S/);
    expect(stderr).toContain(`error ${problem}\n`);
    expect(filesIn(cwd)).toEqual({ [name]: text });
  });

  test("refuses a link in the place of a file, and a folder that is none", async () => {
    const cwd = folderWith({ "a-file": "" });
    symlinkSync("nowhere", join(cwd, "main.ts"));
    expect(await cli(["init"], { cwd })).toMatchObject({
      exitCode: 1,
      stderr: "error main.ts: not a regular file, nothing was written\n",
    });
    expect(await cli(["init", "a-file"], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: "error a-file: a file, or in one, expected a folder\n    name a folder: eks-access init FOLDER\n",
    });
    expect(await cli(["init", "a-file/below"], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: "error a-file/below: a file, or in one, expected a folder\n    name a folder: eks-access init FOLDER\n",
    });
    mkdirSync(join(cwd, "odd"));
    writeFileSync(join(cwd, "odd/package.json"), "[]");
    const odd = await cli(["init", "odd"], { cwd });
    expect(odd.stderr).toBe("error odd/package.json: expected a JSON object, nothing was written\n    mend it first\n");
    expect(readdirSync(cwd).sort()).toEqual(["a-file", "main.ts", "odd"]);
  });
});

describe("schemaReference", () => {
  test("is the schema beside the files, else that of the package here or above", () => {
    expect(schemaReference(join(ROOT, "clusters"))).toBe("./cluster.schema.json");
    const folder = folderWith({});
    const clusters = join(folder, "a/clusters");
    mkdirSync(clusters, { recursive: true });
    expect(schemaReference(clusters)).toBeUndefined();
    mkdirSync(join(folder, SCHEMA, ".."), { recursive: true });
    writeFileSync(join(folder, SCHEMA), "{}");
    expect(schemaReference(clusters)).toBe(`../../${SCHEMA}`);
  });

  test("is what import and init write into a new file", async () => {
    const aws = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws-auth, namespace: kube-system }\ndata: {}\n";
    const cwd = folderWith({ "aws-auth.yaml": aws });
    mkdirSync(join(cwd, SCHEMA, ".."), { recursive: true });
    writeFileSync(join(cwd, SCHEMA), "{}");
    const line = `# yaml-language-server: $schema=../${SCHEMA}\n`;
    const imported = await cli(["import", "aws-auth.yaml"], { cwd });
    expect(imported.stdout.startsWith(line)).toBe(true);
    await cli(["init"], { cwd });
    const example = readFileSync(join(cwd, "clusters/example.yaml"), "utf8");
    expect(example.startsWith(line)).toBe(true);
    expect(existsSync(join(cwd, "clusters", `../${SCHEMA}`))).toBe(true);
  });
});

describe("installedPackage", () => {
  /** A project that has the package in its node_modules. */
  function project(manifest: string): { readonly folder: string; readonly from: string } {
    const folder = folderWith({ "package.json": manifest });
    const from = join(folder, "node_modules/eks-access/dist/lib/cli/files");
    mkdirSync(from, { recursive: true });
    const own = '{ "version": "0.2.0", "devDependencies": { "cdktf": "0.21.0" } }';
    writeFileSync(join(folder, "node_modules/eks-access/package.json"), own);
    return { folder, from };
  }

  test.each([
    ['{ "dependencies": { "eks-access": "^0.2.0" } }', "^0.2.0"],
    ['{ "devDependencies": { "eks-access": "0.2.x" } }', "0.2.x"],
    ['{ "dependencies": { "eks-access": "file:../packed.tgz" } }', "file:../../packed.tgz"],
    ["{}", "0.2.0"],
  ])("of a project that says %s, is named %s in a folder of it", (manifest, specifier) => {
    const { folder, from } = project(manifest);
    const installed = installedPackage(join(folder, "access"), from);
    expect(installed).toEqual({ specifier, tested: { cdktf: "0.21.0" } });
  });

  test("of a checkout is named by its folder", () => {
    const beside = join(ROOT, "..", `${basename(ROOT)}-app`);
    expect(installedPackage(beside).specifier).toBe(`file:../${basename(ROOT)}`);
  });
});
