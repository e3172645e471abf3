import { STAGES } from "../../lib/migration/stage";
import { judgedRoot } from "../support/guard-worlds/guard-evaluation";
import { agrees, type Verdict, verdictsOf } from "../support/guard-worlds/guard-verdicts";
import { randomGuardCase } from "../support/guard-worlds/guard-worlds";
import { evaluator } from "../support/hcl/hcl-evaluation";
import { runs } from "../support/laws/law-runs";
import { Random } from "../support/laws/random";
import { fieldsOf } from "../support/terraform/provider-schema";

const WORLDS = 12;

/** What the compiled guards of random definitions of a stage say of random worlds, and what the model says. */
function verdictsAt(stage: (typeof STAGES)[number], count: number): readonly Verdict[] {
  const random = new Random(STAGES.indexOf(stage) + 1);
  return Array.from({ length: count }, (_, i) => {
    const one = randomGuardCase(random, stage, WORLDS);
    const { locals, output } = judgedRoot("d", one);
    const judged = evaluator(locals)(fieldsOf(output.d).value);
    return verdictsOf(`${stage} d${i}`, one, judged);
  }).flat();
}

describe("compiled guards, evaluated without Terraform", () => {
  test.each(STAGES)("refuse for the same as the model, and name the same: %s", (stage) => {
    const verdicts = verdictsAt(stage, runs(12));
    expect(verdicts.filter((one) => !agrees(one)).slice(0, 3)).toEqual([]);
    const passing = verdicts.filter(({ model }) => Object.keys(model).length === 0).length;
    expect(passing).toBeGreaterThan(0);
    expect(passing).toBeLessThan(verdicts.length);
  });
});
