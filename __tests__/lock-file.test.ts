import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { recordOf } from "../lib/plan/reading/plan-shape";

const LOCK = recordOf(JSON.parse(readFileSync(join(__dirname, "../package-lock.json"), "utf8")));
const PACKAGES = Object.entries(recordOf(LOCK.packages)).map(([path, value]) => ({ path, ...recordOf(value) }));
const PATHS = new Set(PACKAGES.map(({ path }) => path));

interface LockedPackage {
  readonly path: string;
  readonly [field: string]: unknown;
}

/** What lies inside the archive of another package is covered by that one's hash, and has none of its own. */
function isBundled({ inBundle }: LockedPackage): boolean {
  return inBundle === true;
}

/** The optional dependencies of a package that the lock file lacks, looked for as Node looks for them: here, then outwards. */
function missingOptional({ path, optionalDependencies }: LockedPackage): string[] {
  return Object.keys(recordOf(optionalDependencies)).filter((name) => !isLocked(path, name));
}

function isLocked(path: string, name: string): boolean {
  if (PATHS.has(`${path}${path === "" ? "" : "/"}node_modules/${name}`)) return true;
  return path !== "" && isLocked(path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/"))), name);
}

const ROOT = join(__dirname, "..");

/** Lock files of the project, and of the examples that it ships. */
function lockFiles(): string[] {
  const examples = readdirSync(join(ROOT, "examples"), { recursive: true, encoding: "utf8" });
  const own = examples.filter(
    (path) => !path.includes("node_modules") && /(^|[\\/])(package-lock|npm-shrinkwrap)\.json$/.test(path),
  );
  return ["package-lock.json", ...own.map((path) => join("examples", path))];
}

describe("lock files", () => {
  test.each(lockFiles())("%s: each package that is downloaded has its hash", (path) => {
    const lock = recordOf(JSON.parse(readFileSync(join(ROOT, path), "utf8")));
    const packages = Object.entries(recordOf(lock.packages)).map(([at, value]) => ({ path: at, ...recordOf(value) }));
    const downloaded = packages.filter((one: LockedPackage) => one.path !== "" && one.link !== true && !isBundled(one));
    expect(lock.lockfileVersion).toBe(3);
    expect(downloaded.filter(({ integrity }: LockedPackage) => !String(integrity).startsWith("sha512-"))).toEqual([]);
  });
});

describe("package-lock.json", () => {
  test("has the hash of every package, so that npm ci checks what it downloads", () => {
    const downloaded = PACKAGES.filter((one: LockedPackage) => one.path !== "" && one.link !== true && !isBundled(one));
    expect(downloaded.length).toBeGreaterThan(500);
    const unchecked = downloaded.filter(({ integrity }: LockedPackage) => !String(integrity).startsWith("sha512-"));
    expect(unchecked.map(({ path }) => path)).toEqual([]);
  });

  test("has every optional dependency: a binding that is missing is missed on another system alone", () => {
    expect(PACKAGES.flatMap(missingOptional)).toEqual([]);
  });

  test.each([
    ["@swc/core", ["linux-x64-gnu", "linux-arm64-gnu", "linux-x64-musl", "darwin-arm64", "win32-x64-msvc"]],
    ["@esbuild", ["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64"]],
    ["@oxc-parser/binding", ["linux-x64-gnu", "linux-arm64-gnu", "linux-x64-musl", "darwin-arm64", "win32-x64-msvc"]],
    [
      "@unrs/resolver-binding",
      ["linux-x64-gnu", "linux-arm64-gnu", "linux-x64-musl", "darwin-arm64", "win32-x64-msvc"],
    ],
  ])("has the bindings of %s for every system", (name, systems) => {
    const separator = name.includes("/") ? "-" : "/";
    expect(systems.filter((system) => !PATHS.has(`node_modules/${name}${separator}${system}`))).toEqual([]);
  });

  test.each([
    "README.md",
    "CONTRIBUTING.md",
    "help",
    ".ci/run",
    ...["github-actions.yml", "gitlab-ci.yml", "hcp-terraform.yml"].map((file) => `docs/ci/${file}`),
  ])("is what %s installs from", (file) => {
    const text = readFileSync(join(__dirname, "..", file), "utf8");
    expect(text).toContain("npm ci");
    expect(text).not.toMatch(/npm (install|i)\b(?!\s+(--package-lock-only|eks-access-))/);
  });

  test("names no host: each machine takes packages from the registry that it is set to", () => {
    expect(PACKAGES.filter((one: LockedPackage) => "resolved" in one).map(({ path }) => path)).toEqual([]);
  });
});
