import { sendResult, type Sent } from "../../../lib/server/client/send-result";
import { allowedHosts } from "../../../lib/server/hosts/allowed-hosts";
import { type Limits, LIMITS } from "../../../lib/server/limits";
import { answer, HcpWorld, redirect, silent } from "../../support/hcp/hcp-world";
import { QUICK } from "../../support/hcp/served";

let world: HcpWorld;

beforeEach(async () => {
  world = await HcpWorld.start();
});

afterEach(async () => world.close());

async function send(limits: Partial<Limits> = {}): Promise<Sent> {
  const hosts = allowedHosts([world.url]);
  if ("problem" in hosts) throw new Error(hosts.problem);
  const { task_result_callback_url: url } = world.request("{}");
  const client = { hosts, limits: { ...LIMITS, ...QUICK, ...limits } };
  const callback = { url: String(url), token: world.token };
  return sendResult(callback, { status: "passed", message: "safe" }, { client, signal: new AbortController().signal });
}

describe("sendResult", () => {
  test("tells a result as the API has it", async () => {
    expect(await send()).toEqual({ kind: "taken" });
    expect(world.asked[0]?.body).toBe(
      '{"data":{"type":"task-results","attributes":{"status":"passed","message":"safe"}}}',
    );
  });

  test.each([500, 502, 429])("tells it again after %d", async (status) => {
    world.resultMisdeeds.push(answer(status), answer(status));
    expect(await send()).toEqual({ kind: "taken" });
    expect(world.asked).toHaveLength(3);
  });

  test("tells it no more often than it may", async () => {
    world.resultMisdeeds.push(...Array.from({ length: 9 }, () => answer(503)));
    expect(await send()).toEqual({ kind: "untold", problem: "the answer was 503" });
    expect(world.asked).toHaveLength(3);
  });

  test.each([401, 403, 404, 410])("%d says that nobody wants it", async (status) => {
    world.resultMisdeeds.push(answer(status));
    expect(await send()).toEqual({ kind: "unwanted" });
    expect(world.asked).toHaveLength(1);
  });

  test("422 is final", async () => {
    world.resultMisdeeds.push(answer(422));
    expect(await send()).toEqual({ kind: "untold", problem: "the answer was 422" });
    expect(world.asked).toHaveLength(1);
  });

  test("follows no redirect", async () => {
    world.resultMisdeeds.push(redirect(`${world.archiveUrl}/take`));
    expect(await send()).toEqual({ kind: "untold", problem: "the answer was 307" });
    expect(world.askedOfArchive).toEqual([]);
  });

  test("waits for no silent host", async () => {
    world.resultMisdeeds.push(silent);
    expect(await send({ silence: 40 })).toEqual({ kind: "taken" });
  });
});
