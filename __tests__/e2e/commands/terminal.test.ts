import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileCli } from "../../support/cli/compiled-cli";
import { folderWith } from "../../support/cli/cli-run";
import { onTerminal, screenOf } from "../../support/cli/on-terminal";
import { FakeAwsServer } from "../../support/eks/fake-aws";
import { fakeEks } from "../../support/eks/fake-eks";
import { recordOf } from "../../../lib/plan/reading/plan-shape";

jest.setTimeout(120_000);

const CLEARED = "\r\u001B[K";
const COLLECT = ["collect", "--cluster", "demo"];

describe("progress on a terminal", () => {
  const compiled = compileCli();
  let fake: FakeAwsServer;

  beforeAll(async () => {
    fake = await FakeAwsServer.start(fakeEks());
  });

  afterAll(async () => fake.stop());

  const shown = async (
    args: readonly string[],
    rest: { readonly columns?: number; readonly cwd?: string; readonly output?: string },
  ) =>
    onTerminal({
      argv: [process.execPath, compiled.entry, ...args],
      cwd: folderWith({}),
      // Node's own warnings would stand between.
      env: { ...process.env, ...fake.environment, NODE_NO_WARNINGS: "1" },
      ...rest,
    });

  test("each call of collect is counted on one line, which is gone when the dump is printed", async () => {
    const cwd = folderWith({});
    const { exitCode, screen } = await shown(COLLECT, { cwd, output: "live.json" });
    expect(exitCode).toBe(0);
    const lines = screen.split(CLEARED);
    expect(lines.slice(0, 3).join("|")).toMatch(/^\|demo: 1 calls, \S+\|demo: 2 calls, \S+$/);
    const counted = lines.filter((line) => /^demo: \d+ calls, \S+$/.test(line));
    expect(counted.length).toBeGreaterThan(10);
    expect(lines.at(-1)).not.toContain("calls");
    expect(screenOf(screen).filter((row) => row.includes(" calls, "))).toEqual([]);
    const dump = readFileSync(join(cwd, "live.json"), "utf8");
    expect(dump).not.toContain("\u001B");
    expect(recordOf(JSON.parse(dump)).cluster_name).toBe("demo");
  });

  test("a terminal that is narrower than the line is left clean too", async () => {
    const { screen } = await shown(COLLECT, { columns: 24, output: "live.json" });
    const steps = screen.split(CLEARED).filter((line) => /^demo: \d+ calls/.test(line));
    expect(steps.length).toBeGreaterThan(10);
    expect(Math.max(...steps.map((line) => line.length))).toBe(23);
    expect(screenOf(screen, 24).filter((row) => row.includes(" calls"))).toEqual([]);
  });

  test("where nothing can be read the error stands alone", async () => {
    const { exitCode, screen } = await shown(["collect", "--cluster", "none"], {});
    expect(exitCode).toBe(1);
    expect(screenOf(screen)[0]).toMatch(/^error /);
  });

  test("with --anonymise it counts without the name", async () => {
    const { screen } = await shown([...COLLECT, "--anonymise"], { output: "live.json" });
    expect(screen).toContain(`${CLEARED}cluster: 1 calls, `);
    expect(screen).not.toContain("demo: ");
  });

  test("work of many clusters that takes long counts them, and leaves nothing of that", async () => {
    const clusters = Array.from({ length: 4000 }, (_, i) => `clusters/cluster-${i}.yaml`);
    const cwd = folderWith(Object.fromEntries(clusters.map((file, i) => [file, clusterFile(`cluster-${i}`)])));
    const { exitCode, screen } = await shown(["status", "clusters"], { cwd });
    expect(exitCode).toBe(0);
    expect(screen.split(CLEARED).filter((line) => /^clusters: \d+ of 4000$/.test(line))).not.toEqual([]);
    expect(screenOf(screen).filter((row) => row.endsWith(" of 4000"))).toEqual([]);
  });

  test("in a pipe there is none", async () => {
    const { exitCode, stderr } = await compiled.run(COLLECT, {
      cwd: folderWith({}),
      env: { ...fake.environment, NODE_NO_WARNINGS: "1" },
    });
    expect(exitCode).toBe(0);
    expect([" calls, ", "\u001B"].filter((part) => stderr.includes(part))).toEqual([]);
  });
});

function clusterFile(name: string): string {
  return `cluster_name: ${name}
render: access
terraform: { account_id: "111122223333", region: eu-west-1 }
migration: { stage: entries }
access_entries: { ops: { principal_arn: "arn:aws:iam::111122223333:role/ops" } }
aws_auth: { aws_auth_roles: [{ rolearn: "arn:aws:iam::111122223333:role/ops", username: ops, groups: [ops] }] }
`;
}
