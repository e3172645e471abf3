import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformPlan } from "../../../../lib/plan/reading/terraform-plan";
import { VERDICTS } from "../../../../lib/rules/review/verdict";
import { caseNamed } from "../../plans/case-plans";
import type { ExpectedPlan } from "../../reviews/case-reviews";
import { expectedPlans } from "../../reviews/expected-plans";
import { planNamed, planNames } from "../../plans/plan-fixtures";
import { reviewed } from "../../reviews/review-clusters";

const PAGE = join(__dirname, "../../../../docs/testing.md");
const CASES = join(__dirname, "../../../fixtures/cases");
const BEGIN = "<!-- plans: begin -->";
const END = "<!-- plans: end -->";

/** Who made a plan: Terraform, or somebody by hand, of whole cloth or of a plan of Terraform. */
function makers(): (plan: TerraformPlan) => string {
  const ofTerraform = planNames().map((name) => JSON.stringify(planNamed(name)));
  const ofCases = readdirSync(CASES)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.stringify(caseNamed(name.replace(/\.json$/, ""))));
  const kept = new Set([...ofTerraform, ...ofCases]);
  return (plan) => (kept.has(JSON.stringify(plan)) ? "fixture" : "by hand");
}

/** `alarm`: worse than it is; `miss`: not as bad as it is. */
function outcome(found: string, { verdict }: ExpectedPlan): "as expected" | "alarm" | "miss" {
  const weight = (text: string): number => VERDICTS.findIndex((one) => one === text);
  if (found === verdict) return "as expected";
  return weight(found) < weight(verdict) ? "alarm" : "miss";
}

function lines(): { readonly text: readonly string[]; readonly failed: number } {
  const makerOf = makers();
  const rows = expectedPlans().map((row) => {
    const { verdict } = reviewed(row.plan, ...(row.file === undefined ? [] : [row.file]));
    return { ...row, found: verdict, result: outcome(verdict, row), maker: makerOf(row.plan) };
  });
  const count = (result: string): number => rows.filter((row) => row.result === result).length;
  const byHand = rows.filter(({ maker }) => maker === "by hand").length;
  const [alarms, misses] = [count("alarm"), count("miss")];
  const text = [
    `${rows.length} plans, ${byHand} of them by hand: ${alarms} false alarms, ${misses} misses.`,
    "",
    "| test | plan | made | expected | found | |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map(
      ({ where, what, maker, verdict, found, result }) =>
        `| ${where} | ${what.replaceAll("|", "\\|")} | ${maker} | ${verdict} | ${found} | ${result} |`,
    ),
  ];
  return { text, failed: alarms + misses };
}

const { text, failed } = lines();
const page = readFileSync(PAGE, "utf8");
const [head] = page.split(BEGIN);
const [, tail] = page.split(END);
if (head === undefined || tail === undefined) throw new Error(`docs/testing.md lacks ${BEGIN} and ${END}`);
writeFileSync(`${PAGE}.new`, [`${head}${BEGIN}`, "", ...text, "", `${END}${tail}`].join("\n"));
renameSync(`${PAGE}.new`, PAGE);
console.log(text[0]);
process.exitCode = failed === 0 ? 0 : 1;
