import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const WORKFLOWS = [
  ...readdirSync(join(ROOT, ".github/workflows")).map((name) => join(".github/workflows", name)),
  "docs/ci/github-actions.yml",
  "docs/ci/hcp-terraform.yml",
];

describe("workflow files", () => {
  test("actionlint finds nothing in them", () => {
    expect(actionlint(WORKFLOWS)).toBe("");
  }, 300_000);

  test("actionlint finds a step's output that no step has", () => {
    const wrong =
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ steps.none.outputs.code }}\n";
    expect(actionlint(["-"], wrong)).toContain('property "none" is not defined');
  }, 300_000);
});

/** What actionlint prints about workflow files, by their paths from the repository's root, or `-` for its input. */
function actionlint(files: readonly string[], input = ""): string {
  const program = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
  const options = ["-no-color", "-shellcheck=", "-pyflakes="];
  const run = spawnSync("go", ["run", program, ...options, ...files], { cwd: ROOT, encoding: "utf8", input });
  if (run.error !== undefined) throw run.error;
  if (run.status !== 0 && run.stdout === "") throw new Error(`actionlint did not run: ${run.stderr}`);
  return run.stdout;
}
