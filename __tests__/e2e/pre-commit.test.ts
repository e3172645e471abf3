import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compileCli } from "../support/cli/compiled-cli";
import { SAMPLES } from "../support/definitions/sample-definitions";

const ROOT = resolve(__dirname, "../..");
const PRE_COMMIT = "pre-commit==4.2.0";

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
  for (const name of ["bin", "hooks", "repository/clusters"]) mkdirSync(join(folder, name), { recursive: true });
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

describe("the hooks of pre-commit", () => {
  test("pass a folder of cluster files that is right, and refuse one that is not", () => {
    const rev = committed(join(folder, "hooks"));
    const repository = join(folder, "repository");
    const hooks = "[{ id: eks-access-check }, { id: eks-access-overlay }]";
    const config = `repos: [{ repo: ${join(folder, "hooks")}, rev: ${rev}, hooks: ${hooks} }]\n`;
    writeFileSync(join(repository, ".pre-commit-config.yaml"), config);
    writeFileSync(join(repository, "clusters/console-cluster.yaml"), CLUSTER);
    committed(repository);
    const check = (id: string) => run(repository, join(folder, "venv/bin/pre-commit"), ["run", id, "--all-files"]);
    const passed = check("eks-access-check");
    expect([passed.status, passed.output]).toEqual([0, expect.stringContaining("Passed")]);
    writeFileSync(join(repository, "clusters/console-cluster.yaml"), `${CLUSTER}\nno_such_key: 1\n`);
    run(repository, "git", ["add", "--all"]);
    const refused = check("eks-access-check");
    expect(refused.status).toBe(1);
    expect(refused.output).toContain("no_such_key");
    expect(check("eks-access-overlay").status).not.toBe(0);
  });
});
