import { answer, HcpWorld } from "../../support/hcp/hcp-world";
import { PASSED, post, serve, type Served, signed512 } from "../../support/hcp/served";
import type { TaskReport } from "../../../lib/report/review/task-report";
import type { Judge } from "../../../lib/server/task/run-task";

let world: HcpWorld;
let served: Served;
const key = (): { readonly key: string } => ({ key: world.key });

beforeEach(async () => {
  world = await HcpWorld.start();
  served = await serve(world);
});

afterEach(async () => {
  await served.server.stop();
  await world.close();
});

/** Sends a task and waits for what comes of it. */
async function taskWith(more: Readonly<Record<string, unknown>> = {}, plan = "{}"): Promise<string> {
  const request = world.request(plan, more);
  expect(await post(served.url, request, key())).toBe(200);
  return String(request.task_result_id);
}

async function restart(
  ...[props, limits]: [Parameters<typeof serve>[1]?, Parameters<typeof serve>[2]?]
): Promise<void> {
  await served.server.stop();
  served = await serve(world, props, limits);
}

/** Silence that a busy machine does not keep. */
const PATIENT = { silence: 20_000, answerTime: 20_000 };

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 5));
}

describe("a task", () => {
  test.each(["pre_plan", "pre_apply", "post_apply", "test"])("at the stage %s fails and says why", async (stage) => {
    const { status, message } = await world.final(await taskWith({ stage }));
    expect(status).toBe("failed");
    expect(message).toBe(
      `not judged: the stage \`${stage}\` has no plan to hold back: set the stage of this run task to post-plan in the workspace's settings`,
    );
    expect(world.askedOfArchive).toEqual([]);
  });

  test("of another payload version fails", async () => {
    expect(await world.final(await taskWith({ payload_version: 2 }))).toEqual({
      status: "failed",
      message: "not judged: payload_version 2 is not known, expected 1: update eks-access",
    });
  });

  test("without a plan fails", async () => {
    const task = await taskWith({ plan_json_api_url: null });
    expect(await world.final(task)).toMatchObject({ status: "failed" });
  });

  test("with a plan at a host that is not allowed fails, and the host hears nothing", async () => {
    const other = await HcpWorld.start();
    const { status, message } = await world.final(await taskWith({ plan_json_api_url: `${other.url}/api/v2/plans/x` }));
    expect(status).toBe("failed");
    expect(message).toContain("is not allowed, expected one of https://app.terraform.io");
    expect(other.asked).toEqual([]);
    await other.close();
  });

  test("gets outcomes only where HCP Terraform takes them", async () => {
    const task = await taskWith({ capabilities: { outcomes: false } });
    await world.final(task);
    expect(world.told(task).some(({ relationships }) => relationships !== undefined)).toBe(false);
  });

  test("ends all the same where its outcomes are refused", async () => {
    world.resultMisdeeds.push(answer(200), answer(422));
    expect((await world.final(await taskWith())).status).toBe("passed");
    expect(served.log.join("")).toContain('"outcomes-untold"');
  });

  test("fails where the judge does, by an answer or by a fault", async () => {
    await restart({ judge: async () => Promise.resolve({ problem: "clusters/demo.yaml: stage: expected one of" }) });
    expect(await world.final(await taskWith())).toEqual({
      status: "failed",
      message: "not judged: clusters/demo.yaml: stage: expected one of",
    });
    await restart({ judge: async () => Promise.reject(new Error("oh")) });
    expect(await world.final(await taskWith())).toEqual({
      status: "failed",
      message: "not judged: a fault of eks-access: oh",
    });
  });

  test("says that it still runs, often enough", async () => {
    await restart({ judge: async () => new Promise((done) => setTimeout(() => done(PASSED), 150)) }, { progress: 20 });
    const task = await taskWith();
    await world.final(task);
    const running = world.told(task).filter(({ attributes }) => attributes.status === "running");
    expect(running.length).toBeGreaterThan(4);
    await new Promise((done) => setTimeout(done, 60));
    expect(world.told(task).at(-1)?.attributes.status).toBe("passed");
  });

  test("that waits says so, too", async () => {
    const judged: (() => void)[] = [];
    const judge = async (): Promise<TaskReport> =>
      new Promise((done) =>
        judged.push(() => {
          done(PASSED);
        }),
      );
    await restart({ judge }, { ...PATIENT, progress: 20, atOnce: 1 });
    const first = await taskWith();
    const second = await taskWith();
    const messages = (): readonly unknown[] => world.told(second).map(({ attributes }) => attributes.message);
    await until(() => judged.length === 1 && messages().includes("waiting for other plans"));
    judged[0]?.();
    await world.final(first);
    await until(() => judged.length === 2);
    judged[1]?.();
    expect((await world.final(second)).status).toBe("passed");
  });

  test("that takes too long fails before HCP Terraform gives it up", async () => {
    await restart({ judge: async () => new Promise(() => undefined) }, { task: 50 });
    expect(await world.final(await taskWith())).toEqual({
      status: "failed",
      message: "not judged: it took longer than HCP Terraform waits",
    });
  });

  test("has no more time for having waited: HCP Terraform counts from its request", async () => {
    const judged: string[] = [];
    const judge = async (...[, name]: readonly [unknown, string, AbortSignal]): Promise<TaskReport> => {
      judged.push(name);
      return new Promise(() => undefined);
    };
    await restart({ judge }, { ...PATIENT, task: 300, atOnce: 1 });
    const began = performance.now();
    const tasks = [await taskWith(), await taskWith()];
    for (const task of tasks) {
      expect((await world.final(task)).message).toBe("not judged: it took longer than HCP Terraform waits");
    }
    expect(performance.now() - began).toBeLessThan(590);
  });

  test("that nobody wants any more is left", async () => {
    world.resultMisdeeds.push(answer(404));
    await restart({ judge: async () => new Promise(() => undefined) });
    const task = await taskWith();
    for (let i = 0; i < 200 && !served.log.join("").includes('"task-ended"'); i++)
      await new Promise((done) => setTimeout(done, 5));
    expect(served.log.join("")).toContain('"ending":"unwanted"');
    expect(world.told(task)).toHaveLength(1);
  });
});

describe("many tasks", () => {
  test("are judged a few at a time, all of them", async () => {
    let [now, most] = [0, 0];
    let free: (() => void) | undefined;
    const three = new Promise<void>((done) => (free = done));
    const judge = async (): Promise<TaskReport> => {
      most = Math.max(most, ++now);
      if (now === 3) setTimeout(() => free?.(), 30);
      await three;
      now--;
      return PASSED;
    };
    await restart({ judge }, { ...PATIENT, atOnce: 3 });
    const tasks = await Promise.all(Array.from({ length: 40 }, async () => taskWith()));
    for (const task of tasks) expect((await world.final(task)).status).toBe("passed");
    expect(most).toBe(3);
  });

  test("more than wait are told to come again, and may", async () => {
    const waiting: (() => void)[] = [];
    const judge = async (): Promise<TaskReport> => new Promise((done) => waiting.push(() => done(PASSED)));
    await restart({ judge }, { atOnce: 1, waiting: 1 });
    const tasks = [await taskWith(), await taskWith()];
    const third = world.request("{}");
    const text = JSON.stringify(third);
    const response = await fetch(served.url, {
      method: "POST",
      body: text,
      headers: { "x-tfc-task-signature": signed512(world.key, text) },
    });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
    const free = setInterval(() => waiting.shift()?.(), 5);
    for (const task of tasks) expect((await world.final(task)).status).toBe("passed");
    expect(await post(served.url, third, key())).toBe(200);
    expect((await world.final(String(third.task_result_id))).status).toBe("passed");
    clearInterval(free);
  });
});

describe("a server that stops", () => {
  test("lets its tasks end, and takes no more", async () => {
    await restart({ judge: async () => new Promise((done) => setTimeout(() => done(PASSED), 60)) }, { grace: 2000 });
    const task = await taskWith();
    await served.server.stop();
    expect((await world.final(task)).status).toBe("passed");
    await expect(fetch(served.url)).rejects.toThrow("fetch failed");
  });

  test("tells of each task that it did not judge, those that wait too", async () => {
    await restart({ judge: async () => new Promise(() => undefined) }, { atOnce: 1 });
    const tasks = [await taskWith(), await taskWith(), await taskWith()];
    await served.server.stop();
    for (const task of tasks)
      expect(world.told(task).at(-1)?.attributes).toEqual({
        status: "failed",
        message: "not judged: the server stopped before this plan was judged; start the run again",
      });
  });

  test("ends the grace where it is told twice, and tells the judge that nobody waits", async () => {
    const signals: AbortSignal[] = [];
    const judge: Judge = async (_plan, _name, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    await restart({ judge }, { grace: 60_000 });
    const task = await taskWith();
    while (signals.length === 0) await new Promise((done) => setTimeout(done, 5));
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await Promise.all([served.server.stop(), served.server.stop()]);
    expect((await world.final(task)).status).toBe("failed");
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test("stops where HCP Terraform does not answer either, and its log says what was not told", async () => {
    await restart({ judge: async () => new Promise(() => undefined) }, { lastWords: 50, silence: 60_000 });
    for (let i = 0; i < 10; i++) world.resultMisdeeds.push(() => undefined);
    await taskWith();
    await served.server.stop();
    expect(served.log.join("")).toContain('"ending":"untold"');
  });

  test("is not healthy any more", async () => {
    expect(await (await fetch(`${served.url}healthz`)).json()).toEqual({ status: "ok", running: 0, waiting: 0 });
    await restart({ judge: async () => new Promise(() => undefined) }, { grace: 100 });
    await taskWith();
    const health = await (await fetch(`${served.url}healthz`)).json();
    expect(health).toEqual({ status: "ok", running: 1, waiting: 0 });
  });
});

describe("the log", () => {
  test("is a JSON object a line, and no line holds a token, a key or the link of a plan", async () => {
    world.planMisdeeds.push(answer(500, world.token), (response) => {
      response.writeHead(307, { location: `http://evil.example.com/${world.token}` });
      response.end();
    });
    await world.final(await taskWith());
    await world.final(await taskWith({ workspace_name: `name ${world.token} \u001b[31m` }));
    await world.final(await taskWith({ plan_json_api_url: `https://evil.example.com/${world.token}` }));
    await post(
      served.url,
      world.request("{}", { task_result_callback_url: `https://${world.key}.example.com/` }),
      key(),
    );
    await served.server.stop();
    expect(served.log.length).toBeGreaterThan(6);
    for (const line of served.log) {
      expect(JSON.parse(line)).toMatchObject({ time: expect.any(String), level: expect.any(String) });
      expect(line).not.toContain(world.token);
      expect(line).not.toContain(world.key);
      expect(line).not.toContain("/v1/object/");
      expect(line.slice(0, -1)).not.toMatch(/\p{Cc}/u);
    }
  });
});
