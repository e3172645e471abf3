import { AUTHENTICATION_MODES } from "../../lib/access/access-entry/authentication-mode";
import type { AccessDefinition } from "../../lib/migration/definition";
import { Random } from "../support/laws/random";
import { randomScenario, type Scenario } from "../support/laws/random-definitions";
import {
  firstWorld,
  nothingWalked,
  passesGate,
  servedIn,
  targetsOf,
  tryPlan,
  type Walked,
} from "../support/laws/safety";

const SEED = Number(process.env.SEED ?? 1);
const STATES = Number(process.env.STATES ?? 1_000_000);
const PLANS = 25;

/** Plans in any order from one start; each next one starts from where the last ended, or was stopped. */
function walk({ base, live, eks }: Scenario, random: Random, walked: Walked): void {
  const targets = targetsOf(base);
  const gates = new Map<AccessDefinition, boolean>();
  const passes = (target: AccessDefinition): boolean => {
    const known = gates.get(target) ?? passesGate(target);
    gates.set(target, known);
    return known;
  };
  let world = firstWorld(
    live,
    random.pick([AUTHENTICATION_MODES[0], AUTHENTICATION_MODES[0], AUTHENTICATION_MODES[1]]),
  );
  const served = servedIn(base, world);
  let at = 0;
  for (let i = 0; i < PLANS; i++) {
    at = random.chance(0.7)
      ? Math.min(targets.length - 1, Math.max(0, at + random.int(3) - (random.chance(0.3) ? 2 : 0)))
      : random.int(targets.length);
    const target = targets[at];
    if (target === undefined) continue;
    const worlds = tryPlan(target, { world, served, eks, passesGate: passes(target) }, walked);
    const last = worlds.at(random.chance(0.7) ? -1 : random.int(Math.max(1, worlds.length)));
    world = last ?? world;
  }
}

describe("a migration of a large universe", () => {
  test(`refuses nobody in ${STATES} states between and within plans (seed ${SEED})`, () => {
    const random = new Random(SEED);
    const walked = nothingWalked();
    let definitions = 0;
    while (walked.states < STATES) {
      definitions++;
      walk(randomScenario(random), random, walked);
      if (walked.violations.length > 0) break;
    }
    const { states, plans, refusedByGate, refusedByGuard, gaps, gapCallers } = walked;
    console.log(
      `seed ${SEED}: ${definitions} definitions, ${plans} plans, ${states} states; ${refusedByGate} plans refused by gates, ${refusedByGuard} by guards; ${gaps} moments in the gap, of ${[...gapCallers].sort().join(", ")}`,
    );
    expect(walked.violations.slice(0, 1)).toEqual([]);
    expect(Math.min(plans, refusedByGate, refusedByGuard, gaps)).toBeGreaterThan(100);
  }, 1_200_000);
});
