import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { describeCluster, DUMP, MORE } from "../../support/cli/source-texts";
import { user } from "../../support/definitions/arns";
import { cli, folderWith } from "../../support/cli/cli-run";
import { schemaErrors } from "../../support/cli/output-schema";

jest.setTimeout(60_000);

const CLUSTER = describeCluster("CONFIG_MAP");

describe("eks-access import", () => {
  test("takes a dump from standard input, prints the file, and says on standard error what is open", async () => {
    const { exitCode, stdout, stderr } = await cli(["import", "-", "--name", "demo"], { input: DUMP });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^# yaml-language-server: .*\n/);
    expect(stdout).toContain("cluster_name: demo\n");
    expect(stderr).toMatch(
      /^error demo\.yaml:\d+:3 terraform\.region: open question: the cluster's region, such as ap-northeast-2 \[question-open\]\n {4}write it here, or import with --region REGION$/m,
    );
    expect(stderr).toMatch(/^warning standard input:3:3 data: no source tells the authentication mode/m);
  });

  test("with the region answered ends with 0, and the file has no error", async () => {
    const { exitCode, stdout } = await cli(["import", "-", "--name", "demo", "--region", "eu-west-1"], { input: DUMP });
    const { cluster } = parseClusterFile("demo.yaml", stdout);
    expect({ exitCode, stage: cluster?.staged.definition.migration?.stage }).toEqual({
      exitCode: 0,
      stage: "config-map",
    });
  });

  test("writes a file named as the cluster, says so, and again changes nothing", async () => {
    const cwd = folderWith({ "aws-auth.yaml": DUMP, "cluster.json": CLUSTER });
    const args = ["import", "aws-auth.yaml", "cluster.json", "--output", "demo.yaml"];
    const first = await cli(args, { cwd });
    expect({ exitCode: first.exitCode, stdout: first.stdout }).toEqual({
      exitCode: 0,
      stdout: "demo.yaml: 2 rows and 2 entries, stage config-map; findings: 3 warnings, 1 note\n",
    });
    const text = readFileSync(join(cwd, "demo.yaml"), "utf8");
    const again = await cli(args, { cwd });
    expect(again.stdout).toBe("demo.yaml: unchanged; findings: 3 warnings, 1 note\n");
    expect(readFileSync(join(cwd, "demo.yaml"), "utf8")).toBe(text);
    expect(readdirSync(cwd).sort()).toEqual(["aws-auth.yaml", "cluster.json", "demo.yaml"]);
  });

  test("counts one row and one entry as one", async () => {
    const cwd = folderWith({ "aws-auth.yaml": MORE, "cluster.json": CLUSTER });
    const { stdout } = await cli(["import", "aws-auth.yaml", "cluster.json", "--output", "demo.yaml"], { cwd });
    expect(stdout).toMatch(/^demo\.yaml: 1 row and 1 entry, stage config-map;/);
  });

  test("writes no other file over", async () => {
    const cwd = folderWith({ "aws-auth.yaml": DUMP, "cluster.json": CLUSTER, "demo.yaml": "mine: true\n" });
    const { exitCode, stdout, stderr } = await cli(
      ["import", "aws-auth.yaml", "cluster.json", "--output", "demo.yaml"],
      { cwd },
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toBe(
      "error demo.yaml: there is another file, nothing was written\n    --update demo.yaml adds to it what is new; or delete it first\n",
    );
    expect(readFileSync(join(cwd, "demo.yaml"), "utf8")).toBe("mine: true\n");
  });

  test("--update keeps a hand edit and prints what it added", async () => {
    const cwd = folderWith({ "aws-auth.yaml": DUMP, "cluster.json": CLUSTER, "more.yaml": MORE });
    await cli(["import", "aws-auth.yaml", "cluster.json", "--output", "demo.yaml"], { cwd });
    const edited = readFileSync(join(cwd, "demo.yaml"), "utf8")
      .replace("  admin:\n", "  # ours\n  the_admin:\n")
      .replace(/ {2}waves:\n(?: {4}.*\n)+ {2}wave: 1\n/, "");
    writeFileSync(join(cwd, "demo.yaml"), edited);
    const { exitCode, stdout } = await cli(["import", "more.yaml", "--update", "demo.yaml"], { cwd });
    expect({ exitCode, stdout: stdout.split("\n").slice(0, 3) }).toEqual({
      exitCode: 0,
      stdout: [
        `added aws_auth.aws_auth_users: ${user("ann")}`,
        `added access_entries.ann: ${user("ann")}`,
        expect.stringMatching(/^demo\.yaml: 2 added; findings: /),
      ],
    });
    const updated = readFileSync(join(cwd, "demo.yaml"), "utf8");
    expect(updated).toContain("  # ours\n  the_admin:\n");
    expect(updated.split("\n").length).toBe(edited.split("\n").length + 7);
  });

  test("refuses a section that cannot be read, with its place, and writes nothing", async () => {
    const cwd = folderWith({ "aws-auth.yaml": "mapRoles: |\n  - rolearn: [\n", "cluster.json": CLUSTER });
    const { exitCode, stdout, stderr } = await cli(
      ["import", "aws-auth.yaml", "cluster.json", "--output", "demo.yaml"],
      { cwd },
    );
    expect({ exitCode, stdout, written: existsSync(join(cwd, "demo.yaml")) }).toEqual({
      exitCode: 1,
      stdout: "",
      written: false,
    });
    expect(stderr).toMatch(/^blocker aws-auth\.yaml:\d+:1 mapRoles: .* \[aws-auth-section-invalid\]$/m);
    expect(stderr).toMatch(
      /\nnothing was written: mend the errors above, in the cluster or in the sources, and import again\n$/,
    );
  });

  test("as JSON it is one value on standard output, that fits its schema", async () => {
    const { exitCode, stdout, stderr } = await cli(["import", "-", "--name", "demo", "--format", "json"], {
      input: DUMP,
    });
    expect({ exitCode, stderr, errors: schemaErrors("import", stdout) }).toEqual({
      exitCode: 1,
      stderr: "",
      errors: [],
    });
    expect(JSON.parse(stdout)).toMatchObject({
      refused: true,
      stage: "config-map",
      added: [],
      text: expect.stringContaining("cluster_name: demo"),
    });
    const refused = await cli(["import", "-", "--format", "json"], { input: "" });
    expect(schemaErrors("import", refused.stdout)).toEqual([]);
    expect(JSON.parse(refused.stdout)).not.toHaveProperty("text");
  });

  test.each([
    [[], "error nothing to import, expected sources, --cluster or --all-clusters"],
    [["-", "-"], "error - is given more than once"],
    [["-", "--output", "a.yaml", "--update", "b.yaml"], "error --output and --update: expected one of them"],
    [["-", "--account", "12"], "error --account: not an account ID, expected 12 digits, got `12`"],
    [["nowhere.yaml"], "error nowhere.yaml: cannot be read: ENOENT: no such file or directory"],
  ])("ends with 2 for %j", async (args, message) => {
    const { exitCode, stdout, stderr } = await cli(["import", ...args], { input: DUMP });
    expect({ exitCode, stdout, message: stderr.split("\n")[0] }).toEqual({ exitCode: 2, stdout: "", message });
  });

  test("reads a dump that Windows PowerShell wrote as any other", async () => {
    const cwd = folderWith({ "utf8.yaml": DUMP });
    writeFileSync(join(cwd, "utf16.yaml"), Buffer.from(`\uFEFF${DUMP}`, "utf16le"));
    const imported = async (file: string) =>
      (await cli(["import", file, "--name", "demo", "--region", "eu-west-1"], { cwd })).stdout;
    expect(await imported("utf16.yaml")).toBe(await imported("utf8.yaml"));
  });

  test("names the place in a dump in another encoding", async () => {
    const cwd = folderWith({});
    writeFileSync(join(cwd, "aws-auth.yaml"), Buffer.from("a: 1\nb: \xe9\n", "latin1"));
    const { exitCode, stderr } = await cli(["import", "aws-auth.yaml"], { cwd });
    expect({ exitCode, message: stderr.split("\n")[0] }).toEqual({
      exitCode: 2,
      message: "error aws-auth.yaml:2:4: not UTF-8, expected text in UTF-8 or UTF-16",
    });
  });
});
