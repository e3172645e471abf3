import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fieldsOf } from "../support/terraform/provider-schema";

const ROOT = join(__dirname, "../..");
const NPM_FLAGS = ["--prefer-offline", "--no-audit", "--no-fund", "--no-progress"];
const PACKED_FROM = [
  ...["lib", "stacks", "package.json", "tsconfig.json", "tsconfig.build.json", "clusters", "docs", "examples"],
  ...["README.md", "LICENSE", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"],
];

jest.setTimeout(900_000);

let folder: string;
let tarball: string;

/** Runs a program to its end, in a folder that knows nothing of this checkout; throws where it fails. */
function run(cwd: string, program: string, args: readonly string[]): string {
  const { NODE_PATH, CLUSTERS_DIR, CDKTF_OUTDIR, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${program} ${args.join(" ")} ended with ${status ?? "a signal"}:\n${stdout}${stderr}`);
  return stdout;
}

function json(path: string): Readonly<Record<string, unknown>> {
  return fieldsOf(JSON.parse(readFileSync(path, "utf8")));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eks-access-package-"));
  // In a copy, for packing builds anew: whoever runs what is compiled in the checkout goes on.
  const copy = join(folder, "copy");
  mkdirSync(copy);
  for (const name of PACKED_FROM) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  run(copy, "npm", ["pack", "--silent", "--pack-destination", folder]);
  const [packed = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  tarball = join(folder, packed);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the packed package", () => {
  test("holds what was compiled, the schema, and what a reader needs, and no source", () => {
    const files = run(folder, "tar", ["-tzf", tarball]).trim().split("\n");
    const others = files.filter((file) => !file.startsWith("package/dist/"));
    expect(others.filter((file) => !/^package\/(docs|clusters|examples)\//.test(file)).sort()).toEqual(
      ["ARCHITECTURE", "CHANGELOG", "CONTRIBUTING", "LICENSE", "README", "SECURITY"]
        .map((name) => `package/${name}${name === "LICENSE" ? "" : ".md"}`)
        .concat("package/package.json")
        .sort(),
    );
    expect(others).toEqual(
      expect.arrayContaining(
        ["clusters/cluster.schema.json", "clusters/fleet.schema.json", "clusters/new-cluster.yaml", "docs/rules.md"]
          .concat("docs/explain.png", "docs/ci/github-actions.yml", "docs/schemas/check.schema.json")
          .concat("examples/own-app/main.ts")
          .map((name) => `package/${name}`),
      ),
    );
    const compiled = files.filter((file) => file.startsWith("package/dist/"));
    expect(compiled).toEqual(
      expect.arrayContaining(
        ["lib/index.js", "lib/index.d.ts", "lib/use-cases.js", "lib/cli/eks-access.js", "lib/cli/help/help.txt"].map(
          (name) => `package/dist/${name}`,
        ),
      ),
    );
    expect(compiled.filter((file) => !/\/(lib|stacks)\/.*(\.js|\.d\.ts|\.json|help\.txt)$/.test(file))).toEqual([]);
  });
});

describe("in an empty folder with the package alone", () => {
  let app: string;

  beforeAll(() => {
    app = join(folder, "app");
    mkdirSync(app);
    run(app, "npm", ["install", ...NPM_FLAGS, tarball]);
  });

  test("nothing is installed that compiles TypeScript, and the command line runs", () => {
    expect(["tsx", "typescript", "@swc"].filter((name) => existsSync(join(app, "node_modules", name)))).toEqual([]);
    expect(run(app, "npx", ["--no-install", "eks-access", "--version"])).toBe(
      `${String(json(join(ROOT, "package.json")).version)}\n`,
    );
  });

  test("explains a code and a rule, with no page of a repository beside it", () => {
    const rule = (name: string) => run(app, "npx", ["--no-install", "eks-access", "rule", name]);
    expect(rule("row-dead")).toMatch(/^row-dead\n[\s\S]*\n- Severity, by who says it: [\s\S]*\[row-dead\]/);
    expect(rule("R12")).toMatch(/^R12\n\nRows that no caller ever matches/);
  });

  test("SARIF names the command that explains a code, and its address once package.json has a homepage", () => {
    const own = join(app, "node_modules/eks-access/package.json");
    const sarif = () => {
      const input = "cluster_nmae: demo\n";
      const args = ["--no-install", "eks-access", "check", "-", "--format", "sarif"];
      return spawnSync("npx", args, { cwd: app, input, encoding: "utf8" }).stdout;
    };
    const before = readFileSync(own, "utf8");
    expect(sarif()).toContain('"text": "eks-access rule key-unknown, eks-access rule R34"');
    expect(sarif()).not.toContain("helpUri");
    run(join(app, "node_modules/eks-access"), "npm", ["pkg", "set", "homepage=https://example.com/acme/eks-access"]);
    expect(sarif()).toContain('"helpUri": "https://example.com/acme/eks-access/blob/main/docs/rules.md#key-unknown"');
    writeFileSync(own, before);
  });

  test("completes commands in bash, and has the scripts of zsh and fish", () => {
    const completion = (shell: string) => run(app, "npx", ["--no-install", "eks-access", "completion", shell]);
    expect(completion("zsh")).toContain("compdef");
    expect(completion("fish")).toContain("complete -c eks-access");
    writeFileSync(join(app, "completion.bash"), completion("bash"));
    const script = `source completion.bash
      COMP_WORDS=(eks-access advan); COMP_CWORD=1; COMP_LINE="eks-access advan"; COMP_POINT=16
      $(complete -p eks-access | sed -E 's/.*-F ([^ ]+) .*/\\1/') eks-access advan eks-access
      echo "\${COMPREPLY[@]}"`;
    const path = `${join(app, "node_modules/.bin")}:${process.env.PATH ?? ""}`;
    expect(run(app, "env", [`PATH=${path}`, "bash", "-c", script]).trim()).toBe("advance");
  });

  test("init and synth write the stack of the example, and its schema is there for an editor", () => {
    expect(run(app, "npx", ["--no-install", "eks-access", "init"])).toContain("package.json: changed\n");
    expect(run(app, "npx", ["--no-install", "eks-access", "synth"])).toMatch(
      /^example {2}config-map {2}\(CONFIG_MAP\) {2}0 of 3 {3}3 /m,
    );
    const stack = json(join(app, "cdktf.out/stacks/example/cdk.tf.json"));
    expect(Object.keys(fieldsOf(stack.resource))).toContain("kubernetes_config_map_v1_data");
    const [first = ""] = readFileSync(join(app, "clusters/example.yaml"), "utf8").split("\n");
    const [, schema = ""] = /\$schema=(\S+)$/.exec(first) ?? [];
    expect(json(join(app, "clusters", schema))).toMatchObject({ type: "object" });
  });

  test("package.json names the package as it was installed, so that npm install brings the rest, and main.ts runs", () => {
    const [packed = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    expect(fieldsOf(json(join(app, "package.json")).dependencies)).toMatchObject({ "eks-access": `file:../${packed}` });
    run(app, "npm", ["install", ...NPM_FLAGS]);
    rmSync(join(app, "cdktf.out"), { recursive: true });
    expect(run(app, "npx", ["--no-install", "tsx", "main.ts"])).toContain("example  config-map");
    expect(existsSync(join(app, "cdktf.out/stacks/example/cdk.tf.json"))).toBe(true);
  });

  test("an ES module imports by name, and deep paths are closed", () => {
    writeFileSync(
      join(app, "names.mjs"),
      `import { EksStack, check } from "eks-access";
       import { reviewPlan } from "eks-access/use-cases";
       import schema from "eks-access/cluster.schema.json" with { type: "json" };
       const deep = await import("eks-access/dist/lib/index.js").then(() => "open", (error) => error.code);
       console.log([typeof EksStack, typeof check, typeof reviewPlan, schema.type, deep].join(" "));`,
    );
    expect(run(app, process.execPath, ["--no-warnings", "names.mjs"])).toBe(
      "function function function object ERR_PACKAGE_PATH_NOT_EXPORTED\n",
    );
  });
});

describe("examples/own-app with the packed package", () => {
  test("compiles and synthesizes somebody's own stacks beside ours", () => {
    const own = join(folder, "own-app");
    cpSync(join(ROOT, "examples/own-app"), own, { recursive: true });
    run(own, "npm", ["install", ...NPM_FLAGS, tarball]);
    const printed = run(own, "npm", ["run", "--silent", "synth"]);
    expect(printed).toBe("refused: arn-malformed\nfound: cluster_nmae: did you mean `cluster_name`?\n");
    const stacks = readdirSync(join(own, "cdktf.out/stacks")).sort();
    expect(stacks).toEqual(["ledger", "own", "payments"]);
    const ledger = json(join(own, "cdktf.out/stacks/ledger/cdk.tf.json"));
    expect(Object.keys(fieldsOf(fieldsOf(ledger.resource).aws_eks_access_entry))).toEqual(["break_glass"]);
    expect(Object.keys(fieldsOf(ledger.data))).toContain("aws_eks_cluster");
    const payments = json(join(own, "cdktf.out/stacks/payments/cdk.tf.json"));
    expect(Object.keys(fieldsOf(fieldsOf(payments.resource).aws_eks_cluster))).toEqual(["this"]);
  });

  test("keeps a repository clean: with the lock file that npm install wrote, npm ci installs the same, whatever runs then", () => {
    const own = join(folder, "own-app");
    const ignored = readFileSync(join(own, ".gitignore"), "utf8");
    writeFileSync(join(own, ".gitignore"), ignored.replace("package-lock.json\n", ""));
    const git = (...args: string[]): string =>
      run(own, "git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "app");
    expect(git("ls-files").trim().split("\n")).toEqual(
      [".gitignore", "README.md", "cdktf.json", "main.ts", "package-lock.json", "package.json", "tsconfig.json"].sort(),
    );
    const lock = fieldsOf(json(join(own, "package-lock.json")).packages);
    expect(fieldsOf(lock["node_modules/eks-access"]).integrity).toMatch(/^sha512-/);
    run(own, "npm", ["ci", ...NPM_FLAGS]);
    run(own, "npm", ["run", "--silent", "synth"]);
    expect(git("status", "--porcelain")).toBe("");
  });
});

describe("the repository", () => {
  test("installs what a program needs without what its developers do: npm ci --omit=dev", () => {
    const own = join(folder, "repository");
    mkdirSync(own);
    for (const name of ["package.json", "package-lock.json", ".npmrc"]) cpSync(join(ROOT, name), join(own, name));
    run(own, "npm", ["ci", "--omit=dev", ...NPM_FLAGS]);
    const has = (name: string) => existsSync(join(own, "node_modules", name));
    expect(["commander", "zod", "yaml", "cdktf", "constructs"].filter((name) => !has(name))).toEqual([]);
    expect(["typescript", "jest", "cdktf-cli", "tsx"].filter(has)).toEqual([]);
  });
});
