import { savePlan } from "./plan-fixtures";
import { barePlans } from "./plan-fixtures-bare";
import { calledPlans } from "./plan-fixtures-called";
import { modulePlans } from "./plan-fixtures-module";
import { overlayPlans } from "./plan-fixtures-overlay";
import { nestedPlans } from "./plan-fixtures-nested";
import { stagePlans } from "./plan-fixtures-stages";

const GROUPS = {
  stages: stagePlans,
  bare: barePlans,
  nested: nestedPlans,
  called: calledPlans,
  overlay: overlayPlans,
  module: modulePlans,
} as const;

/** Makes the plans of `fixtures/plans` by running Terraform: all of them, or the groups that are named. */
async function main(names: readonly string[]): Promise<void> {
  for (const [name, make] of Object.entries(GROUPS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    await make((plan, json) => {
      savePlan(plan, json);
      process.stdout.write(`${name}: ${plan}\n`);
    });
  }
}

void main(process.argv.slice(2));
