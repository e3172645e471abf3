import { isRecord } from "../../../../../lib/plan/reading/plan-shape";
import type { TerraformPlan } from "../../../../../lib/plan/reading/terraform-plan";

/** Longer values are cut. */
const WIDTH = 160;
/** More lines than these say no more. */
const MOST = 12;

/** What differs between two plans, a line each: `-aws_eks_access_entry.dev: delete`. */
export function planDifference(fires: TerraformPlan, silent: TerraformPlan): string[] {
  const whole = differing(linesOf(fires), linesOf(silent));
  const lines = whole.length > MOST ? whole.filter((line) => line.startsWith("-")) : whole;
  return lines.length > MOST ? [...lines.slice(0, MOST), `  … ${lines.length - MOST} more lines`] : lines;
}

function differing(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `-${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+${line}`),
  ].map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line));
}

/** What a plan does, its conditions and its blocks: a line a fact; what nobody decides is left out. */
function linesOf(plan: TerraformPlan): string[] {
  const changes = (plan.resource_changes ?? []).flatMap(({ address, previous_address, deposed, change }) => {
    if (/^data\.|^terraform_data\./.test(address)) return [];
    const own = deposed === undefined ? address : `${address} (left-over object ${deposed})`;
    const moved = previous_address === undefined ? "" : `, moved from ${previous_address}`;
    return [
      `${own}: ${change.actions.join(", ")}${moved}`,
      ...facts(`${own}: `, change.before, change.after),
      ...Object.keys(isRecord(change.after_unknown) ? change.after_unknown : {}).flatMap((key) =>
        COMPUTED.has(key) ? [] : [`${own}: ${key} is known after apply`],
      ),
    ];
  });
  const drift = (plan.resource_drift ?? []).flatMap(({ address, change }) =>
    facts(`${address}: outside of Terraform: `, change.before, change.after).filter((line) => line.includes(" -> ")),
  );
  const blocks = plan.configuration?.root_module?.resources ?? [];
  return [...flagsOf(plan), ...changes, ...drift, ...blocks.map(({ address }) => `${address}: a block`)];
}

/** What AWS makes, and nobody writes. */
const COMPUTED = new Set(["id", "arn", "access_entry_arn", "tags_all", "created_at", "modified_at", "metadata"]);

function flagsOf({ errored, complete, checks = [] }: TerraformPlan): string[] {
  const failed = checks
    .filter(({ status }) => status === "fail")
    .map(({ address }) => `${address?.to_display ?? ""}: a condition failed`);
  return [
    ...(errored === true ? ["the plan failed"] : []),
    ...(complete === false ? ["the plan is not whole"] : []),
    ...failed,
  ];
}

/** Attributes that the plan changes, and those that it has as they are. */
function facts(head: string, before: unknown, after: unknown): string[] {
  const [left, right] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => !COMPUTED.has(key));
  return keys.flatMap((key) => {
    const rows = rowsOf(right[key]);
    if (rows.length > 0) return rows.map((row) => `${head}${key}: ${row}`);
    const [old, made] = [jsonOf(left[key]), jsonOf(right[key])];
    return old === undefined || old === made || made === undefined
      ? `${head}${key} = ${made ?? old ?? ""}`
      : `${head}${key} = ${old} -> ${made}`;
  });
}

/** The rows of the data of aws-auth, one a line. */
function rowsOf(data: unknown): string[] {
  if (!isRecord(data)) return [];
  return Object.entries(data).flatMap(([section, text]) =>
    typeof text === "string"
      ? text.split(/\n(?=- )/).map((row) => `${section} ${row.replace(/\s+/g, " ").trim()}`)
      : [],
  );
}

function jsonOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
