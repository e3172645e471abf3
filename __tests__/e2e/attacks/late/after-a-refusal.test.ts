import { encodeAwsAuth } from "../../../../lib/access/aws-auth/aws-auth-encode";
import { awsAuthOf, type RoleRow } from "../../../../lib/access/aws-auth/aws-auth";
import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";
import { parsePlan } from "../../../../lib/plan/reading/read-plan";
import { ACCOUNT, role } from "../../../support/definitions/arns";
import { ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../../../support/definitions/definitions";
import { isWriting } from "../../../support/eks/eks-request";
import { GuardBench, guarded, sentences } from "../../../support/guards/guard-bench";
import { migrating } from "../../../support/guards/guard-cases";
import { reviewed } from "../../../support/reviews/review-clusters";
import { withMirror } from "../../../support/terraform/terraform";

const PATIENCE = 900_000;
const EVE = `[{"userarn": "arn:aws:iam::${ACCOUNT}:user/eve"}]`;
const CHANGED = "aws-auth of cluster demo has changed since this plan was made";
const TWICE = 2;
const MARKER = "-replace=terraform_data.stage";
/** What `dev` is given by hand, and its entry does not give. */
const MORE: RoleRow = { ...DEV_ROW, groups: ["developers", "on-call"] };

/** The first wave is in: `dev` has a row and no entry. */
const first = (): ClusterDefinition => migrating({ stage: "entries", wave: 1 });
const second = (): ClusterDefinition => migrating({ stage: "entries", wave: 2 });

withMirror("kubernetes", "an apply that the second read refuses, and the plans after it", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(guarded("config-map"), { creator: CREATOR });
    await bench.apply(guarded("dual"));
    await bench.apply(first());
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  const liveRows = async (...rows: readonly RoleRow[]): Promise<void> =>
    bench.writeAwsAuth(encodeAwsAuth(awsAuthOf(rows)));
  const asInFile = async (): Promise<void> => liveRows(ADMIN_ROW, DEV_ROW, NODE_ROW);
  const byHand = async (): Promise<void> => liveRows(ADMIN_ROW, MORE, NODE_ROW);
  const principals = async (): Promise<readonly string[]> => bench.proxy.stateOf("demo").principals();

  /** Applies the saved plan: what Terraform says, and how many calls of EKS wrote. */
  async function applied(): Promise<{ readonly exitCode: number; readonly said: string; readonly writes: number }> {
    const at = bench.proxy.calls.length;
    const result = await bench.runSaved();
    const writes = bench.proxy.calls.slice(at).filter(({ request }) => isWriting(request)).length;
    return { exitCode: result.exitCode, said: sentences(result), writes };
  }

  /** Where the review of a saved plan says that nothing reads again. */
  async function unread(definition: ClusterDefinition, ...args: readonly string[]): Promise<readonly string[]> {
    const read = parsePlan(await bench.planJson(definition, ...args));
    if (read.kind !== "plan") throw new Error("expected a plan");
    const found = reviewed(read.plan).clusters.flatMap(({ findings }) => findings);
    return found.filter(({ code }) => code === "second-read-missing").map(({ path }) => path);
  }

  test(
    "a row that is changed between plan and apply is refused, and no entry is made; the marker has changed by then",
    async () => {
      expect(await bench.passes(second(), "-out=saved")).toContain("# terraform_data.stage will be updated in-place");
      await byHand();
      const { exitCode, said, writes } = await applied();
      expect([exitCode, writes]).toEqual([1, 0]);
      expect(said).toContain(CHANGED);
      expect(await principals()).not.toContain(role("dev"));
    },
    PATIENCE,
  );

  test(
    "the next plan reads what is live, and is refused",
    async () => {
      expect(await bench.refused(second())).toContain("[row-changed]");
    },
    PATIENCE,
  );

  test(
    "once that is undone the plan has no second read: the review says so, and of none that replaces the marker",
    async () => {
      await asInFile();
      expect(await bench.passes(second())).not.toContain("# terraform_data.stage");
      expect(await unread(second())).toContain("aws_eks_access_entry.dev");
      expect(await unread(second(), MARKER)).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "a plan that replaces the marker reads again: what is changed by hand a second time, and a third, is refused",
    async () => {
      for (const edit of [byHand, async () => bench.writeAwsAuth({ mapUsers: EVE })]) {
        await asInFile();
        await bench.passes(second(), "-out=saved", MARKER);
        await edit();
        const { exitCode, said, writes } = await applied();
        expect([exitCode, writes]).toEqual([1, 0]);
        expect(said).toContain(CHANGED);
        expect(await principals()).not.toContain(role("dev"));
      }
    },
    PATIENCE,
  );

  test(
    "a plan that does not takes what was given by hand since: nothing sees it go",
    async () => {
      await asInFile();
      await bench.passes(second(), "-out=saved");
      await byHand();
      expect(await applied()).toMatchObject({ exitCode: 0 });
      expect(await principals()).toContain(role("dev"));
      expect((await bench.proxy.stateOf("demo").entry(role("dev")))?.groups).toEqual(["developers"]);
      await asInFile();
      expect(await bench.passes(second())).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "rows that go are read again by every plan, as often as one is refused: at retire they differ from what is written",
    async () => {
      await bench.apply(guarded("entries"));
      for (let i = 0; i < TWICE; i += 1) {
        await asInFile();
        await bench.passes(guarded("retire"), "-out=saved");
        await liveRows(ADMIN_ROW, DEV_ROW, NODE_ROW, { ...MORE, rolearn: role("eve") });
        const { exitCode, said, writes } = await applied();
        expect([exitCode, writes]).toEqual([1, 0]);
        expect(said).toContain(CHANGED);
        expect((await bench.kube.configMap("aws-auth"))?.mapRoles).toContain(role("eve"));
      }
    },
    PATIENCE,
  );

  test(
    "the last switch is read again by every plan, as often as one is refused: the mode differs",
    async () => {
      await asInFile();
      await bench.apply(guarded("retire"));
      for (let i = 0; i < TWICE; i += 1) {
        await bench.passes(guarded("api"), "-out=saved");
        await bench.writeAwsAuth({ mapRoles: "[]\n", mapUsers: EVE, mapAccounts: "[]\n" });
        const { exitCode, said, writes } = await applied();
        expect([exitCode, writes]).toEqual([1, 0]);
        expect(said).toContain(CHANGED);
        await bench.writeAwsAuth({ mapRoles: "[]\n", mapUsers: "[]\n", mapAccounts: "[]\n" });
      }
      expect(await bench.proxy.stateOf("demo").mode()).toBe("API_AND_CONFIG_MAP");
    },
    PATIENCE,
  );
});
