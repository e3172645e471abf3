import { readSources } from "../../../lib/sources/read-sources";
import { role } from "../../support/definitions/arns";
import { cli, folderWith } from "../../support/cli/cli-run";
import { schemaErrors } from "../../support/cli/output-schema";
import { describeCall } from "../../support/eks/eks-proxy";
import { GuardBench, guarded } from "../../support/guards/guard-bench";
import { isWriting } from "../../support/eks/eks-request";
import { withMirror } from "../../support/terraform/terraform";

jest.setTimeout(300_000);

withMirror("kubernetes", "a live cluster, read by its API and the Kubernetes API", () => {
  let bench: GuardBench;
  const environment = { ...process.env };

  beforeAll(async () => {
    bench = await GuardBench.live(guarded("entries"), { creator: role("cluster-creator") });
    await bench.switchMode("API_AND_CONFIG_MAP");
    await bench.makeEntries(guarded("entries"));
    Object.assign(process.env, bench.reach);
  });

  afterAll(async () => {
    process.env = environment;
    await bench.stop();
  });

  const live = ["--cluster", "demo", "--context", "bench"];

  async function dump(): Promise<string> {
    const { exitCode, stdout, stderr } = await cli(["collect", ...live], { env: process.env });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.not.stringMatching("aws-auth") });
    return stdout;
  }

  test("is told whole: mode, rows, entries, policies, roles, the API server's authority, RBAC; nothing is changed", async () => {
    const before = bench.proxy.calls.length;
    const text = await dump();
    expect(schemaErrors("collect", text)).toEqual([]);
    const told = readSources([{ name: "live.json", text }]).live;
    expect(told).toMatchObject({ cluster: { name: "demo", mode: "API_AND_CONFIG_MAP" }, rbac: { missing: [] } });
    expect(told.entryPrincipals).toEqual(expect.arrayContaining([role("admin"), role("dev"), role("cluster-creator")]));
    expect(told.entries.find(({ principalArn }) => principalArn === role("cluster-creator"))?.policies).toHaveLength(1);
    expect(told.entries.map(({ principalArn, isOlderThanRole }) => [principalArn, isOlderThanRole])).toEqual(
      expect.arrayContaining([[role("admin"), false]]),
    );
    expect(typeof told.awsAuth === "object" && told.awsAuth.roles.map(({ row }) => row.rolearn)).toEqual(
      expect.arrayContaining([role("admin"), role("dev"), role("node")]),
    );
    expect(told.rootCa).toContain("BEGIN CERTIFICATE");
    const made = bench.proxy.calls.slice(before);
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter(({ request }) => isWriting(request)).map(describeCall)).toEqual([]);
    expect(text).not.toContain(bench.reach.TF_VAR_kubernetes_token ?? "no token");
  });

  test("import of the live cluster is import of its dump, and changes nothing", async () => {
    const before = bench.proxy.calls.length;
    const whole = await cli(["import", ...live], { env: process.env });
    const made = bench.proxy.calls.slice(before);
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter(({ request }) => isWriting(request)).map(describeCall)).toEqual([]);
    const dumped = await cli(["import", "live.json"], { cwd: folderWith({ "live.json": await dump() }) });
    expect(whole.stdout).toContain("stage: entries");
    expect(whole.stdout).toBe(dumped.stdout);
  });
});
