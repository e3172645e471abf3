import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../../support/cli/cli-run";
import { type CompiledCli, compileCli } from "../../support/cli/compiled-cli";
import { answer, HcpWorld, silent } from "../../support/hcp/hcp-world";
import { serveProcess, type ServeProcess } from "../../support/hcp/serve-process";
import { post } from "../../support/hcp/served";
import { planNamed } from "../../support/plans/plan-fixtures";
import { demoText } from "../../support/reviews/review-clusters";

jest.setTimeout(60_000);

let compiled: CompiledCli;
let world: HcpWorld;
let running: ServeProcess[] = [];

beforeAll(() => {
  compiled = compileCli();
});

beforeEach(async () => {
  world = await HcpWorld.start();
});

afterEach(async () => {
  for (const one of running) one.process.kill("SIGKILL");
  running = [];
  await world.close();
});

afterAll(() => compiled.remove());

async function started(cwd: string, args: readonly string[] = []): Promise<ServeProcess> {
  const hosts = ["--allow-host", world.url, world.archiveUrl];
  const one = await serveProcess(compiled.entry, [...args, ...hosts], { cwd, env: { EKS_ACCESS_HMAC_KEY: world.key } });
  running.push(one);
  return one;
}

async function sent({ url }: ServeProcess, plan = JSON.stringify(planNamed("stage-dual"))): Promise<string> {
  const request = world.request(plan);
  expect(await post(url, request, { key: world.key })).toBe(200);
  return String(request.task_result_id);
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !isTrue(); i++) await new Promise((done) => setTimeout(done, 10));
  expect(isTrue()).toBe(true);
}

describe("eks-access serve", () => {
  test("reviews beside the cluster files of a folder, which it reads anew for each plan", async () => {
    const cwd = folderWith({ "demo.yaml": demoText("dual") });
    const server = await started(cwd, ["--clusters", "."]);
    const first = await world.final(await sent(server));
    writeFileSync(join(cwd, "demo.yaml"), demoText("entries"));
    const second = await world.final(await sent(server));
    expect(first.message).not.toBe(second.message);
    writeFileSync(join(cwd, "demo.yaml"), "cluster_name: [");
    const third = await world.final(await sent(server));
    expect(third).toMatchObject({ status: "failed" });
    expect(third.message).toContain("not judged: ./demo.yaml: not valid YAML");
    expect(await server.end("SIGTERM")).toBe(0);
  });

  test("a mode that is never taken back passes where it is allowed", async () => {
    const cwd = folderWith({});
    const refusing = await world.final(await sent(await started(cwd)));
    const allowing = await world.final(await sent(await started(cwd, ["--allow", "irreversible"])));
    expect([refusing.status, allowing.status]).toEqual(["failed", "passed"]);
    expect(refusing.message).toContain("irreversible: ");
  });

  test("SIGTERM in the middle tells what was not judged, and no output holds the token or the key", async () => {
    const server = await started(folderWith({}), ["--grace", "0"]);
    world.planMisdeeds.push(silent, silent, silent);
    const tasks = [await sent(server), await sent(server), await sent(server)];
    expect(await server.end("SIGTERM")).toBe(0);
    for (const task of tasks)
      expect(world.told(task).at(-1)?.attributes).toEqual({
        status: "failed",
        message: "not judged: the server stopped before this plan was judged; start the run again",
      });
    expect(server.output()).toContain('"event":"stopped"');
    expect(server.output()).not.toContain(world.token);
    expect(server.output()).not.toContain(world.key);
  });

  test("a process that is killed leaves its tasks in the journal: the next one says which, and takes them again", async () => {
    const cwd = folderWith({});
    const killed = await started(cwd, ["--journal", "journal"]);
    const done = world.request(JSON.stringify(planNamed("stage-dual")));
    await post(killed.url, done, { key: world.key });
    await world.final(String(done.task_result_id));
    await until(() => killed.output().includes('"task-ended"'));
    world.planMisdeeds.push(silent);
    const lost = world.request(JSON.stringify(planNamed("stage-dual")));
    await post(killed.url, lost, { key: world.key });
    await until(() => world.asked.some(({ url }) => url.includes(String(lost.task_result_id))));
    await killed.end("SIGKILL");
    const next = await started(cwd, ["--journal", "journal"]);
    const told = next
      .output()
      .split("\n")
      .filter((line) => line.includes('"task-interrupted"'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`"task":"${String(lost.task_result_id)}","run":"${String(lost.run_id)}"`);
    expect(await post(next.url, lost, { key: world.key })).toBe(200);
    expect((await world.final(String(lost.task_result_id))).message).toContain("irreversible: ");
    const asked = world.asked.length;
    expect(await post(next.url, done, { key: world.key })).toBe(200);
    await until(() => next.output().includes('"task-repeated"'));
    expect(world.asked).toHaveLength(asked);
    for (const name of readdirSync(join(cwd, "journal")))
      expect(readFileSync(join(cwd, "journal", name), "utf8")).not.toContain(world.token);
  });

  test("a plan that Terraform would not write fails", async () => {
    const server = await started(folderWith({}));
    for (const plan of ["", "{", "[]", '{"format_version":"9.0"}', "PK\u0003\u0004"]) {
      const { status, message } = await world.final(await sent(server, plan));
      expect([status, message.startsWith("not judged: ")]).toEqual(["failed", true]);
    }
    world.planMisdeeds.push(answer(422));
    expect((await world.final(await sent(server))).message).toContain("no JSON of this plan (422)");
  });
});
