import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryPath } from "../../../lib/cli/files/repository-path";
import { demoText } from "../../support/reviews/review-clusters";
import { cli, folderWith } from "../../support/cli/cli-run";
import { planNamed } from "../../support/plans/plan-fixtures";

jest.setTimeout(60_000);

/** A repository with a cluster file and a plan that takes access, and a folder beside the cluster files. */
function repository(isOne = true): string {
  const root = folderWith({ "plan.json": JSON.stringify({ ...planNamed("stage-api"), errored: true }) });
  for (const folder of ["clusters", "infrastructure"]) mkdirSync(join(root, folder));
  if (isOne) mkdirSync(join(root, ".git"));
  writeFileSync(join(root, "clusters/demo.yaml"), demoText("retire"));
  return root;
}

async function reviewed(cwd: string, clusters: string, format: string): Promise<string> {
  const { stdout } = await cli(["review", "../plan.json", "--clusters", clusters, "--format", format], { cwd });
  return stdout;
}

describe("places of findings, for tools that lay them over a diff", () => {
  test.each([
    ["sarif", /"uri": "([^"]+)"/g],
    ["github", /file=([^,:]+)/g],
    ["gitlab-code-quality", /"path": "([^"]+)"/g],
  ])("%s names the cluster file as the repository does, wherever the command is typed", async (format, pattern) => {
    const text = await reviewed(join(repository(), "infrastructure"), "../clusters", format);
    const files = [...text.matchAll(pattern)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(1);
    expect(new Set(files)).toEqual(new Set(["clusters/demo.yaml"]));
  });

  test("lines are those of the cluster file, for a finding about the whole plan its first", async () => {
    const text = await reviewed(join(repository(), "infrastructure"), "../clusters", "gitlab-code-quality");
    const issues: { check_name: string; location: { lines: { begin: number } } }[] = JSON.parse(text);
    const lineOf = (code: string) => issues.find(({ check_name: name }) => name === code)?.location.lines.begin;
    expect(lineOf("plan-errored")).toBe(1);
    const lines = demoText("retire").split("\n");
    const inFile = issues.filter(({ location }) => location.lines.begin > 1);
    expect(inFile.length).toBeGreaterThan(0);
    for (const { location } of inFile) expect(lines[location.lines.begin - 1]).not.toBe("");
  });

  test("a plan without a cluster file is named as the repository does too", async () => {
    const cwd = join(repository(), "infrastructure");
    const { stdout } = await cli(["review", "../plan.json", "--format", "sarif"], { cwd });
    const files = [...stdout.matchAll(/"uri": "([^"]+)"/g)].map(([, file]) => file);
    expect(new Set(files)).toEqual(new Set(["plan.json"]));
  });

  test("JUnit ends each finding with the place in its own cluster file", async () => {
    const root = repository();
    mkdirSync(join(root, "clusters/us"));
    writeFileSync(
      join(root, "clusters/us/other.yaml"),
      demoText("retire").replace("cluster_name: demo", "cluster_name: other"),
    );
    const other = JSON.stringify({ ...planNamed("stage-api"), errored: true }).replaceAll(
      '"name":"demo"',
      '"name":"other"',
    );
    writeFileSync(join(root, "other.json"), other.replaceAll('"cluster_name":"demo"', '"cluster_name":"other"'));
    const args = ["review", "../plan.json", "../other.json", "--clusters", "../clusters", "--format", "junit"];
    const { stdout } = await cli(args, { cwd: join(root, "infrastructure") });
    const places = (suite: string): string[] => {
      const [, text = ""] = stdout.split(`<testsuite name="${suite}"`);
      return [...(text.split("</testsuite>")[0] ?? "").matchAll(/; (clusters\/[\w/]+\.yaml)(?::\d+)*</g)].map(
        ([, file = ""]) => file,
      );
    };
    expect(new Set(places("plan.json"))).toEqual(new Set(["clusters/demo.yaml"]));
    expect(new Set(places("other.json"))).toEqual(new Set(["clusters/us/other.yaml"]));
  });

  test("where there is no repository they are named as they were typed", async () => {
    const text = await reviewed(join(repository(false), "infrastructure"), "../clusters", "github");
    expect(text).toContain("file=../clusters/demo.yaml");
  });

  test("text and JSON name what was typed", async () => {
    const text = await reviewed(join(repository(), "infrastructure"), "../clusters", "json");
    expect(text).toContain('"file": "../clusters/demo.yaml"');
  });

  test("check does the same", async () => {
    const root = repository();
    writeFileSync(
      join(root, "clusters/demo.yaml"),
      demoText("retire").replace("cluster_name: demo", "cluster_nam: demo"),
    );
    const { stdout } = await cli(["check", "../clusters", "--format", "github"], { cwd: join(root, "infrastructure") });
    expect(stdout).toContain("file=clusters/demo.yaml,line=1");
  });
});

describe("repositoryPath", () => {
  test.each([
    ["clusters/a.yaml", "infrastructure/clusters/a.yaml"],
    ["../clusters/a.yaml", "clusters/a.yaml"],
    ["./a.yaml", "infrastructure/a.yaml"],
    ["../../elsewhere/a.yaml", "../../elsewhere/a.yaml"],
  ])("%s is %s", (file, expected) => {
    expect(repositoryPath(join(repository(), "infrastructure"))(file)).toBe(expected);
  });
});
