import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import type { Stage } from "../../../lib/migration/stage";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import { role } from "../../support/definitions/arns";
import { before, judged } from "../../support/terraform/before";
import { CREATOR } from "../../support/definitions/definitions";
import { GuardBench, sentences } from "../../support/guards/guard-bench";
import { findingsOf, reviewed } from "../../support/reviews/review-clusters";
import { atStage, cluster, withEntry } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { withMirror, type Workspace } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const ROWS = "kubernetes_config_map_v1_data.aws_auth";
const ENTRIES = ["admin", "break_glass", "dev", "node", "spare"].map((key) => `aws_eks_access_entry.${key}`);
const REFUSED = "Error: Instance cannot be destroyed";

withMirror("kubernetes", "an AccessStack of a running cluster, before and after its access was protected", () => {
  const then = before("protected-access", "demo");
  const { definition } = judged(then);
  let bench: GuardBench;
  let folder: Workspace;

  beforeAll(async () => {
    bench = await GuardBench.live({ ...cluster({ stage: "entries" }), ...definition }, { creator: CREATOR });
    await bench.switchMode("API_AND_CONFIG_MAP");
    folder = bench.workspace();
    folder.write("cdk.tf.json", then.json);
    await folder.must("init", "-input=false", "-no-color");
    await folder.keepProviders();
    await folder.must("apply", "-input=false", "-no-color", "-auto-approve");
  }, PATIENCE);

  afterAll(async () => {
    folder.remove();
    await bench.stop();
  }, PATIENCE);

  /** A saved plan: what Terraform says, and the addresses of what it destroys, sorted; none where Terraform refuses it. */
  async function plan(json: string, ...args: readonly string[]) {
    folder.write("cdk.tf.json", json);
    const result = await folder.run("plan", "-input=false", "-no-color", "-out=saved", ...args);
    const said = sentences(result);
    if (result.exitCode !== 0) return { isRefused: true, said, destroyed: [], json: "" };
    const shown = await folder.must("show", "-json", "saved");
    const { resource_changes: changes = [] } = planOf(shown);
    const destroyed = changes.filter(({ change }) => change.actions.includes("delete")).map(({ address }) => address);
    return { isRefused: false, said, destroyed: destroyed.sort(), json: shown };
  }

  const planned = async (one: ClusterDefinition, ...args: readonly string[]) => plan(jsonOf(one), ...args);
  const applySaved = async (): Promise<string> => folder.must("apply", "-input=false", "-no-color", "saved");
  const at = (stage: Stage): ClusterDefinition => atStage(definition, stage);

  function without(key: string): ClusterDefinition {
    const kept = Object.entries(definition.accessEntries).filter(([each]) => each !== key);
    return { ...definition, accessEntries: Object.fromEntries(kept) };
  }

  test(
    "terraform destroy took every entry away, and mapRoles, node rows included",
    async () => {
      const { isRefused, destroyed, json } = await plan(then.json, "-destroy");
      expect(isRefused).toBe(false);
      expect(destroyed).toEqual(expect.arrayContaining([...ENTRIES, ROWS]));
      const rows = planOf(json).resource_changes?.find(({ address }) => address === ROWS)?.change;
      expect(JSON.stringify(rows?.before)).toContain("system:nodes");
      expect(rows?.after).toBeNull();
    },
    PATIENCE,
  );

  test(
    "a principal changed under its key was a replacement, and the plan passed",
    async () => {
      const json = then.json.replaceAll(role("spare"), role("other"));
      expect((await plan(json)).destroyed).toEqual(["aws_eks_access_entry.spare"]);
    },
    PATIENCE,
  );

  test(
    "today's JSON of the same file changes the marker alone, once",
    async () => {
      expect((await planned(definition)).said).toMatch(
        /# terraform_data\.stage will be updated in-place .* Plan: 0 to add, 1 to change, 0 to destroy/,
      );
      await applySaved();
      expect((await planned(definition)).said).toContain("No changes.");
    },
    PATIENCE,
  );

  test.each([[["-destroy"]], [["-destroy", `-target=${ROWS}`]], [[`-replace=${ROWS}`]]])(
    "terraform plan %s is refused",
    async (args) => {
      const { said } = await planned(definition, ...args);
      expect(said).toContain(REFUSED);
      const addresses = args.length === 1 && args[0] === "-destroy" ? [...ENTRIES, ROWS] : [ROWS];
      for (const address of addresses) expect(said).toContain(`Resource ${address} has lifecycle.prevent_destroy set`);
    },
    PATIENCE,
  );

  test(
    "terraform destroy passes where the file says `protect: false`",
    async () => {
      const open = { ...definition, terraform: { ...definition.terraform, protect: false } };
      expect((await planned(open, "-destroy")).destroyed).toEqual(expect.arrayContaining([...ENTRIES, ROWS]));
    },
    PATIENCE,
  );

  test(
    "a changed principal is refused under its old key, and passes under a new one",
    async () => {
      await bench.createRole("other");
      const changed = withEntry(definition, "spare", { principalArn: role("other") });
      expect((await planned(changed)).said).toContain("Resource aws_eks_access_entry.spare has lifecycle");
      const { accessEntries } = without("spare");
      const spare = { principalArn: role("other"), type: "EC2_LINUX" } as const;
      const { said, destroyed } = await planned({ ...definition, accessEntries: { ...accessEntries, other: spare } });
      expect(said).toMatch(/Plan: 1 to add, [01] to change, 1 to destroy/);
      expect(destroyed).toEqual(["aws_eks_access_entry.spare"]);
    },
    PATIENCE,
  );

  test(
    "a key that leaves the file takes its entry away, which review names",
    async () => {
      const text = then.text.replace(/^ {2}spare: .*\n/m, "");
      const { cluster: file } = parseClusterFile("clusters/demo.yaml", text);
      if (file === undefined) throw new Error("the file is refused");
      const { destroyed, json } = await planned(file.staged.definition);
      expect(destroyed).toEqual(["aws_eks_access_entry.spare"]);
      const found = findingsOf(reviewed(planOf(json), file)).filter(({ code }) => code === "entry-removed");
      expect(found.map(({ message }) => message)).toEqual([
        "the access entry of role spare is removed: the cluster file no longer has its key `spare`",
      ]);
    },
    PATIENCE,
  );

  test(
    "a changed type takes two plans",
    async () => {
      const windows = withEntry(definition, "spare", { type: "EC2_WINDOWS" });
      expect((await planned(windows)).said).toContain("Resource aws_eks_access_entry.spare has lifecycle");
      await planned(without("spare"));
      await applySaved();
      expect((await planned(windows)).said).toMatch(/Plan: 1 to add, [01] to change, 0 to destroy/);
      await applySaved();
      expect(await bench.proxy.stateOf("demo").principals()).toContain(role("spare"));
      await planned(without("spare"));
      await applySaved();
      await planned(definition);
      await applySaved();
    },
    PATIENCE,
  );

  test(
    "rows that are given to somebody else are forgotten, and none are taken over from a module: its state has the cluster too",
    async () => {
      const { awsAuth = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] } } = definition;
      const foreign = { ...definition, awsAuth: { ...awsAuth, manageAwsAuthConfigmap: false } };
      const { destroyed, json } = await planned(foreign);
      const rows = planOf(json).resource_changes?.find(({ address }) => address === ROWS);
      expect([destroyed, rows?.change.actions]).toEqual([[], ["forget"]]);
      const adopting = { ...definition, adopt: { awsAuthModule: "module.aws_auth" } };
      await expect(planned(adopting)).rejects.toThrow("adopt-access");
    },
    PATIENCE,
  );

  test(
    "an entry that Terraform calls tainted is refused, until it is untainted or deleted by hand",
    async () => {
      await folder.must("taint", "aws_eks_access_entry.spare");
      expect((await planned(definition)).said).toContain("Resource aws_eks_access_entry.spare has lifecycle");
      await folder.must("untaint", "aws_eks_access_entry.spare");
      expect((await planned(definition)).said).toContain("No changes.");
      await folder.must("taint", "aws_eks_access_entry.spare");
      await bench.changeEntry("DELETE", role("spare"));
      expect((await planned(definition)).said).toMatch(/Plan: 1 to add, [01] to change, 0 to destroy/);
      await applySaved();
      expect((await planned(definition)).said).toContain("No changes.");
    },
    PATIENCE,
  );

  /** The entry of a role that was deleted and made again is deleted by the AWS command line: this is its call. */
  const repairs = (stage: Stage): void => {
    test(
      `at ${stage}, an entry whose role was made anew is deleted by hand and made again by the next plan, with its policy`,
      async () => {
        await bench.iam("DeleteRole", { RoleName: "dev" });
        await bench.createRole("dev");
        const replacing = await planned(at(stage), "-replace=aws_eks_access_entry.dev");
        expect(replacing.said).toContain("Resource aws_eks_access_entry.dev has lifecycle.prevent_destroy set");
        await bench.changeEntry("DELETE", role("dev"));
        expect((await planned(at(stage))).said).toMatch(/Plan: 2 to add, [01] to change, 0 to destroy/);
        await applySaved();
        expect(await bench.proxy.stateOf("demo").principals()).toContain(role("dev"));
        expect(await bench.proxy.stateOf("demo").policies(role("dev"))).toHaveLength(1);
        expect((await planned(at(stage))).said).toContain("No changes.");
      },
      PATIENCE,
    );
  };

  const takes = (stage: Stage, what: string, check: () => Promise<unknown>): void => {
    test(
      `${stage} ${what}`,
      async () => {
        expect((await planned(at(stage))).isRefused).toBe(false);
        await applySaved();
        await check();
      },
      PATIENCE,
    );
  };

  const rowsAre = async (text: string | undefined): Promise<void> => {
    const { mapRoles } = (await bench.kube.configMap("aws-auth")) ?? {};
    expect(mapRoles?.trim()).toBe(text);
  };

  repairs("entries");
  takes("retire", "empties the rows by an update", async () => rowsAre("[]"));
  repairs("retire");
  takes("api", "leaves the rows empty", async () => rowsAre("[]"));
  test("whoever manages the cluster switches it to API", async () => {
    await bench.switchMode("API");
    const mode = { cluster: { accessConfig: { authenticationMode: "API" } } };
    expect(await bench.eks("GET", "/clusters/demo")).toMatchObject(mode);
  });
  repairs("api");
  takes("done", "takes the rows out of the ConfigMap", async () => rowsAre(undefined));
  repairs("done");
});

function planOf(json: string) {
  const read = parsePlan(json);
  if (read.kind !== "plan") throw new Error("no plan");
  return read.plan;
}
