import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cellsOf } from "./support/kill/kill-matrix";
import { KILL_VARIANTS } from "./support/kill/kill-steps";
import { isOfCell, killTable, reportOf } from "./support/kill/kill-table";

describe("what npm run test:kill saw", () => {
  test.each(KILL_VARIANTS)(
    "$name: every cell was tried, came to its end, and cost nobody more than the gap",
    (variant) => {
      const results = reportOf(variant)?.results ?? [];
      const cells = cellsOf(variant);
      expect(cells.length).toBeGreaterThan(25);
      expect(cells.filter((cell) => !results.some((one) => isOfCell(one, cell)))).toEqual([]);
      expect(results.filter(({ end, losses }) => end === "stuck" || losses.length > 0)).toEqual([]);
      if (variant.isBridged) expect(results.filter(({ gap }) => gap > 0)).toEqual([]);
    },
  );

  test("stands in docs/testing.md", () => {
    expect(readFileSync(join(__dirname, "../docs/testing.md"), "utf8")).toContain(killTable());
  });
});
