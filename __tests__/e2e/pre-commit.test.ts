import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { compileCli } from "../support/cli/compiled-cli";
import { documentedPins } from "../support/pages/documented-pins";
import { clusterYaml, REGISTRY } from "../support/overlay/overlay-texts";
import { SAMPLES } from "../support/definitions/sample-definitions";

const ROOT = resolve(__dirname, "../..");
/** The one that docs name. */
const [PRE_COMMIT = "pre-commit"] = documentedPins("pre-commit");

const CLUSTER = readFileSync(join(SAMPLES, "console-cluster.yaml"), "utf8");

jest.setTimeout(600_000);

let folder: string;
const compiled = compileCli();

function run(cwd: string, program: string, args: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: `${join(folder, "bin")}:${process.env.PATH ?? ""}`,
      PRE_COMMIT_HOME: join(folder, "cache"),
    },
  });
  if (error !== undefined) throw error;
  return { status, output: stdout + stderr };
}

function committed(cwd: string): string {
  const who = ["-c", "user.name=Alice", "-c", "user.email=alice@example.com"];
  run(cwd, "git", ["init", "--quiet"]);
  run(cwd, "git", ["add", "--all"]);
  run(cwd, "git", [...who, "commit", "--quiet", "--message", "hooks"]);
  return run(cwd, "git", ["rev-parse", "HEAD"]).output.trim();
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eks-access-pre-commit-"));
  for (const name of ["bin", "hooks"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "bin/eks-access"), `#!/bin/sh\nexec "${process.execPath}" "${compiled.entry}" "$@"\n`);
  chmodSync(join(folder, "bin/eks-access"), 0o755);
  expect(run(folder, "python3", ["-m", "venv", "venv"]).status).toBe(0);
  expect(run(folder, join(folder, "venv/bin/pip"), ["install", "--quiet", PRE_COMMIT])).toMatchObject({ status: 0 });
  copyFileSync(join(ROOT, ".pre-commit-hooks.yaml"), join(folder, "hooks/.pre-commit-hooks.yaml"));
});

afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true });
});

/** A repository with both hooks and these files: what a hook says of it. */
function hooked(name: string, files: Readonly<Record<string, string>>) {
  const rev = committed(join(folder, "hooks"));
  const repository = join(folder, name);
  const hooks = "[{ id: eks-access-check }, { id: eks-access-overlay }]";
  const config = `repos: [{ repo: ${join(folder, "hooks")}, rev: ${rev}, hooks: ${hooks} }]\n`;
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    writeFileSync(join(repository, file), text);
  };
  for (const [file, text] of Object.entries({ ".pre-commit-config.yaml": config, ...files })) write(file, text);
  committed(repository);
  const check = (id: string) => {
    run(repository, "git", ["add", "--all"]);
    return run(repository, join(folder, "venv/bin/pre-commit"), ["run", id, "--all-files"]);
  };
  return { repository, write, check };
}

describe("the hooks of pre-commit", () => {
  test("pass a folder of cluster files that is right, and refuse one that is not", () => {
    const { write, check } = hooked("repository", { "clusters/console-cluster.yaml": CLUSTER });
    const passed = check("eks-access-check");
    expect([passed.status, passed.output]).toEqual([0, expect.stringContaining("Passed")]);
    write("clusters/console-cluster.yaml", `${CLUSTER}\nno_such_key: 1\n`);
    const refused = check("eks-access-check");
    expect(refused.status).toBe(1);
    expect(refused.output).toContain("no_such_key");
    expect(check("eks-access-overlay").status).not.toBe(0);
  });

  test("pass files over a root module that are what the cluster file says, and refuse older ones", () => {
    const tree = { "infra/main.tf": REGISTRY, "clusters/demo.yaml": clusterYaml("dual") };
    const { repository, write, check } = hooked("overlaid", tree);
    expect(run(repository, join(folder, "bin/eks-access"), ["overlay", "clusters"])).toMatchObject({ status: 0 });
    const passed = check("eks-access-overlay");
    expect([passed.status, passed.output]).toEqual([0, expect.stringContaining("Passed")]);
    write("clusters/demo.yaml", clusterYaml("entries"));
    const refused = check("eks-access-overlay");
    expect(refused.status).toBe(1);
    expect(refused.output).toContain("infra/eks_access");
  });
});
