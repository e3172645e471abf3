import { downloadPlan, type DownloadedPlan } from "../../../lib/server/client/download-plan";
import type { Limits } from "../../../lib/server/limits";
import { LIMITS } from "../../../lib/server/limits";
import { allowedHosts } from "../../../lib/server/hosts/allowed-hosts";
import { answer, HcpWorld, redirect, silent } from "../../support/hcp/hcp-world";
import { QUICK } from "../../support/hcp/served";

let world: HcpWorld;

beforeEach(async () => {
  world = await HcpWorld.start();
});

afterEach(async () => world.close());

async function download(limits: Partial<Limits> = {}, signal = new AbortController().signal): Promise<DownloadedPlan> {
  const hosts = allowedHosts([world.url, world.archiveUrl]);
  if ("problem" in hosts) throw new Error(hosts.problem);
  const { plan_json_api_url: url } = world.request('{"format_version":"1.2"}');
  const client = { hosts, limits: { ...LIMITS, ...QUICK, ...limits } };
  return downloadPlan({ url: String(url), token: world.token }, client, signal);
}

function textOf(downloaded: DownloadedPlan): string {
  return "plan" in downloaded ? Buffer.from(downloaded.plan).toString() : downloaded.problem;
}

const PLAN = '{"format_version":"1.2"}';

describe("downloadPlan", () => {
  test("asks the API with the token, and the archive without it", async () => {
    expect(textOf(await download())).toBe(PLAN);
    expect(world.asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${world.token}`]);
    expect(world.askedOfArchive).toHaveLength(1);
    expect(JSON.stringify(world.askedOfArchive)).not.toContain(world.token);
  });

  test("no later host gets the token back, the first one neither", async () => {
    world.archiveMisdeeds.push(redirect(`${world.url}/api/v2/plans/taskrs-1/json-output`));
    world.planMisdeeds.push(redirect(`${world.archiveUrl}/v1/object/taskrs-1`), answer(200, PLAN));
    expect(textOf(await download())).toBe(PLAN);
    expect(world.asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${world.token}`, undefined]);
  });

  test("keeps the token within one host, where Terraform Enterprise has its archive", async () => {
    world.planMisdeeds.push(redirect("/_archivist/v1/object/x"), answer(200, PLAN));
    expect(textOf(await download())).toBe(PLAN);
    expect(world.asked.map(({ url }) => url).at(-1)).toBe("/_archivist/v1/object/x");
  });

  test.each([301, 302, 303, 307, 308])("follows %d", async (status) => {
    world.planMisdeeds.push(redirect(`${world.archiveUrl}/v1/object/taskrs-1`, status));
    expect(textOf(await download())).toBe(PLAN);
  });

  test("asks again for a plan that is not finished", async () => {
    world.planMisdeeds.push(answer(204), answer(204));
    expect(textOf(await download())).toBe(PLAN);
    expect(world.asked).toHaveLength(3);
  });

  test("asks no more than it may", async () => {
    world.planMisdeeds.push(...Array.from({ length: 10 }, () => answer(204)));
    expect(textOf(await download())).toBe("the plan could not be fetched in 4 tries: the plan is not finished");
    expect(world.asked).toHaveLength(4);
  });

  test.each([500, 503, 429])("asks a host again that answers %d", async (status) => {
    world.planMisdeeds.push(answer(status));
    expect(textOf(await download())).toBe(PLAN);
  });

  test.each([403, 404, 410])(
    "gets a new link where the archive answers %d: the old one lived a minute",
    async (status) => {
      world.archiveMisdeeds.push(answer(status));
      expect(textOf(await download())).toBe(PLAN);
      expect(world.asked).toHaveLength(2);
    },
  );

  test.each([
    [422, "HCP Terraform has no JSON of this plan (422): it needs Terraform 0.12 or newer"],
    [401, "HCP Terraform did not show the plan: the answer was 401"],
    [404, "HCP Terraform did not show the plan: the answer was 404"],
    [202, "HCP Terraform did not show the plan: the answer was 202"],
  ])("a %d is final", async (status, problem) => {
    world.planMisdeeds.push(answer(status));
    expect(textOf(await download())).toBe(problem);
    expect(world.asked).toHaveLength(1);
  });

  test.each([
    ["http://169.254.169.254/latest/meta-data", "`http://169.254.169.254` is not allowed"],
    ["https://evil.example.com/plan", "`https://evil.example.com` is not allowed"],
    ["http://localhost:1/plan", "`http://localhost:1` is not allowed"],
    ["file:///etc/passwd", "`file:` is no scheme that is asked"],
    ["http://[", "307 that leads nowhere"],
  ])("does not follow to %s", async (location, problem) => {
    world.planMisdeeds.push(redirect(location));
    expect(textOf(await download())).toContain(`the plan was not fetched: ${problem}`);
  });

  test("does not follow without end", async () => {
    const round = Array.from({ length: 9 }, () => redirect("/again"));
    world.planMisdeeds.push(...round);
    expect(textOf(await download())).toBe("the plan was not fetched: more than 3 redirects");
    expect(world.asked).toHaveLength(4);
  });

  test("does not follow a redirect without a location", async () => {
    world.planMisdeeds.push(answer(307));
    expect(textOf(await download())).toBe("the plan was not fetched: 307 that leads nowhere");
  });

  test("takes no larger plan than it may, by its length or by what comes", async () => {
    expect(textOf(await download({ planBytes: 10 }))).toContain("an answer of more than 10 bytes");
    world.archiveMisdeeds.push((response) => {
      response.writeHead(200, { "transfer-encoding": "chunked" });
      response.write("x".repeat(50));
    });
    expect(textOf(await download({ planBytes: 30 }))).toContain("an answer of more than 30 bytes");
  });

  test("a host that lies about the length is asked again", async () => {
    world.archiveMisdeeds.push((response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write(PLAN);
      response.socket?.end();
    });
    expect(textOf(await download())).toBe(PLAN);
    expect(world.asked).toHaveLength(2);
  });

  test("a silent host is not waited for", async () => {
    world.planMisdeeds.push(silent);
    expect(textOf(await download({ silence: 40 }))).toBe(PLAN);
    world.planMisdeeds.push(silent, silent);
    expect(textOf(await download({ silence: 40, planTries: 2 }))).toMatch(/silent for 40 ms$/);
  });

  test("a host that drips is not waited for", async () => {
    const drip = setInterval(() => undefined, 10);
    const drips: NodeJS.Timeout[] = [];
    world.archiveMisdeeds.push((response) => {
      response.writeHead(200);
      drips.push(setInterval(() => response.write(" "), 10));
    });
    expect(textOf(await download({ silence: 200, answerTime: 100, planTries: 1 }))).toMatch(
      /no whole answer in 100 ms$/,
    );
    for (const one of [drip, ...drips]) clearInterval(one);
  });

  test("ends at once where the task is over", async () => {
    const over = new AbortController();
    world.planMisdeeds.push(answer(204));
    const downloaded = download({ firstDelay: 60_000, longestDelay: 60_000 }, over.signal);
    setTimeout(() => {
      over.abort();
    }, 30);
    expect(textOf(await downloaded)).toBe("stopped");
  });
});
