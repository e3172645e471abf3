import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adoptionStagesPage } from "../../support/pages/adoption-stages-page";
import { firstHourPage } from "../../support/pages/first-hour-page";
import { fleetPage } from "../../support/pages/fleet-page";
import { fromEksctlPage } from "../../support/pages/from-eksctl-page";
import { moduleStagesPage } from "../../support/pages/module-stages-page";
import { newClusterPage } from "../../support/pages/new-cluster-page";

describe("pages that type commands", () => {
  test.each([
    ["first-hour.md", firstHourPage],
    ["from-eksctl.md", fromEksctlPage],
    ["fleet.md", fleetPage],
    ["module-stages.md", moduleStagesPage],
    ["adoption-stages.md", adoptionStagesPage],
    ["new-cluster.md", newClusterPage],
  ])("docs/%s shows what the commands print and write today; `npm run docs` writes it", async (name, page) => {
    expect(readFileSync(join(__dirname, "../../../docs", name), "utf8")).toBe(await page());
  });
});
