import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { folderWith } from "./support/cli/cli-run";
import { compiledProject } from "./support/cli/compiled-cli";
import { fieldsOf } from "./support/terraform/provider-schema";

const ROOT = join(__dirname, "..");
const PACKAGE = fieldsOf(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

const USE_CASES = [
  "LogReader",
  "advanceRing",
  "check",
  "checkLive",
  "checkUsage",
  "clusterFileOf",
  "compareFiles",
  "compareStages",
  "explainFiles",
  "fleetStatus",
  "importCluster",
  "parseLastUse",
  "principalOf",
  "readFleetSource",
  "readVerdicts",
  "replayOf",
  "reviewPlan",
  "reviewedClusters",
  "ringMembers",
  "ringNamed",
  "stepNamed",
  "takeStep",
  "usageOf",
  "verify",
];
const USE_CASE_TYPES = [
  "ClusterFiles",
  "ClusterStatus",
  "ExplainRequest",
  "ExplainedFile",
  "ExplainedFiles",
  "FileFinding",
  "Finding",
  "Fleet",
  "FleetStatus",
  "ImportRequest",
  "Imported",
  "LastUse",
  "NamedDifference",
  "PlanContext",
  "PlanReview",
  "PlanSource",
  "ReadMember",
  "ReplayReport",
  "RingEvidence",
  "RingRequest",
  "RingStep",
  "SavedPlan",
  "StatusRequest",
  "StepRequest",
  "StepResult",
  "Unanswered",
  "UsageReport",
  "VerifiedCluster",
  "VerifyRequest",
  "VerifyVerdict",
];
const STACKS = [
  "AccessStack",
  "EksStack",
  "ModuleStack",
  "StagedCluster",
  "ValidationError",
  "synthesizeClusters",
  "validateDefinition",
];
const STACK_TYPES = [
  "Acceptance",
  "AccessDefinition",
  "AwsAuthDefinition",
  "ClusterDefinition",
  "ClusterStackProps",
  "MigrationDefinition",
];

/** Names that a file exports by itself, values and types: `export { a, type B } from`. */
function exportedNames(file: string): string[] {
  const tree = ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
  return tree.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return [];
    return ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : [];
  });
}

/** Runs a script beside the compiled project. */
function node(script: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
    cwd: compiledProject(),
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

describe("lib/use-cases.ts", () => {
  test("exports the use cases and their types, and nothing else", () => {
    expect(exportedNames("lib/use-cases.ts").sort()).toEqual([...USE_CASES, ...USE_CASE_TYPES].sort());
  });

  test("loads no cdktf", () => {
    const loaded = node(`
      const names = Object.keys(require("./lib/use-cases.js")).sort();
      const cdktf = Object.keys(require.cache).filter((file) => /node_modules.(cdktf|constructs|@cdktf)/.test(file));
      process.stdout.write(JSON.stringify({ names, cdktf }));`);
    expect(JSON.parse(loaded)).toEqual({ names: USE_CASES, cdktf: [] });
  });
});

describe("lib/index.ts", () => {
  test("exports the stacks, the types of a definition, and all of lib/use-cases.ts", () => {
    expect(exportedNames("lib/index.ts").sort()).toEqual([...STACKS, ...STACK_TYPES].sort());
    expect(readFileSync(join(ROOT, "lib/index.ts"), "utf8")).toContain('export * from "./use-cases";');
    const names = node('process.stdout.write(JSON.stringify(Object.keys(require("./lib/index.js")).sort()));');
    expect(JSON.parse(names)).toEqual([...STACKS, ...USE_CASES].sort());
  });
});

describe(".npmrc", () => {
  test("lets `npm pack` print the name of its file alone, whatever its scripts print: pre-commit takes all of it for the name", () => {
    const fields = { name: "packed", version: "1.0.0", scripts: { prepack: "echo built" } };
    const npmrc = readFileSync(join(ROOT, ".npmrc"), "utf8");
    const cwd = folderWith({ ".npmrc": npmrc, "package.json": JSON.stringify(fields) });
    const { status, stdout } = spawnSync("npm", ["pack"], { cwd, encoding: "utf8" });
    expect([status, stdout]).toEqual([0, "packed-1.0.0.tgz\n"]);
  });
});

describe("package.json", () => {
  test("may be published, and says what a program may import", () => {
    expect(PACKAGE.private).toBeUndefined();
    const sources = Object.values(fieldsOf(PACKAGE.exports)).flatMap((one) =>
      typeof one === "string" ? [one] : Object.values(fieldsOf(one)).map(String),
    );
    expect(sources).toEqual(expect.arrayContaining([PACKAGE.main, PACKAGE.types]));
    const missing = sources
      .map((path) => path.replace(/^\.\/dist\/(.*?)(\.d\.ts|\.js)$/, "$1.ts"))
      .filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });

  test("leaves cdktf and constructs to the app that has the stacks", () => {
    const [peers, dependencies, own] = [PACKAGE.peerDependencies, PACKAGE.dependencies, PACKAGE.devDependencies];
    expect(fieldsOf(peers)).toMatchObject({ cdktf: "^0.21.0", constructs: "^10.4.2" });
    expect(Object.keys(fieldsOf(dependencies))).not.toEqual(expect.arrayContaining(["cdktf"]));
    expect(Object.keys(fieldsOf(own))).toEqual(expect.arrayContaining(["cdktf", "constructs"]));
  });

  test("has the version of the newest section of the changelog", () => {
    const changelog = readFileSync(join(ROOT, "CHANGELOG.md"), "utf8");
    expect(/^## (\d\S*)/m.exec(changelog)?.[1]).toBe(PACKAGE.version);
  });
});
