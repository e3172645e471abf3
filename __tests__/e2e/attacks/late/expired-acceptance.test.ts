import { encodeAwsAuth } from "../../../../lib/access/aws-auth/aws-auth-encode";
import { rowsOf } from "../../../../lib/migration/file-rows";
import { ACCOUNT } from "../../../support/definitions/arns";
import { before, judged } from "../../../support/terraform/before";
import { GuardBench, sentences } from "../../../support/guards/guard-bench";
import { jsonOf } from "../../../support/definitions/sample-stacks";
import { withMirror, type Workspace } from "../../../support/terraform/terraform";

const PATIENCE = 300_000;
const EVE = `- userarn: arn:aws:iam::${ACCOUNT}:user/eve\n  groups: [system:masters]\n`;
const ACCEPTED = /^ {2}- \{ code: config-map-unread.*\n/m;

withMirror("kubernetes", "a stranger's row, and an acceptance that is over since 2020", () => {
  const then = before("expired-acceptance", "demo");
  const { definition } = judged(then);
  const rows = encodeAwsAuth(rowsOf(definition));
  let bench: GuardBench;
  let folder: Workspace;

  beforeAll(async () => {
    bench = await GuardBench.live(definition);
    const arn = `arn:aws:eks:ap-northeast-2:${ACCOUNT}:cluster/demo`;
    await bench.eks("POST", `/tags/${encodeURIComponent(arn)}`, { tags: { "terraform-aws-modules": "eks" } });
    await bench.writeAwsAuth({ ...rows, mapUsers: EVE });
    folder = bench.workspace();
    folder.write("cdk.tf.json", then.json);
    await folder.must("init", "-input=false", "-no-color");
  }, PATIENCE);

  afterAll(async () => {
    folder.remove();
    await bench.stop();
  }, PATIENCE);

  const users = async (): Promise<string | undefined> => (await bench.kube.configMap("aws-auth"))?.mapUsers;

  test(
    "was wiped by the JSON of that time: no guard read the rows, whatever the day",
    async () => {
      const plan = await folder.must("plan", "-input=false", "-no-color", "-out=saved");
      expect(plan).toContain("Plan: 1 to import, 1 to add, 0 to change, 0 to destroy.");
      await folder.must("apply", "-input=false", "-no-color", "saved");
      expect((await users())?.trim()).toBe("[]");
    },
    PATIENCE,
  );

  test("the file is refused: who writes the rows can read them, whatever the day", () => {
    const { isRefused, findings } = judged(then);
    expect(isRefused).toBe(true);
    const open = findings.filter(({ severity }) => severity === "error" || severity === "blocker");
    expect(open.map(({ code, path, line }) => `${code} ${path} in line ${line ?? 0}`)).toEqual([
      "accept-unread-written accept[0].code in line 43",
    ]);
  });

  test(
    "without it the plan is refused while the row is there, and passes when it is gone",
    async () => {
      await bench.writeAwsAuth({ ...rows, mapUsers: EVE });
      const today = judged({ ...then, text: then.text.replace(ACCEPTED, "") });
      expect(today.isRefused).toBe(false);
      folder.write("cdk.tf.json", jsonOf(today.definition));
      const refused = await folder.run("plan", "-input=false", "-no-color");
      expect([refused.exitCode, await users()]).toEqual([1, EVE]);
      expect(sentences(refused)).toContain("[row-unknown]");
      await bench.writeAwsAuth(rows);
      expect(await folder.run("plan", "-input=false", "-no-color")).toMatchObject({ exitCode: 0 });
    },
    PATIENCE,
  );
});
