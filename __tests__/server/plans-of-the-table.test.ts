import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Readable } from "node:stream";
import { clustersJudge } from "../../lib/cli/serve/clusters-judge";
import { cli } from "../support/cli/in-process";
import { HcpWorld } from "../support/hcp/hcp-world";
import { post, serve, type Served } from "../support/hcp/served";
import { someOf } from "../support/laws/law-runs";
import { EXPECTED_PLANS } from "../support/reviews/case-reviews";

jest.setTimeout(120_000);

const TODAY = "2026-11-22";
const RULES = join(__dirname, "../rules");

/** The plans of the table in docs/testing.md: the test files that expect something of them are loaded, their tests are not run. */
function loadExpectedPlans(): void {
  const nothing = Object.assign(() => undefined, { each: () => () => undefined });
  const real = { describe, test };
  Object.assign(globalThis, {
    describe: Object.assign((_: string, body: () => void) => {
      body();
    }, nothing),
    test: nothing,
  });
  const load = createRequire(__filename);
  const files = readdirSync(join(RULES, "cases"), { recursive: true, encoding: "utf8" });
  const cases = files.filter((name) => name.endsWith(".test.ts")).map((name) => `cases/${name}`);
  for (const name of ["real-plans.test.ts", ...cases]) load(join(RULES, name));
  Object.assign(globalThis, real);
}

loadExpectedPlans();

/** What `eks-access review` says of the same bytes: a few plans of the table, made by hand, are no text that Terraform writes. */
async function reviewed(text: string): Promise<{ readonly status: string; readonly verdict: string | undefined }> {
  const { exitCode, stdout } = await cli(["review", "-", "--format", "json"], { input: text });
  const review: { readonly verdict?: string } = stdout === "" ? {} : JSON.parse(stdout);
  return { status: exitCode === 0 ? "passed" : "failed", verdict: review.verdict };
}

describe("the run task", () => {
  let world: HcpWorld;
  let served: Served;

  beforeAll(async () => {
    world = await HcpWorld.start();
    const output = { write: () => undefined };
    const stdin = Readable.from([]);
    const context = { stdin, stdout: output, stderr: output, env: {}, cwd: __dirname, today: TODAY };
    const judge = clustersJudge(context, { allow: [] }, () => TODAY);
    served = await serve(world, { judge }, { waiting: 1000, silence: 30_000, answerTime: 30_000 });
  });

  afterAll(async () => {
    await served.server.stop();
    await world.close();
  });

  test("judges each plan of the table as review does, with an outcome for each kind of finding", async () => {
    expect(EXPECTED_PLANS.length).toBeGreaterThan(200);
    const wrong: string[] = [];
    let unread = 0;
    for (const { what, plan, verdict, file } of someOf(EXPECTED_PLANS)) {
      const text = JSON.stringify(plan);
      const request = world.request(text);
      const task = String(request.task_result_id);
      expect(await post(served.url, request, { key: world.key })).toBe(200);
      const expected = await reviewed(text);
      const { status, message } = await world.final(task);
      const isRead = expected.verdict !== undefined;
      if (!isRead) unread += 1;
      if (isRead && file === undefined && expected.verdict !== verdict)
        wrong.push(`${what}: the review says ${expected.verdict}`);
      const words = isRead ? `${expected.verdict}: ` : "not judged: ";
      if (status !== expected.status || !message.includes(words)) wrong.push(`${what}: ${status}: ${message}`);
      const outcomes = world.told(task).flatMap(({ relationships }) => relationships?.outcomes.data ?? []);
      const ids = outcomes.map(({ attributes }) => attributes["outcome-id"]);
      if (isRead && (ids[0] !== "review" || new Set(ids).size !== ids.length)) wrong.push(`${what}: ${ids.join(", ")}`);
      if (isRead && status === "failed" && ids.length < 2) wrong.push(`${what}: no outcome says why`);
    }
    expect(unread).toBeLessThan(20);
    expect(wrong).toEqual([]);
    expect(JSON.stringify(world.askedOfArchive)).not.toContain(world.token);
  });
});
