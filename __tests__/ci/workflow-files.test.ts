import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../support/cli/cli-run";

const ROOT = join(__dirname, "../..");
const FOLDER = join(ROOT, ".github/workflows");

function workflow(name: string): string {
  return readFileSync(join(FOLDER, name), "utf8");
}

/** Lines that use an action by anything but a commit with its version beside it. */
function unpinned(text: string): string[] {
  return text.split("\n").filter((line) => /\buses:/.test(line) && !/uses: [\w./-]+@[0-9a-f]{40} # v\d/.test(line));
}

describe("workflow files", () => {
  test.each(readdirSync(FOLDER))("%s uses actions by their commit", (name) => {
    expect(workflow(name)).toMatch(/\buses:/);
    expect(unpinned(workflow(name))).toEqual([]);
  });

  test("a tag or a bare commit is none", () => {
    const pinned = `- uses: actions/checkout@${"a".repeat(40)} # v7.0.1`;
    const lines = ["- uses: actions/checkout@v7", `- uses: actions/checkout@${"a".repeat(40)}`];
    expect(unpinned([pinned, ...lines].join("\n"))).toEqual(lines);
  });

  test("the fast job runs on each Node that the package takes", () => {
    expect(workflow("ci.yml")).toContain("matrix: { node: [20, 22, 24] }");
    expect(readFileSync(join(ROOT, "package.json"), "utf8")).toContain('"node": ">=20.19"');
  });

  test("a release is started by a person, approved by a person, and published by none of its steps", () => {
    const release = workflow("release.yml");
    expect(release).toMatch(/^on:\n {2}workflow_dispatch:/m);
    expect(release).toContain("environment: release");
    expect(release).toContain("--draft");
    expect(release).not.toMatch(/npm publish|NODE_AUTH_TOKEN|NPM_TOKEN/);
  });

  test("a release without a homepage in package.json fails before anything is packed", () => {
    const [, script = ""] = /^ *(node -e '.*homepage.*')$/m.exec(workflow("release.yml")) ?? [];
    expect(workflow("release.yml").indexOf(script)).toBeLessThan(workflow("release.yml").indexOf("npm pack"));
    const ended = (fields: object) =>
      spawnSync("bash", ["-ec", script], { cwd: folderWith({ "package.json": JSON.stringify(fields) }) }).status;
    expect(ended({ homepage: "https://example.com/acme/eks-access" })).toBe(0);
    expect(ended({})).toBe(1);
    expect(ended({ homepage: "" })).toBe(1);
  });
});

describe("docs/upgrade-notes.md", () => {
  test("has a section for the version of the package", () => {
    const [, version = ""] = /"version": "([^"]+)"/.exec(readFileSync(join(ROOT, "package.json"), "utf8")) ?? [];
    expect(readFileSync(join(ROOT, "docs/upgrade-notes.md"), "utf8").split("\n")).toContain(`## ${version}`);
  });
});
