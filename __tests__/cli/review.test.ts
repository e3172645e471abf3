import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REVIEW_FORMATS } from "../../lib/report/review/review-format";
import { reviewJson } from "../../lib/report/schema/review-json";
import { cli, folderWith } from "../support/cli/cli-run";
import { role } from "../support/definitions/arns";
import { caseNamed } from "../support/plans/case-plans";
import { calling, destroyed, edited, nestedIn } from "../support/plans/plan-edits";
import { planNamed } from "../support/plans/plan-fixtures";
import { demoText } from "../support/reviews/review-clusters";

const textOf = (name: string): string => JSON.stringify(planNamed(name));
const SAFE = textOf("stage-retire");
const SWITCH = textOf("stage-api");
const DANGER = JSON.stringify(edited("stage-entries", destroyed("kubernetes_config_map_v1_data.aws_auth")));
const REFUSED = textOf("refused-api-at-dual");

describe("review", () => {
  test.each([
    ["a safe plan", SAFE, [], 0],
    ["a switch of the mode", SWITCH, [], 1],
    ["a switch that is meant", SWITCH, ["--allow", "irreversible"], 0],
    ["a danger, whatever is allowed", DANGER, ["--allow", "irreversible"], 1],
    ["a plan that Terraform refused", REFUSED, ["--allow", "irreversible"], 1],
  ])("ends with the right code for %s", async (...[, text, options, exitCode]) => {
    const cwd = folderWith({ "plan.json": text });
    expect((await cli(["review", "plan.json", ...options], { cwd })).exitCode).toBe(exitCode);
  });

  test.each([
    ["one that can be read is told, whatever the other", ["a.json", "broken.json"], "a.json: safe"],
    ["in whichever order", ["broken.json", "a.json"], "a.json: safe"],
  ])("of several plans %s, and the command ends with 2", async (_, names, says) => {
    const cwd = folderWith({ "a.json": SAFE, "broken.json": "{" });
    const { exitCode, stdout, stderr } = await cli(["review", ...names], { cwd });
    expect([exitCode, stdout.includes(says)]).toEqual([2, true]);
    expect(stderr).toContain("broken.json: it is not JSON");
  });

  test("a single plan that cannot be read is an error alone", async () => {
    const { exitCode, stdout } = await cli(["review", "x.json"], { cwd: folderWith({ "x.json": "{" }) });
    expect([exitCode, stdout]).toEqual([2, ""]);
  });

  test.each([
    ["junit", '<error type="unreadable" message="x.json: it is not JSON, '],
    ["sarif", '"executionSuccessful": false'],
  ])("as %s, which tools read, it is a report with the error too", async (format, said) => {
    const cwd = folderWith({ "x.json": "{", "a.json": SAFE });
    for (const plans of [["x.json"], ["x.json", "a.json"]]) {
      const { exitCode, stdout, stderr } = await cli(["review", ...plans, "--format", format], { cwd });
      expect([exitCode, stdout.includes(said)]).toEqual([2, true]);
      expect(stderr).toMatch(/^error x\.json: it is not JSON, /);
    }
    const whole = await cli(["review", "a.json", "--format", format], { cwd });
    expect(whole.stdout).not.toMatch(/<error|executionSuccessful/);
  });

  test("takes the live ConfigMap of --aws-auth for what the plan does not show", async () => {
    const plan = JSON.stringify(caseNamed("entry-added-aws-auth-not-in-plan"));
    const row = `mapRoles: |\n    - { rolearn: ${role("developers")}, username: dev, groups: [developers] }`;
    const dump = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws-auth, namespace: kube-system }\ndata:\n  ${row}\n`;
    const cwd = folderWith({ "plan.json": plan, "live.yaml": dump, "other.yaml": "kind: Secret\n" });
    const seen = async (...options: string[]) => {
      const { exitCode, stdout, stderr } = await cli(["review", "plan.json", ...options], { cwd });
      return [exitCode, stdout.split(":")[0], stderr === ""];
    };
    expect(await seen()).toEqual([0, "safe", true]);
    expect(await seen("--aws-auth", "live.yaml")).toEqual([1, "danger", true]);
    expect(await seen("--aws-auth", "other.yaml")).toEqual([2, "", false]);
  });

  test("reads in --before from which version the module goes, and ends with 2 where that cannot be read", async () => {
    const source = "terraform-aws-modules/eks/aws";
    const plan = JSON.stringify(edited("module-v20-rows-kept", calling(source, "20.37.2")));
    const main = `module "eks" {\n  source  = "${source}"\n  version = "19.21.0"\n}\n`;
    const git = main.replace(
      /"terraform.*"\n.*/,
      `"git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v18.31.2"`,
    );
    const cwd = folderWith({
      "plan.json": plan,
      "again.json": plan,
      "base/main.tf": main,
      "git/main.tf": git,
      "outer/main.tf": 'module "platform" {\n  source = "./modules/platform"\n}\n',
      "outer/modules/platform/main.tf": main,
      "nested.json": JSON.stringify(edited("module-v20-rows-kept", calling(source, "20.37.2"), nestedIn("platform"))),
      "other/x.txt": "",
    });
    const seen = async (...args: string[]) => {
      const { exitCode, stdout, stderr } = await cli(["review", ...args], { cwd });
      return [exitCode, /module (?:platform\.)?eks goes from (.*?):/.exec(stdout)?.[1], stderr.split("\n")[0]];
    };
    expect(await seen("plan.json")).toEqual([1, "a version before 20 to 20.37.2", ""]);
    expect(await seen("plan.json", "--before", "base")).toEqual([1, "19.21.0 to 20.37.2", ""]);
    expect(await seen("plan.json", "--before", "git")).toEqual([1, "18.31.2 to 20.37.2", ""]);
    expect(await seen("nested.json")).toEqual([1, "a version before 20 to 20.37.2", ""]);
    expect(await seen("nested.json", "--before", "outer")).toEqual([1, "19.21.0 to 20.37.2", ""]);
    expect(await seen("plan.json", "--before", "other")).toEqual([
      2,
      undefined,
      "error other: not a folder with Terraform files, expected the root module that has the cluster",
    ]);
    expect(await seen("plan.json", "again.json", "--before", "base")).toEqual([
      2,
      undefined,
      "error --before base: expected one plan, that of this root module, got 2",
    ]);
  });

  test("takes the roles and bindings of --rbac, and ends with 2 where they cannot be read", async () => {
    const kinds = ["Role", "ClusterRole", "RoleBinding"].map((kind) => ({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind,
      metadata: { name: "other", namespace: "other" },
      roleRef: { kind: "ClusterRole", name: "other" },
    }));
    const dumpOf = (group: string): string => {
      const binding = { ...kinds[2], kind: "ClusterRoleBinding", subjects: [{ kind: "Group", name: group }] };
      return JSON.stringify({ apiVersion: "v1", kind: "List", items: [...kinds, binding] });
    };
    const cwd = folderWith({
      "plan.json": textOf("bare-groups-changed"),
      "free.json": dumpOf("others"),
      "bound.json": dumpOf("developers"),
      "broken.json": "{",
    });
    const ended = async (...options: string[]) => (await cli(["review", "plan.json", ...options], { cwd })).exitCode;
    expect(await ended()).toBe(1);
    expect(await ended("--rbac", "free.json")).toBe(0);
    expect(await ended("--rbac", "bound.json")).toBe(1);
    expect(await ended("--rbac", "broken.json")).toBe(2);
  });

  test("opens by --allow destroy=CLUSTER what is found of that cluster", async () => {
    const cwd = folderWith({ "plan.json": textOf("destroy-everything") });
    const ended = async (...allow: string[]) => (await cli(["review", "plan.json", ...allow], { cwd })).exitCode;
    expect([await ended(), await ended("--allow", "destroy=demo"), await ended("--allow", "destroy=x")]).toEqual([
      1, 0, 1,
    ]);
    expect(await ended("--allow", "everything")).toBe(2);
  });

  test("reads standard input", async () => {
    const { exitCode, stdout } = await cli(["review", "-"], { input: SWITCH });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("standard input: irreversible");
  });

  test("reads several plans and folders, each plan once, and is as bad as the worst", async () => {
    const cwd = folderWith({ "a.json": SAFE, "b.json": DANGER, "notes.txt": "no plan" });
    const { exitCode, stdout } = await cli(["review", "b.json", ".", "--format", "json"], { cwd });
    const review = reviewJson.parse(JSON.parse(stdout));
    expect([exitCode, review.verdict, review.exit_code]).toEqual([1, "danger", 1]);
    expect(review.plans.map(({ source, verdict }) => [source, verdict])).toEqual([
      ["a.json", "safe"],
      ["b.json", "danger"],
    ]);
  });

  test("finds the place in the cluster file, and what it accepts", async () => {
    const accept = "accept: [{ code: masters-by-name, reason: nothing names it, until: 2027-06-30 }]";
    const cwd = folderWith({ "plan.json": DANGER, "demo.yaml": demoText("entries", accept) });
    const { stdout } = await cli(["review", "plan.json", "--clusters", ".", "--format", "json"], { cwd });
    const findings = reviewJson.parse(JSON.parse(stdout)).plans[0]?.clusters[0]?.findings ?? [];
    const places = findings.map(({ code, place, accepted }) => [code, place?.line, accepted?.reason]);
    expect(places).toContainEqual(["config-map-lost", 13, undefined]);
    expect(places).toContainEqual(["masters-by-name", 19, "nothing names it"]);
  });

  test("reviews nothing beside a cluster file with errors", async () => {
    const cwd = folderWith({
      "plan.json": SAFE,
      "demo.yaml": demoText("entries").replace("access_entries", "entires"),
    });
    const { exitCode, stdout, stderr } = await cli(["review", "plan.json", "--clusters", "."], { cwd });
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("`eks-access check .` shows all errors");
  });

  test.each(REVIEW_FORMATS)("prints %s", async (format) => {
    const cwd = folderWith({ "plan.json": DANGER });
    const { exitCode, stdout, stderr } = await cli(["review", "plan.json", "--format", format], { cwd });
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(stdout.length).toBeGreaterThan(40);
  });

  test("writes to a file instead", async () => {
    const cwd = folderWith({ "plan.json": DANGER });
    const { exitCode, stdout } = await cli(["review", "plan.json", "--format", "markdown", "--output", "c.md"], {
      cwd,
    });
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(readFileSync(join(cwd, "c.md"), "utf8")).toMatch(/^## ❌ Danger: /);
  });

  test.each([
    ["no plan", { "plan.json": "{}" }, ["plan.json"], "format_version: it is missing"],
    ["an empty file", { "plan.json": "" }, ["plan.json"], "it is empty"],
    ["a newer format", { "plan.json": '{"format_version":"2.0"}' }, ["plan.json"], "expected 1.x, got `2.0`"],
    ["a file that is not there", {}, ["plan.json"], "cannot be read: ENOENT"],
    ["a folder without plans", {}, ["."], "no plan in this folder"],
    ["no argument", {}, [], "missing required argument"],
  ])("ends with 2 for %s", async (...[, files, paths, said]) => {
    const { exitCode, stdout, stderr } = await cli(["review", ...paths], { cwd: folderWith(files) });
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
  });

  test("says what to type where no Terraform shows a saved plan", async () => {
    const cwd = folderWith({ saved: "PK\u0003\u0004rest" });
    const { exitCode, stderr } = await cli(["review", "saved"], { cwd, env: { TERRAFORM: "no-such-terraform" } });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("saved: a saved plan, which `terraform show` does not show here: ");
    expect(stderr).toContain("type: terraform -chdir=. show -json saved > plan.json");
  });

  test("asks for the JSON of a saved plan on standard input", async () => {
    const { exitCode, stderr } = await cli(["review", "-"], { input: "PK\u0003\u0004rest" });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("terraform show -json PLAN | eks-access review -");
  });
});
