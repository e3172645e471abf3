import { GUARDS } from "../../../lib/migration/guard/guards";
import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role } from "../../support/definitions/arns";
import { BREAK_GLASS } from "../../support/definitions/definitions";
import { judgedRoot } from "../../support/guard-worlds/guard-evaluation";
import { agrees, type Verdict, verdictsOf } from "../../support/guard-worlds/guard-verdicts";
import { type GuardCase, randomGuardCase } from "../../support/guard-worlds/guard-worlds";
import { liveCluster } from "../../support/live/live-clusters";
import { cluster } from "../../support/definitions/sample-definitions";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { Random } from "../../support/laws/random";
import { workspace } from "../../support/terraform/terraform";

const SEED = Number(process.env.SEED ?? 1);
const COUNT = Number(process.env.COUNT ?? 4000);
const WORLDS = 40;
/** How many definitions one run of Terraform judges. */
const BATCH = 25;

async function judge(cases: readonly GuardCase[], first: number): Promise<readonly Verdict[]> {
  const roots = cases.map((one, i) => judgedRoot(`d${first + i}`, one));
  const merged = (part: "locals" | "output"): object =>
    Object.fromEntries(roots.flatMap((root) => Object.entries(root[part])));
  const folder = workspace([]);
  try {
    folder.write("main.tf.json", JSON.stringify({ locals: merged("locals"), output: merged("output") }));
    await folder.must("init", "-input=false", "-no-color");
    await folder.must("plan", "-input=false", "-out=saved", "-no-color");
    const plan = fieldsOf(JSON.parse(await folder.must("show", "-json", "saved")));
    const read = fieldsOf(fieldsOf(plan.planned_values).outputs);
    return cases.flatMap((one, i) => verdictsOf(`d${first + i}`, one, fieldsOf(read[`d${first + i}`]).value));
  } finally {
    folder.remove();
  }
}

/** A cluster with 400 rows and entries at a stage, and a world in which nothing of it is as the file says. */
function crowded(stage: Stage): GuardCase {
  const names = Array.from({ length: 400 }, (_, i) => `team-${i}`);
  const rowsOf = (suffix: string) =>
    names.map((name) => ({ rolearn: role(name + suffix), username: `${name}:{{SessionName}}`, groups: [name] }));
  const accessEntries = names.map((name) => {
    const userName = `${name}:{{SessionName}}`;
    return [name, { principalArn: role(name), userName, kubernetesGroups: [name] }] as const;
  });
  const staged = new StagedCluster(
    cluster(
      { stage, wave: 1, waves: [["break_glass"]] },
      {
        accessEntries: { break_glass: BREAK_GLASS, ...Object.fromEntries(accessEntries) },
        awsAuth: { awsAuthRoles: rowsOf(""), awsAuthUsers: [], awsAuthAccounts: [] },
      },
    ),
  );
  const awsAuth = encodeAwsAuth(awsAuthOf(rowsOf("-other")));
  const live = liveCluster({ configMap: parseAwsAuth(awsAuth).awsAuth, entries: [], roles: [], users: [] });
  return { staged, worlds: [{ live, awsAuth, isOther: { cluster: false, apiServer: false } }] };
}

/** Six ARNs and what to do, on a screen: `guards-screen.test` counts the lines that Terraform prints. */
const SCREEN = 1200;

describe("compiled guards, evaluated by Terraform itself", () => {
  test("say no more than a screen where 400 rows are others than the file's", async () => {
    const verdicts = await judge(
      (["entries", "retire"] as const).map((stage) => crowded(stage)),
      0,
    );
    const said = verdicts.flatMap(({ compiled }) =>
      Object.entries(compiled).flatMap(([code, sentences]) =>
        code === "entry-not-live" ? sentences.filter((one) => one.startsWith("aws-auth of")) : sentences,
      ),
    );
    const codes = [...new Set(said.map((sentence) => /\[([a-z-]+)\]\.$/.exec(sentence)?.[1]))].sort();
    expect(codes).toEqual(["entry-not-live", "principal-not-found", "row-not-live", "row-unknown"]);
    expect(said.filter(({ length }) => length > SCREEN)).toEqual([]);
    expect(said.filter((sentence) => sentence.includes("and more")).length).toBeGreaterThan(3);
  }, 600_000);

  test(`agree with the model on ${COUNT} generated worlds`, async () => {
    const random = new Random(SEED);
    const cases = Array.from({ length: Math.ceil(COUNT / WORLDS) }, (_, i) =>
      randomGuardCase(random, STAGES[i % STAGES.length] ?? "entries", WORLDS),
    );
    const verdicts: Verdict[] = [];
    for (let first = 0; first < cases.length; first += BATCH) {
      verdicts.push(...(await judge(cases.slice(first, first + BATCH), first)));
    }
    const count = (code: string): number => verdicts.filter(({ model }) => code in model).length;
    const refusing = GUARDS.map(({ code }) => `${code} ${count(code)}`).filter((text) => !text.endsWith(" 0"));
    const passing = verdicts.filter(({ model }) => Object.keys(model).length === 0).length;
    console.info(
      `seed ${SEED}: ${cases.length} definitions, ${verdicts.length} worlds, ${passing} pass; ${refusing.join(", ")}`,
    );
    const others = verdicts.filter((one) => !agrees(one));
    if (others.length > 0) console.info(JSON.stringify(others.slice(0, 10), null, 1));
    expect({ seed: SEED, differ: others.length }).toEqual({ seed: SEED, differ: 0 });
  }, 600_000);
});
