import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { before, judged } from "../../support/terraform/before";
import { CREATOR } from "../../support/definitions/definitions";
import { isWriting } from "../../support/eks/eks-request";
import { entryNotThere } from "../../support/guards/entry-not-there";
import { GuardBench, sentences } from "../../support/guards/guard-bench";
import { atStage } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const WORKERS = role("workers");

withMirror("kubernetes", "api, the last switch, when rows are empty", () => {
  const then = before("last-switch", "demo");
  const { definition } = judged(then);
  const now = jsonOf(definition);
  const at = (stage: Stage): ClusterDefinition => atStage(definition, stage);
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(at("config-map"), { creator: CREATOR });
    const subnets = ["subnet-0a1b2c3d4e5f60001"];
    await bench.eks("POST", "/clusters/demo/node-groups", { nodegroupName: "blue", nodeRole: WORKERS, subnets });
    for (const stage of ["dual", "entries", "retire"] as const) await bench.apply(at(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  /** What Terraform says to a plan, and whether it refuses it; no plan writes. */
  async function planned(json: string): Promise<{ readonly exitCode: number; readonly said: string }> {
    const first = bench.proxy.calls.length;
    const result = await bench.runJson(json, "plan", "-out=saved");
    expect(bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request))).toEqual([]);
    return { exitCode: result.exitCode, said: sentences(result) };
  }

  async function createEntry(principalArn: string, type: string): Promise<void> {
    await bench.eks("POST", "/clusters/demo/access-entries", { principalArn, type });
  }

  test(
    "passes where everybody's entry is live, and Kubernetes' rows are empty",
    async () => {
      expect((await bench.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
      expect(await planned(now)).toMatchObject({ exitCode: 0 });
    },
    PATIENCE,
  );

  const attacks = {
    "the entry of an expected node role vanished": {
      edit: () => bench.changeEntry("DELETE", WORKERS),
      undo: () => createEntry(WORKERS, "EC2_LINUX"),
      said: entryNotThere(WORKERS),
    },
    "the entry of an expected node role has another type": {
      edit: async () => {
        await bench.changeEntry("DELETE", WORKERS);
        await createEntry(WORKERS, "EC2_WINDOWS");
      },
      undo: async () => {
        await bench.changeEntry("DELETE", WORKERS);
        await createEntry(WORKERS, "EC2_LINUX");
      },
      said: "The live access entry of role workers in cluster demo (EC2_WINDOWS, ",
    },
    "the creator's entry vanished": {
      edit: () => bench.changeEntry("DELETE", CREATOR),
      undo: () => createEntry(CREATOR, "STANDARD"),
      said: entryNotThere(CREATOR),
    },
    "somebody changed the groups of a declared entry": {
      edit: () => bench.changeEntry("POST", role("dev"), { kubernetesGroups: [] }),
      undo: () => bench.changeEntry("POST", role("dev"), { kubernetesGroups: ["developers"] }),
      said: "write migration.stage: retire and apply it, which corrects the entry, and then api [entry-not-live].",
    },
    "the break-glass role was deleted": {
      edit: () => bench.iam("DeleteRole", { RoleName: "break-glass" }),
      undo: () => bench.createRole("break-glass"),
      said: `IAM has no ${role("break-glass")}, and access_entries of the cluster file of demo declares an entry for it`,
    },
  };

  test.each(Object.entries(attacks))(
    "%s: the JSON of that time passes, today's is refused, and passes when that is undone",
    async (name, { edit, undo, said }) => {
      await edit();
      expect(await planned(then.json)).toMatchObject({ exitCode: 0 });
      const refused = await planned(now);
      expect(refused.exitCode).toBe(1);
      expect(refused.said).toMatch(said);
      await undo();
      if (name === "the break-glass role was deleted") {
        const outdated = await planned(now);
        expect(outdated.exitCode).toBe(1);
        expect(outdated.said).toMatch(
          /IAM role break-glass was made at .*--principal-arn arn:\S+role\/break-glass\).*\[entry-outdated\]/,
        );
        await bench.changeEntry("DELETE", role("break-glass"));
        await bench.apply(at("retire"));
      }
      expect(await planned(now)).toMatchObject({ exitCode: 0 });
    },
    PATIENCE,
  );

  test(
    "the JSON of that time switches while a node role has no entry: nobody serves its nodes any more, and there is no way back",
    async () => {
      await bench.changeEntry("DELETE", WORKERS);
      expect(await planned(then.json)).toMatchObject({ exitCode: 0 });
      const first = bench.proxy.calls.length;
      await bench.applySaved();
      const writes = bench.proxy.calls.slice(first).filter(({ request }) => isWriting(request));
      expect(writes.map(({ request: { operation }, status }) => [operation, status])).toEqual([
        ["UpdateClusterConfig", 200],
      ]);
      expect(await bench.proxy.stateOf("demo").mode()).toBe("API");
      expect(await bench.proxy.stateOf("demo").principals()).not.toContain(WORKERS);
    },
    PATIENCE,
  );

  test(
    "once the mode is API a plan that repairs an entry passes",
    async () => {
      await bench.changeEntry("DELETE", role("dev"));
      const { exitCode, said } = await planned(now);
      expect(exitCode).toBe(0);
      expect(said).toContain("# aws_eks_access_entry.dev will be created");
      await bench.applySaved();
      expect(await bench.proxy.stateOf("demo").principals()).toContain(role("dev"));
    },
    PATIENCE,
  );
});
