import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../../lib/plan/reading/plan-shape";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { reducePlan } from "./reduce-plan";

const FOLDER = join(__dirname, "../../fixtures/plans");

/** Keeps the JSON of a plan under a name, reduced. */
export type SavePlan = (name: string, json: string) => void;

/** Writes a plan that Terraform made to `fixtures/plans/<name>.json`, reduced. */
export const savePlan: SavePlan = (name, json) => {
  const plan: unknown = JSON.parse(json);
  if (!isRecord(plan)) throw new Error(`${name}: no plan`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.json`), lines(reducePlan(plan)));
};

/** JSON with a line for each part of the plan, and for each element of a list. */
function lines(plan: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(plan).map(([key, value]) => {
    const text = Array.isArray(value)
      ? `[${value.map((one) => `\n${JSON.stringify(one)}`).join(",")}\n]`
      : JSON.stringify(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

/** Names of every plan that is kept, sorted. */
export function planNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

const READ = new Map<string, TerraformPlan>();

/** A plan that Terraform made, reduced; read once, never written to. */
export function planNamed(name: string): TerraformPlan {
  const known = READ.get(name) ?? readPlanNamed(name);
  READ.set(name, known);
  return known;
}

function readPlanNamed(name: string): TerraformPlan {
  const read = parsePlan(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
  if (read.kind !== "plan") throw new Error(`${name}: ${read.kind === "unreadable" ? read.problem : read.kind}`);
  return read.plan;
}
