import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { fieldsOf } from "../support/terraform/provider-schema";
import { folderWith } from "../support/cli/cli-run";
import { type CompiledCli, compileCli } from "../support/cli/compiled-cli";
import { planNamed } from "../support/plans/plan-fixtures";
import { demoText } from "../support/reviews/review-clusters";

jest.setTimeout(60_000);

const ROOT = join(__dirname, "../..");
const ACTION = fieldsOf(parse(readFileSync(join(ROOT, "action/action.yml"), "utf8")));

let compiled: CompiledCli;

beforeAll(() => {
  compiled = compileCli();
});

afterAll(() => compiled.remove());

interface Step {
  readonly name: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

function steps(): readonly Step[] {
  const { steps: all } = fieldsOf(ACTION.runs);
  if (!Array.isArray(all)) throw new Error("the action has no steps");
  return all.map((one) => {
    const { name, run, env } = fieldsOf(one);
    const variables = Object.entries(fieldsOf(env)).map(([key, value]) => [key, String(value)]);
    return { name: String(name), run: String(run), env: Object.fromEntries(variables) };
  });
}

/** Runs a step as a runner does: with the action's inputs, in a folder of its own. */
function runStep(name: string, inputs: Readonly<Record<string, string>>, cwd: string) {
  const step = steps().find((one) => one.name === name);
  if (step === undefined) throw new Error(`no step ${name}`);
  const defaults = Object.entries(fieldsOf(ACTION.inputs)).map(([key, value]) => [key, fieldsOf(value).default ?? ""]);
  const given: Readonly<Record<string, string>> = { ...Object.fromEntries(defaults), ...inputs };
  const valueOf = (text: string): string =>
    text.replace(/\$\{\{ inputs\.([a-z-]+) \}\}/g, (_, key: string) => given[key] ?? "");
  const env = Object.fromEntries(Object.entries(step.env).map(([key, text]) => [key, valueOf(text)]));
  const output = join(cwd, "output.txt");
  writeFileSync(output, "");
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    cwd,
    env: { PATH: `${join(cwd, "bin")}:${process.env.PATH ?? ""}`, ...env, RUNNER_TEMP: cwd, GITHUB_OUTPUT: output },
    encoding: "utf8",
  });
  const lines = readFileSync(output, "utf8").trim().split("\n");
  const pairs = lines.map((line): [string, string] => [line.split("=")[0] ?? "", line.slice(line.indexOf("=") + 1)]);
  const outputs: Readonly<Record<string, string>> = Object.fromEntries(pairs);
  return { status, stdout, stderr, outputs };
}

/** A folder with plans, and with the command line where the step `install` puts it. */
function runner(files: Readonly<Record<string, string>>): string {
  const cwd = folderWith(files);
  mkdirSync(join(cwd, "eks-access/node_modules/.bin"), { recursive: true });
  const bin = join(cwd, "eks-access/node_modules/.bin/eks-access");
  writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${compiled.entry}" "$@"\n`);
  chmodSync(bin, 0o755);
  return cwd;
}

const DUAL = JSON.stringify(planNamed("stage-dual"));

describe("the action", () => {
  test("installs the version of this package, unless another one is named", () => {
    const { version } = fieldsOf(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
    expect(fieldsOf(fieldsOf(ACTION.inputs).version).default).toBe(version);
    const cwd = folderWith({ "own.tgz": "" });
    mkdirSync(join(cwd, "bin"));
    writeFileSync(join(cwd, "bin/npm"), '#!/bin/sh\necho "$@"\n');
    chmodSync(join(cwd, "bin/npm"), 0o755);
    expect(runStep("install", {}, cwd).stdout.trim()).toMatch(
      new RegExp(`--ignore-scripts .* eks-access@${String(version)}$`),
    );
    expect(runStep("install", { version: "own.tgz" }, cwd).stdout.trim()).toMatch(/own\.tgz$/);
    for (const other of ["latest", "", "1", "^1.0.0", "none.tgz", "1.0.0; echo x", "../x"])
      expect(runStep("install", { version: other }, cwd)).toMatchObject({ status: 2 });
  });

  test("says what to do where no registry has the package", () => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, "bin"));
    writeFileSync(join(cwd, "bin/npm"), "#!/bin/sh\necho 'npm error code E404' >&2\nexit 1\n");
    chmodSync(join(cwd, "bin/npm"), 0o755);
    const { status, stdout } = runStep("install", {}, cwd);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^::error::eks-access@\S+ could not be installed: .* run npm pack in a checkout /m);
  });

  test("tells the verdict and where the report is, and ends as the review does", () => {
    const cwd = runner({ "plan.json": DUAL });
    const { status, outputs } = runStep("review", { plan: "plan.json", sarif: "review.sarif" }, cwd);
    expect([status, outputs.verdict, outputs["exit-code"]]).toEqual([1, "irreversible", "1"]);
    expect(readFileSync(String(outputs.report), "utf8")).toContain("Irreversible: ");
    expect(JSON.parse(readFileSync(join(cwd, "review.sarif"), "utf8"))).toHaveProperty("runs");
  });

  test("takes cluster files, several plans, formats, and what is allowed", () => {
    const cwd = runner({ "a plan.json": DUAL, "other.json": DUAL, "demo.yaml": demoText("dual") });
    const inputs = { plan: "a plan.json\nother.json", clusters: ".", allow: "irreversible destroy=x", format: "junit" };
    const { status, outputs } = runStep("review", { ...inputs, report: "review.xml" }, cwd);
    expect([status, outputs.verdict, outputs.report]).toEqual([0, "irreversible", "review.xml"]);
    expect(readFileSync(join(cwd, "review.xml"), "utf8")).toContain("a plan.json");
  });

  test("says unreadable, and leaves no report of an earlier plan, where a plan cannot be read", () => {
    const cwd = runner({ "plan.json": "{", "report.md": "old" });
    const { status, outputs, stderr } = runStep("review", { plan: "plan.json", report: "report.md" }, cwd);
    expect([status, outputs.verdict]).toEqual([2, "unreadable"]);
    expect(stderr).toContain("plan.json");
    expect(existsSync(join(cwd, "report.md"))).toBe(false);
  });

  test("takes no input for a command", () => {
    const cwd = runner({ "plan.json": DUAL });
    for (const plan of ["--help", "$(touch made)", "`touch made`", "; touch made"])
      expect(runStep("review", { plan }, cwd).status).toBe(2);
    runStep("review", { plan: "plan.json", allow: "$(touch made)", clusters: "; touch made" }, cwd);
    expect(existsSync(join(cwd, "made"))).toBe(false);
  });
});
