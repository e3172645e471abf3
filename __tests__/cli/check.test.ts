import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cli, folderWith } from "../support/cli/cli-run";
import { schemaErrors } from "../support/cli/output-schema";
import { SAMPLES } from "../support/definitions/sample-definitions";

const DEMO = readFileSync(join(SAMPLES, "demo-eks-cluster.yaml"), "utf8");
const CONSOLE = readFileSync(join(SAMPLES, "console-cluster.yaml"), "utf8");
const BROKEN = CONSOLE.replace("stage: dual", "stage: nirvana");
const ROWS = DEMO.slice(DEMO.indexOf("  aws_auth_roles:\n") + "  aws_auth_roles:\n".length, DEMO.indexOf("\naccept:"));
const AWS_AUTH = `apiVersion: v1
kind: ConfigMap
metadata: { name: aws-auth, namespace: kube-system }
data:
  mapRoles: |
${ROWS.replace(/^ {4}/gm, "    ")}
`;
const CLUSTER = JSON.stringify({
  cluster: {
    name: "demo-eks-cluster",
    arn: "arn:aws:eks:ap-northeast-2:111122223333:cluster/demo-eks-cluster",
    accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" },
  },
});
const NODE_GROUPS = JSON.stringify({ nodegroups: [] });

/** Codes of the findings that nobody accepted. */
async function openCodes(args: readonly string[], world: Parameters<typeof cli>[1] = {}): Promise<[number, string[]]> {
  const { exitCode, stdout } = await cli([...args, "--format", "json"], world);
  expect(schemaErrors("check", stdout)).toEqual([]);
  const { findings }: { findings: { code: string; accepted?: unknown }[] } = JSON.parse(stdout);
  return [exitCode, findings.filter(({ accepted }) => accepted === undefined).map(({ code }) => code)];
}

describe("check", () => {
  test("takes files and folders, each file once", async () => {
    const folder = folderWith({ "console-cluster.yaml": CONSOLE, "demo-eks-cluster.yaml": DEMO });
    const { exitCode, stdout } = await cli(["check", ".", "console-cluster.yaml"], { cwd: folder });
    expect({ exitCode, last: stdout.split("\n").at(-2) }).toEqual({
      exitCode: 0,
      last: "passed: 2 clusters, findings: 1 note, 5 accepted",
    });
  });

  test("without a path takes CLUSTERS_DIR, else clusters", async () => {
    const folder = folderWith({ "console-cluster.yaml": CONSOLE });
    expect((await cli(["check"], { env: { CLUSTERS_DIR: folder } })).stdout).toContain("passed: 1 cluster,");
    expect((await cli(["check"])).stdout).toContain("passed: 11 clusters,");
    expect(await cli(["check"], { env: { CLUSTERS_DIR: "" } })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr:
        "error CLUSTERS_DIR: empty, expected the folder of cluster files\n    unset it for `clusters`, or name a folder\n",
    });
    expect(await cli(["check"], { env: { CLUSTERS_DIR: "nowhere" } })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error nowhere: cannot be read: ENOENT: no such file or directory\n    CLUSTERS_DIR names the folder\n",
    });
  });

  test("typed without a folder where there is none of the usual name, says whose name to type", async () => {
    const cwd = folderWith({ "main.tf": "" });
    for (const command of ["check", "overlay", "status"])
      expect(await cli([command], { cwd })).toEqual({
        exitCode: 2,
        stdout: "",
        stderr:
          "error clusters: no such folder here, expected the folder of the cluster files\n    name that folder, or files in it, as in `../clusters`; it is `clusters` where none is named, and CLUSTERS_DIR names another\n",
      });
  });

  test("reads a file from standard input, whose name says nothing", async () => {
    const { exitCode, stdout } = await cli(["check", "-"], { input: BROKEN });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^error standard input:14:10 migration\.stage: /m);
    expect((await cli(["check", "-"], { input: CONSOLE })).exitCode).toBe(0);
  });

  test.each(["text", "json", "sarif", "github"])("ends with 1 for a refused file as %s", async (format) => {
    const folder = folderWith({ "console-cluster.yaml": BROKEN });
    const { exitCode, stdout, stderr } = await cli(["check", folder, "--format", format]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toContain("value-unknown");
  });

  test("tells all that is wrong with all files", async () => {
    const folder = folderWith({
      "console-cluster.yaml": BROKEN,
      "demo-eks-cluster.yaml": DEMO.replace("wave: 2", "wave: 9"),
    });
    const [exitCode, codes] = await openCodes(["check", folder]);
    expect({ exitCode, codes }).toEqual({ exitCode: 1, codes: ["value-unknown", "wave-range"] });
  });
});

/** What is said of everything that no list of IAM and no CA stands beside. */
const NOTES = ["live-origin-unknown", "live-principal-unknown"];

describe("check --live", () => {
  const folder = folderWith({
    "demo-eks-cluster.yaml": DEMO,
    "console-cluster.yaml": CONSOLE,
    "aws-auth.yaml": AWS_AUTH,
    "stranger.yaml": AWS_AUTH.replace("role/break-glass", "role/stranger"),
    "cluster.json": CLUSTER,
    "config-map.json": CLUSTER.replace("API_AND_CONFIG_MAP", "CONFIG_MAP"),
    "elsewhere.json": CLUSTER.replace("ap-northeast-2", "us-east-1"),
    "other.json": CLUSTER.replaceAll("demo-eks-cluster", "other-cluster"),
    "node-groups.json": NODE_GROUPS,
    "nonsense.json": "{]",
  });
  const live = async (...files: readonly string[]) =>
    openCodes(["check", "demo-eks-cluster.yaml", "--live", ...files], { cwd: folder });

  test("passes where nothing is refused and nothing unknown", async () => {
    expect(await live("aws-auth.yaml", "cluster.json", "node-groups.json")).toEqual([0, [...NOTES]]);
  });

  test("refuses what a guard would, at the place in the cluster file", async () => {
    const [exitCode, codes] = await live("stranger.yaml", "cluster.json", "node-groups.json");
    expect({ exitCode, codes }).toEqual({ exitCode: 1, codes: ["row-unknown", ...NOTES] });
  });

  test.each([
    [
      ["aws-auth.yaml", "cluster.json"],
      ["live-unknown", ...NOTES],
    ],
    [
      ["aws-auth.yaml", "node-groups.json"],
      ["live-unknown", ...NOTES],
    ],
    [
      ["cluster.json", "node-groups.json"],
      ["live-unknown", ...NOTES],
    ],
    [["node-groups.json"], ["live-unknown", "live-unknown", ...NOTES]],
  ])("%j leave something unknown, which is not fine", async (files, expected) => {
    expect(await live(...files)).toEqual([1, expected]);
  });

  test.each([
    ["config-map.json", "live-mode"],
    ["elsewhere.json", "identity-mismatch"],
    ["other.json", "identity-mismatch"],
  ])("%s is refused as %s", async (file, code) => {
    const [exitCode, codes] = await live("aws-auth.yaml", file, "node-groups.json");
    expect(exitCode).toBe(1);
    expect(codes).toContain(code);
  });

  test("what cannot be read is an error, and nothing is judged by it", async () => {
    const [exitCode, codes] = await live("aws-auth.yaml", "nonsense.json", "cluster.json");
    expect({ exitCode, codes }).toEqual({ exitCode: 1, codes: ["import-source-unreadable"] });
  });

  test("of several files the one that the data name is meant", async () => {
    const files = ["demo-eks-cluster.yaml", "console-cluster.yaml"];
    const named = await openCodes(["check", ...files, "--live", "stranger.yaml", "cluster.json", "node-groups.json"], {
      cwd: folder,
    });
    expect(named[1]).toContain("row-unknown");
    expect(await cli(["check", ...files, "--live", "aws-auth.yaml"], { cwd: folder })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr:
        "error --live: the data name no cluster, and there are several cluster files\n    name the one cluster file that the live data are of\n",
    });
    expect((await cli(["check", ...files, "--live", "other.json"], { cwd: folder })).stderr).toMatch(
      /^error --live: no cluster file for `other-cluster`\n/,
    );
  });

  test("reads live data from standard input, once", async () => {
    const [exitCode] = await openCodes(
      ["check", "demo-eks-cluster.yaml", "--live", "-", "cluster.json", "node-groups.json"],
      { cwd: folder, input: AWS_AUTH },
    );
    expect(exitCode).toBe(0);
    expect((await cli(["check", "-", "--live", "-"])).stderr).toBe(
      "error `-` stands twice: standard input can be read once\n",
    );
  });
});
