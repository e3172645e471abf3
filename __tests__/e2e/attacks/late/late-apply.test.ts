import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../../lib/migration/stage";
import { role } from "../../../support/definitions/arns";
import { CREATOR } from "../../../support/definitions/definitions";
import { GuardBench, guarded, sentences } from "../../../support/guards/guard-bench";
import { jsonOf } from "../../../support/definitions/sample-stacks";
import { type TerraformResult, withMirror, type Workspace } from "../../../support/terraform/terraform";

const PATIENCE = 300_000;
const ARGS = ["-input=false", "-no-color"] as const;
const CHANGED = "aws-auth of cluster demo has changed since this plan was made";

const at = (stage: Stage): ClusterDefinition => guarded(stage, { render: "access" });

withMirror("kubernetes", "a plan that takes entries away, and one that takes rows away, made of one state", () => {
  let bench: GuardBench;
  let folder: Workspace;

  beforeAll(async () => {
    bench = await GuardBench.live(at("entries"), { creator: CREATOR });
    await bench.switchMode("API_AND_CONFIG_MAP");
    folder = bench.workspace();
    folder.write("cdk.tf.json", jsonOf(at("entries")));
    await folder.must("init", ...ARGS);
    await folder.keepProviders();
    await folder.must("apply", "-auto-approve", ...ARGS);
  }, PATIENCE);

  afterAll(async () => {
    folder.remove();
    await bench.stop();
  }, PATIENCE);

  async function plan(stage: Stage, file: string): Promise<void> {
    folder.write("cdk.tf.json", jsonOf(at(stage)));
    await folder.must("plan", `-out=${file}`, ...ARGS);
  }

  async function apply(file: string): Promise<TerraformResult> {
    return folder.run("apply", ...ARGS, file);
  }

  /** Whether somebody has a row, and an entry. */
  async function serves(name: string): Promise<readonly [row: boolean, entry: boolean]> {
    const { mapRoles = "" } = (await bench.kube.configMap("aws-auth")) ?? {};
    const principals = await bench.proxy.stateOf("demo").principals();
    return [mapRoles.includes(role(name)), principals.includes(role(name))];
  }

  test(
    "one after the other: Terraform refuses the second, whose state is another by then",
    async () => {
      await plan("dual", "entries-go");
      await plan("retire", "rows-go");
      expect((await apply("rows-go")).exitCode).toBe(0);
      const second = await apply("entries-go");
      expect([second.exitCode, sentences(second)]).toEqual([1, expect.stringContaining("Saved plan is stale")]);
      expect(await serves("admin")).toEqual([false, true]);
    },
    PATIENCE,
  );

  test(
    "at the same time: the lock of the state refuses one of them",
    async () => {
      folder.write("cdk.tf.json", jsonOf(at("entries")));
      const both = [1, 2].map(async () => folder.start("apply", "-auto-approve", ...ARGS).result);
      const results = await Promise.all(both);
      expect(results.map(({ exitCode }) => exitCode).sort()).toEqual([0, 1]);
      expect(results.map(sentences).join("\n")).toContain("Error acquiring the state lock");
      expect(await serves("admin")).toEqual([true, true]);
    },
    PATIENCE,
  );

  test(
    "no guard sees rows that somebody empties by hand before entries go: what Terraform destroys waits for nothing",
    async () => {
      await plan("dual", "entries-go");
      await bench.writeAwsAuth({ mapRoles: "[]\n" });
      const late = await apply("entries-go");
      expect([late.exitCode, sentences(late)]).toEqual([1, expect.stringContaining(CHANGED)]);
      expect(await serves("admin")).toEqual([false, false]);
    },
    PATIENCE,
  );

  test(
    "stage entries makes the entries anew and writes the rows",
    async () => {
      folder.write("cdk.tf.json", jsonOf(at("entries")));
      await folder.must("apply", "-auto-approve", ...ARGS);
      expect(await serves("admin")).toEqual([true, true]);
    },
    PATIENCE,
  );
});
