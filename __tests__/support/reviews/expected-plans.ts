import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { EXPECTED_PLANS, type ExpectedPlan } from "./case-reviews";

const TESTS = join(__dirname, "../../rules");

/** A plan whose verdict a test file expects. */
export interface PlacedPlan extends ExpectedPlan {
  /** `cases/nodes` */
  readonly where: string;
}

/** What the test files expect of plans; their tests are not run. */
export function expectedPlans(load: (file: string) => unknown = createRequire(__filename)): PlacedPlan[] {
  const files = readdirSync(join(TESTS, "cases"), { recursive: true, encoding: "utf8" });
  const cases = files.filter((name) => name.endsWith(".test.ts")).map((name) => `cases/${name}`);
  return withoutTests(() =>
    ["real-plans.test.ts", ...cases.sort()].flatMap((name) => {
      const known = EXPECTED_PLANS.length;
      load(join(TESTS, name));
      return EXPECTED_PLANS.slice(known).map((one) => ({ ...one, where: name.replace(".test.ts", "") }));
    }),
  );
}

/** What files say in `describe` is run, and no test of theirs is. */
function withoutTests<Told>(told: () => Told): Told {
  const globals: { describe?: unknown; test?: unknown } = globalThis;
  const { describe, test } = globals;
  const nothing = Object.assign(() => undefined, { each: () => () => undefined });
  const bodies = Object.assign((_: string, body: () => void) => {
    body();
  }, nothing);
  Object.assign(globals, { describe: bodies, test: nothing });
  try {
    return told();
  } finally {
    Object.assign(globals, { describe, test });
  }
}
