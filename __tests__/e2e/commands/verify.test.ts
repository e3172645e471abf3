import { importing } from "../../support/definitions/definitions";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordOf } from "../../../lib/plan/reading/plan-shape";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { cli, folderWith } from "../../support/cli/cli-run";
import { describeCall } from "../../support/eks/eks-proxy";
import { isWriting } from "../../support/eks/eks-request";
import { GuardBench } from "../../support/guards/guard-bench";
import { deviationRounds, LiveHand } from "../../support/live/live-deviations";
import { definitionAt, fileAt } from "../../support/live/verified-file";
import { Random } from "../../support/laws/random";
import { withMirror } from "../../support/terraform/terraform";

jest.setTimeout(1_800_000);

/** What is done to the running cluster behind the back of Terraform, several things at once. */
const DEVIATIONS = 200;

withMirror("kubernetes", "verify, after each apply of Terraform", () => {
  let bench: GuardBench;
  const cwd = folderWith({});
  const environment = { ...process.env };

  beforeAll(async () => {
    const first = importing(definitionAt("config-map"));
    bench = await GuardBench.live(first, { creator: role("cluster-creator") });
    await bench.kube.bind("developers", "developers", "view");
    await bench.init(first);
    await bench.apply(first);
    Object.assign(process.env, bench.reach);
  });

  afterAll(async () => {
    process.env = environment;
    await bench.stop();
  });

  /** What `verify` says at a stage: `code principal`, sorted; it changes nothing. */
  async function said(stage: Stage): Promise<{ readonly found: readonly string[]; readonly complete: unknown }> {
    writeFileSync(join(cwd, "demo.yaml"), fileAt(stage).replace("state.tfstate", "../../../states/demo.tfstate"));
    const before = bench.proxy.calls.length;
    const args = ["verify", "demo.yaml", "--context", "bench", "--format", "json"];
    const { stdout, stderr } = await cli(args, { cwd, env: process.env });
    expect(stderr).toBe("");
    const made = bench.proxy.calls.slice(before);
    expect(made.length).toBeGreaterThan(3);
    expect(made.filter(({ request }) => isWriting(request)).map(describeCall)).toEqual([]);
    const clusters: unknown = recordOf(JSON.parse(stdout)).clusters;
    const one = recordOf(Array.isArray(clusters) ? clusters[0] : undefined);
    const findings = Array.isArray(one.findings) ? one.findings.map(recordOf) : [];
    const found = findings.map(({ code, principal }) =>
      [code, principal].filter((part) => typeof part === "string").join(" "),
    );
    return { found: found.sort(), complete: one.complete };
  }

  async function isComplete(stage: Stage): Promise<void> {
    expect({ stage, ...(await said(stage)) }).toEqual({
      stage,
      found: stage === "config-map" ? ["verify-creator-hidden"] : [],
      complete: true,
    });
  }

  test("each stage is not complete before its plan is applied, and complete after it", async () => {
    await isComplete("config-map");
    for (const stage of ["dual", "entries"] as const) {
      expect((await said(stage)).complete).toBe(false);
      await bench.apply(definitionAt(stage));
      await isComplete(stage);
    }
  });

  test(`of ${DEVIATIONS} things that somebody does behind its back, names exactly each`, async () => {
    const { deviations } = new LiveHand(bench, definitionAt("entries"));
    const rounds = deviationRounds(deviations, DEVIATIONS, new Random(16));
    expect(rounds.flat()).toHaveLength(DEVIATIONS);
    expect(new Set(rounds.flat().map(({ name }) => name)).size).toBe(deviations.length);
    for (const round of rounds) {
      for (const { make } of round) await make();
      const names = round.map(({ name }) => name);
      expect({ names, found: (await said("entries")).found }).toEqual({
        names,
        found: round.flatMap(({ expected }) => expected).sort(),
      });
      for (const { undo } of round) await undo();
    }
    await isComplete("entries");
  });

  test("--wait sees what comes later", async () => {
    const { deviations } = new LiveHand(bench, definitionAt("entries"));
    const deleted = deviations.find(({ name }) => name === "entry deleted");
    await deleted?.make();
    const args = ["verify", "demo.yaml", "--context", "bench", "--wait", "60s"];
    const [waited] = await Promise.all([cli(args, { cwd, env: process.env }), later(async () => deleted?.undo())]);
    expect(waited.exitCode).toBe(0);
  });

  test("the rest of the way, and a row that is written back", async () => {
    for (const stage of STAGES.slice(STAGES.indexOf("retire"))) {
      expect((await said(stage)).complete).toBe(stage === "done");
      await bench.apply(definitionAt(stage));
      await isComplete(stage);
      if (stage !== "retire") continue;
      await bench.writeAwsAuth({
        mapRoles: `- { rolearn: "${role("dev")}", username: d }\n`,
        mapUsers: "",
        mapAccounts: "",
      });
      expect((await said(stage)).found).toEqual([`verify-row-written-back ${role("dev")}`]);
      await bench.writeAwsAuth({ mapRoles: "[]\n", mapUsers: "[]\n", mapAccounts: "[]\n" });
    }
  });
});

async function later(work: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await work();
}
