import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");
const WORKFLOWS = [
  ...readdirSync(join(ROOT, ".github/workflows")).map((name) => join(".github/workflows", name)),
  "docs/ci/github-action.yml",
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

describe("the Action, by actionlint", () => {
  let project: string;

  /** A repository in small, whose workflow is that of docs/ci with the Action beside it: actionlint resolves no other. */
  const lint = (change: (workflow: string) => string): string => {
    const workflow = readFileSync(join(ROOT, "docs/ci/github-action.yml"), "utf8");
    writeFileSync(
      join(project, ".github/workflows/review.yml"),
      change(workflow.replace("OWNER/eks-access/action@TAG", "./action")),
    );
    return actionlint([join(project, ".github/workflows/review.yml")], "", project);
  };

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), "eks-access-workflow-"));
    mkdirSync(join(project, ".git"));
    mkdirSync(join(project, ".github/workflows"), { recursive: true });
    cpSync(join(ROOT, "action"), join(project, "action"), { recursive: true });
  });

  afterAll(() => rmSync(project, { recursive: true }));

  test("has the inputs and outputs that the workflow of docs/ci uses", () => {
    expect(lint((workflow) => workflow)).toBe("");
  }, 300_000);

  test.each([
    [
      "an input that it does not have",
      ["clusters: clusters", "cluster: clusters"],
      'input "cluster" is not defined in action',
    ],
    ["no plan", ["          plan: ${{ runner.temp }}/plan.json\n", ""], 'missing input "plan" which is required'],
    ["an output that it does not have", ["outputs.report != ", "outputs.repot != "], '"repot" is not defined'],
  ] as const)(
    "is used wrongly with %s",
    (...[, [right, wrong], said]) => {
      expect(lint((workflow) => workflow.replace(right, wrong))).toContain(said);
    },
    300_000,
  );
});

/** What actionlint prints about workflow files, by their paths from the repository's root, or `-` for its input. */
function actionlint(files: readonly string[], input = "", cwd = ROOT): string {
  const program = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
  const options = ["-no-color", "-shellcheck=", "-pyflakes="];
  const run = spawnSync("go", ["run", program, ...options, ...files], { cwd, encoding: "utf8", input });
  if (run.error !== undefined) throw run.error;
  if (run.status !== 0 && run.stdout === "") throw new Error(`actionlint did not run: ${run.stderr}`);
  return run.stdout;
}
