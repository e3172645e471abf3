import { connect } from "node:net";
import { answer, HcpWorld } from "../support/hcp/hcp-world";
import { PASSED, post, serve, type Served } from "../support/hcp/served";

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

describe("a request", () => {
  test("with the right signature is answered at once, then judged, then told", async () => {
    const task = await taskWith();
    expect(await world.final(task)).toEqual({ status: "passed", message: "safe" });
    const told = world.told(task);
    expect(told.map(({ type, attributes }) => [type, attributes.status])).toEqual([
      ["task-results", "running"],
      ["task-results", "running"],
      ["task-results", "passed"],
    ]);
    expect(told[1]?.relationships?.outcomes.data).toEqual([
      {
        type: "task-result-outcomes",
        attributes: { "outcome-id": "review", description: "all of it", body: "# all", tags: PASSED.outcomes[0]?.tags },
      },
    ]);
    const patch = world.asked.find(({ method }) => method === "PATCH");
    expect(patch?.headers).toMatchObject({
      "content-type": "application/vnd.api+json",
      authorization: `Bearer ${world.token}`,
    });
  });

  test("is answered while its plan is not there yet", async () => {
    world.planMisdeeds.push(answer(204), answer(204));
    const task = await taskWith();
    expect(world.told(task).every(({ attributes }) => attributes.status === "running")).toBe(true);
    expect((await world.final(task)).status).toBe("passed");
  });

  test.each([
    ["unsigned", ""],
    ["signed by another key", { key: "another" }],
    ["signed by nonsense", "zz"],
  ])("that is %s is refused, and nothing is asked of anybody", async (_, signature) => {
    expect(await post(served.url, world.request("{}"), signature)).toBe(401);
    expect(await post(served.url, '{"access_token":"test-token"}', signature)).toBe(401);
    expect(await post(served.url, "{", signature)).toBe(401);
    expect(world.asked).toEqual([]);
  });

  test("that tests the URL is answered, and calls nobody back", async () => {
    const body = '{"payload_version":1,"access_token":"test-token","stage":"test"}';
    expect(await post(served.url, body, key())).toBe(200);
    expect(world.asked).toEqual([]);
  });

  test("that is signed and no JSON is 400", async () => {
    expect(await post(served.url, "{", key())).toBe(400);
  });

  test("with a signature is 400 where no key is configured, one without is taken", async () => {
    await served.server.stop();
    served = await serve(world, {}, { isUnsigned: true });
    expect(await post(served.url, world.request("{}"), "00")).toBe(400);
    expect(await post(served.url, world.request("{}"), "")).toBe(200);
  });

  test("that comes again is answered, and worked on once", async () => {
    const request = world.request("{}");
    expect(await post(served.url, request, key())).toBe(200);
    await world.final(String(request.task_result_id));
    const asked = world.asked.length;
    expect(await post(served.url, request, key())).toBe(200);
    expect(await post(served.url, request, key())).toBe(200);
    await new Promise((done) => setTimeout(done, 50));
    expect(world.asked).toHaveLength(asked);
    expect(served.log.filter((line) => line.includes('"task-repeated"'))).toHaveLength(2);
  });

  test("of the journal's ended tasks is not worked on again", async () => {
    const request = world.request("{}");
    await restart({ ended: [String(request.task_result_id)] });
    expect(await post(served.url, request, key())).toBe(200);
    await new Promise((done) => setTimeout(done, 50));
    expect(world.asked).toEqual([]);
  });

  test("that cannot be written to the journal is not taken, and may come again", async () => {
    let isFull = true;
    await restart({
      journal: {
        accepted: async () => (isFull ? Promise.reject(new Error("ENOSPC: no space left")) : Promise.resolve()),
        ended: async () => Promise.resolve(),
      },
    });
    const request = world.request("{}");
    expect(await post(served.url, request, key())).toBe(500);
    isFull = false;
    expect(await post(served.url, request, key())).toBe(200);
    expect((await world.final(String(request.task_result_id))).status).toBe("passed");
  });

  test("with a callback to a host that is not allowed is refused, and the host hears nothing", async () => {
    const other = await HcpWorld.start();
    const url = `${other.url}/api/v2/task-results/x/callback`;
    expect(await post(served.url, world.request("{}", { task_result_callback_url: url }), key())).toBe(400);
    expect(other.asked).toEqual([]);
    expect(served.log.join("")).toContain("task_result_callback_url: `http://127.0.0.1:");
    await other.close();
  });

  test("with a body that is too large is 413, by its length or by what comes", async () => {
    await restart({}, { requestBytes: 1000 });
    const large = JSON.stringify(world.request("{}", { run_message: "x".repeat(2000) }));
    expect(await post(served.url, large, key())).toBe(413);
    const status = await new Promise<string>((done, failed) => {
      const socket = connect(served.server.port, "127.0.0.1");
      socket.on("data", (data) => done(data.toString().split("\r\n")[0] ?? "")).on("error", failed);
      socket.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      socket.write(`7d0\r\n${"x".repeat(2000)}\r\n`);
    });
    expect(status).toBe("HTTP/1.1 413 Payload Too Large");
    expect(world.asked).toEqual([]);
  });

  test("that does not come to its end is not waited for", async () => {
    const got = await new Promise<string>((done) => {
      let text = "";
      const socket = connect(served.server.port, "127.0.0.1");
      socket.on("data", (data) => (text += data.toString())).on("close", () => done(text));
      socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    });
    expect(got.split("\r\n")[0]).toBe("HTTP/1.1 408 Request Timeout");
  });

  test("for the health of the server is answered by either method of load balancers", async () => {
    for (const method of ["GET", "HEAD"]) {
      const { status, headers } = await fetch(new URL("/healthz", served.url), { method });
      expect([method, status, headers.get("content-type")]).toEqual([method, 200, "application/json"]);
    }
  });

  test("of another method is 405", async () => {
    expect((await fetch(served.url, { method: "HEAD" })).status).toBe(405);
    expect((await fetch(served.url)).status).toBe(405);
    expect((await fetch(served.url, { method: "PUT", body: "{}" })).status).toBe(405);
  });
});
