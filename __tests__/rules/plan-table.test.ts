import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planNames } from "../support/plans/plan-fixtures";

const PAGE = readFileSync(join(__dirname, "../../docs/testing.md"), "utf8");
const TABLE = /<!-- plans: begin -->\n([^]*)<!-- plans: end -->/.exec(PAGE)?.[1] ?? "";
const ROWS = TABLE.split("\n").filter((line) => / \| (as expected|alarm|miss) \|$/.test(line));

describe("the plans of docs/testing.md", () => {
  test("are at least 120, and none has another verdict than the expected one", () => {
    const summary = /^(\d+) plans, \d+ of them by hand: (\d+) false alarms, (\d+) misses\.$/m.exec(TABLE);
    expect(summary?.slice(1)).toEqual([String(ROWS.length), "0", "0"]);
    expect(ROWS.length).toBeGreaterThanOrEqual(120);
    expect(ROWS.filter((row) => !row.endsWith("| as expected |"))).toEqual([]);
  });

  test("are all that Terraform made, and more", () => {
    const told = ROWS.filter((row) => row.startsWith("| real-plans | ")).map((row) => row.split(" | ")[1]);
    expect(told.sort()).toEqual(planNames());
  });
});
