import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { rowsOf } from "../../../lib/migration/file-rows";
import { ACCOUNT } from "../../support/definitions/arns";
import { before, judged } from "../../support/terraform/before";
import { CREATOR } from "../../support/definitions/definitions";
import { isWriting } from "../../support/eks/eks-request";
import { GuardBench, sentences } from "../../support/guards/guard-bench";
import { cluster, withEntry } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { withMirror, type Workspace } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const EVE = `- userarn: arn:aws:iam::${ACCOUNT}:user/eve\n  groups: [on-call]\n`;
const CHANGED =
  "aws-auth of cluster demo has changed since this plan was made: nothing that depends on it was applied; plan the stage of the cluster file again [changed-since-plan].";

/** What a plan is made of, and what is applied of it later. */
class Folder {
  constructor(
    private readonly bench: GuardBench,
    private readonly workspace: Workspace,
  ) {}

  async init(json: string): Promise<void> {
    this.workspace.write("cdk.tf.json", json);
    await this.workspace.must("init", "-input=false", "-no-color");
    await this.workspace.keepProviders();
  }

  /** Plans, saved; its text. */
  async plan(json: string): Promise<string> {
    this.workspace.write("cdk.tf.json", json);
    return this.workspace.must("plan", "-input=false", "-no-color", "-out=saved");
  }

  /** Applies the saved plan: its exit code and sentences, and how many calls of EKS wrote. */
  async apply(): Promise<{ readonly exitCode: number; readonly said: string; readonly writes: number }> {
    const at = this.bench.proxy.calls.length;
    const result = await this.workspace.run("apply", "-input=false", "-no-color", "saved");
    const writes = this.bench.proxy.calls.slice(at).filter(({ request }) => isWriting(request)).length;
    return { exitCode: result.exitCode, said: sentences(result), writes };
  }

  remove(): void {
    this.workspace.remove();
  }
}

withMirror("kubernetes", "a row that appears between a plan within a stage and its apply", () => {
  const then = before("protected-access", "demo");
  const { definition } = judged(then);
  const rows = encodeAwsAuth(rowsOf(definition));
  const now = jsonOf(definition);
  let bench: GuardBench;
  let folder: Folder;

  beforeAll(async () => {
    bench = await GuardBench.live({ ...cluster({ stage: "entries" }), ...definition }, { creator: CREATOR });
    await bench.switchMode("API_AND_CONFIG_MAP");
    folder = new Folder(bench, bench.workspace());
    await folder.init(then.json);
    await folder.plan(then.json);
    await folder.apply();
  }, PATIENCE);

  afterAll(async () => {
    folder.remove();
    await bench.stop();
  }, PATIENCE);

  const drift = async (): Promise<void> => bench.writeAwsAuth({ ...rows, mapRoles: `# by hand\n${rows.mapRoles}` });
  const eveJoins = async (): Promise<void> => bench.writeAwsAuth({ ...rows, mapUsers: EVE });
  const users = async (): Promise<string | undefined> => (await bench.kube.configMap("aws-auth"))?.mapUsers;

  test(
    "was wiped by the JSON of that time",
    async () => {
      await drift();
      expect(await folder.plan(then.json)).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
      await eveJoins();
      expect(await folder.apply()).toMatchObject({ exitCode: 0 });
      expect((await users())?.trim()).toBe("[]");
    },
    PATIENCE,
  );

  test(
    "a state of that time sees one update of the marker",
    async () => {
      const plan = await folder.plan(now);
      expect(plan).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
      expect(plan).toContain("# terraform_data.stage will be updated in-place");
      await folder.apply();
      expect(await folder.plan(now)).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "stays, and the plan is refused while it is applied",
    async () => {
      await drift();
      expect(await folder.plan(now)).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
      await eveJoins();
      const { exitCode, said, writes } = await folder.apply();
      expect([exitCode, writes]).toEqual([1, 0]);
      expect(said).toContain(CHANGED);
      expect(await users()).toBe(EVE);
    },
    PATIENCE,
  );

  test(
    "a plan that changes an entry alone is refused too",
    async () => {
      await bench.writeAwsAuth(rows);
      const more = withEntry(definition, "dev", { kubernetesGroups: ["developers", "on-call"] });
      await folder.plan(jsonOf(more));
      await eveJoins();
      const { exitCode, said, writes } = await folder.apply();
      expect([exitCode, writes]).toEqual([1, 0]);
      expect(said).toContain(CHANGED);
      expect(await users()).toBe(EVE);
    },
    PATIENCE,
  );

  test(
    "drift alone is repaired by the saved plan, and the next one has no changes",
    async () => {
      await drift();
      await folder.plan(now);
      expect(await folder.apply()).toMatchObject({ exitCode: 0 });
      expect(await bench.kube.configMap("aws-auth")).toEqual(rows);
      expect(await folder.plan(now)).toContain("No changes.");
    },
    PATIENCE,
  );
});

withMirror("kubernetes", "a row that appears between the first plan, which imports, and its apply", () => {
  const then = before("import-first", "demo");
  const { definition } = judged(then);
  const rows = encodeAwsAuth(rowsOf(definition));
  const now = jsonOf(definition);
  let bench: GuardBench;
  const folders: Folder[] = [];

  beforeAll(async () => {
    bench = await GuardBench.live(definition);
    const arn = `arn:aws:eks:ap-northeast-2:${ACCOUNT}:cluster/demo`;
    await bench.eks("POST", `/tags/${encodeURIComponent(arn)}`, { tags: { "terraform-aws-modules": "eks" } });
  }, PATIENCE);

  afterAll(async () => {
    for (const folder of folders) folder.remove();
    await bench.stop();
  }, PATIENCE);

  async function folderFor(json: string): Promise<Folder> {
    const folder = new Folder(bench, bench.workspace());
    folders.push(folder);
    await folder.init(json);
    return folder;
  }

  const eveJoins = async (): Promise<void> => bench.writeAwsAuth({ ...rows, mapUsers: EVE });
  const users = async (): Promise<string | undefined> => (await bench.kube.configMap("aws-auth"))?.mapUsers;

  test(
    "was wiped by the JSON of that time",
    async () => {
      const folder = await folderFor(then.json);
      expect(await folder.plan(then.json)).toContain("Plan: 1 to import, 1 to add, 0 to change, 0 to destroy.");
      await eveJoins();
      expect(await folder.apply()).toMatchObject({ exitCode: 0 });
      expect((await users())?.trim()).toBe("[]");
    },
    PATIENCE,
  );

  test(
    "stays: the plan adds the marker beside the rows, and is refused while it is applied; without the row it passes",
    async () => {
      await bench.writeAwsAuth(rows);
      const folder = await folderFor(now);
      const plan = await folder.plan(now);
      expect(plan).toContain("Plan: 1 to import, 2 to add, 0 to change, 0 to destroy.");
      expect(plan).toContain("# terraform_data.stage will be created");
      await eveJoins();
      const { exitCode, said, writes } = await folder.apply();
      expect([exitCode, writes]).toEqual([1, 0]);
      expect(said).toContain(CHANGED);
      expect(await users()).toBe(EVE);
      await bench.writeAwsAuth(rows);
      await folder.plan(now);
      expect(await folder.apply()).toMatchObject({ exitCode: 0 });
      expect(await folder.plan(now)).toContain("No changes.");
    },
    PATIENCE,
  );
});
