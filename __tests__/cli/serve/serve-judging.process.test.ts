import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeLargePlan } from "../../../bench/large-plan";
import { folderWith } from "../../support/cli/cli-run";
import { type CompiledCli, compileCli } from "../../support/cli/compiled-cli";
import { HcpWorld } from "../../support/hcp/hcp-world";
import { serveProcess, type ServeProcess } from "../../support/hcp/serve-process";
import { post } from "../../support/hcp/served";
import { planNamed } from "../../support/plans/plan-fixtures";

jest.setTimeout(180_000);

const MEGABYTE = 1_000_000;

let compiled: CompiledCli;
let world: HcpWorld;
let running: ServeProcess | undefined;
let large: string;

beforeAll(() => {
  compiled = compileCli();
  const folder = mkdtempSync(join(tmpdir(), "eks-access-large-"));
  writeLargePlan(join(folder, "plan.json"), 100 * MEGABYTE);
  large = readFileSync(join(folder, "plan.json"), "utf8");
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  world = await HcpWorld.start();
});

afterEach(async () => {
  running?.process.kill("SIGKILL");
  running = undefined;
  await world.close();
});

afterAll(() => compiled.remove());

async function started(args: readonly string[] = []): Promise<ServeProcess> {
  const hosts = ["--allow-host", world.url, world.archiveUrl];
  const env = { EKS_ACCESS_HMAC_KEY: world.key };
  running = await serveProcess(compiled.entry, [...args, ...hosts], { cwd: folderWith({}), env });
  return running;
}

async function sent({ url }: ServeProcess, plan: string): Promise<string> {
  const request = world.request(plan);
  expect(await post(url, request, { key: world.key })).toBe(200);
  return String(request.task_result_id);
}

/** Once the whole plan is with the server: what is left is to judge it. */
async function fetched(task: string): Promise<void> {
  await until(() => world.fetched.has(task));
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((done) => setTimeout(done, 5));
}

async function final(task: string): Promise<{ readonly status: string; readonly message: string }> {
  await until(() => isFinal(task));
  return world.final(task);
}

function isFinal(task: string): boolean {
  return world.told(task).some(({ attributes }) => attributes.status !== "running");
}

describe("eks-access serve, while a large plan is judged", () => {
  test("answers whether it runs, requests that verify it, and judges other plans", async () => {
    const server = await started();
    const task = await sent(server, large);
    await fetched(task);
    for (let i = 0; i < 3; i++) {
      const health = await fetch(`${server.url}healthz`);
      expect([health.status, await health.json()]).toEqual([200, { status: "ok", running: 1, waiting: 0 }]);
      expect(await post(server.url, { ...world.request("{}"), access_token: "test-token" }, { key: world.key })).toBe(
        200,
      );
    }
    expect(isFinal(task)).toBe(false);
    const small = await final(await sent(server, JSON.stringify(planNamed("stage-dual"))));
    expect(small.message).toContain("irreversible: ");
    expect((await final(task)).message).not.toContain("not judged");
    expect(await server.end("SIGTERM")).toBe(0);
  });

  test("SIGTERM ends the judging once the grace is over, and says that it was not judged", async () => {
    const server = await started(["--grace", "0"]);
    const task = await sent(server, large);
    await fetched(task);
    expect(await server.end("SIGTERM")).toBe(0);
    expect((await final(task)).message).toBe(
      "not judged: the server stopped before this plan was judged; start the run again",
    );
  });

  test("SIGTERM waits for the judging within the grace", async () => {
    const server = await started(["--grace", "120"]);
    const task = await sent(server, large);
    await fetched(task);
    expect(await server.end("SIGTERM")).toBe(0);
    expect((await final(task)).message).not.toContain("not judged");
  });

  test.each([
    [["--max-memory", "64"], "judging the plan takes more than 64 MB of memory: --max-memory gives it more"],
    [["--max-time", "1"], "judging the plan takes longer than 1 seconds: --max-time gives it more"],
  ])("one that takes more than %j fails with one sentence, and the server goes on", async (limit, why) => {
    const server = await started(limit);
    expect(await final(await sent(server, large))).toEqual({ status: "failed", message: `not judged: ${why}` });
    const health = await fetch(`${server.url}healthz`);
    expect(await health.json()).toEqual({ status: "ok", running: 0, waiting: 0 });
    expect(await server.end("SIGTERM")).toBe(0);
  });
});
