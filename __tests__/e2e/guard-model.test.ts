import { GUARDS } from "../../lib/migration/guard/guards";
import { STAGES } from "../../lib/migration/stage";
import { guardRefusals } from "../support/guards/guard-refusals";
import { judgedRoot } from "../support/guard-worlds/guard-evaluation";
import { type GuardCase, randomGuardCase } from "../support/guard-worlds/guard-worlds";
import { fieldsOf } from "../support/terraform/provider-schema";
import { Random } from "../support/laws/random";
import { workspace } from "../support/terraform/terraform";

const SEED = Number(process.env.SEED ?? 1);
const COUNT = Number(process.env.COUNT ?? 4000);
const WORLDS = 40;
/** How many definitions one run of Terraform judges. */
const BATCH = 25;

/** What a plan is refused for: codes, with how many sentences; what reading alone refuses is `entry-not-live`. */
type Refusals = Readonly<Record<string, readonly string[]>>;

interface Verdict {
  readonly case: string;
  readonly terraform: Refusals;
  readonly model: Refusals;
}

/** The sentences of Terraform by code, of one world. */
function refusalsOf(judged: unknown): Refusals {
  const said: Record<string, string[]> = {};
  for (const [id, sentences] of Object.entries(fieldsOf(judged))) {
    const list: readonly unknown[] = Array.isArray(sentences) ? sentences : [];
    for (const sentence of list.map(String)) {
      const code = id.endsWith("#missing") ? "entry-not-live" : (/\[([a-z-]+)\]\.$/.exec(sentence)?.[1] ?? sentence);
      (said[code] ??= []).push(sentence);
    }
  }
  return said;
}

function modelOf({ staged, worlds }: GuardCase, index: number): Refusals {
  const world = worlds[index];
  const said: Record<string, string[]> = {};
  for (const { code, about } of world === undefined ? [] : guardRefusals(staged, world.live))
    (said[code] ??= []).push(about);
  return said;
}

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
    return cases.flatMap((one, i) => {
      const judged = fieldsOf(fieldsOf(read[`d${first + i}`]).value);
      return one.worlds.map((_, w) => ({
        case: `d${first + i} w${w}`,
        terraform: refusalsOf(judged[`w${w}`]),
        model: modelOf(one, w),
      }));
    });
  } finally {
    folder.remove();
  }
}

/** Whether both refuse for the same, and Terraform's sentences name everybody of whom the model says it. */
function agrees({ terraform, model }: Verdict): boolean {
  const codes = (refusals: Refusals): string => Object.keys(refusals).sort().join();
  const isNamed = ([code, abouts]: [string, readonly string[]]): boolean => {
    const said = (terraform[code] ?? []).join("\n").toLowerCase();
    return abouts.every((about) => said.includes(nameIn(about)));
  };
  return codes(terraform) === codes(model) && Object.entries(model).every(isNamed);
}

/** The name of a role or user, whose path one of both leaves out; an account, a mode, a section as it is. */
function nameIn(about: string): string {
  return (about.split("/").at(-1) ?? about).toLowerCase();
}

describe("compiled guards, evaluated by Terraform itself", () => {
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
