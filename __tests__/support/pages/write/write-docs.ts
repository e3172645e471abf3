import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adoptionStagesPage } from "../adoption-stages-page";
import { clusterFilePage } from "../cluster-file-page";
import { firstHourPage } from "../first-hour-page";
import { fleetPage } from "../fleet-page";
import { fromEksctlPage } from "../from-eksctl-page";
import { guardsPage } from "../guards-page";
import { moduleStagesPage } from "../module-stages-page";
import { newClusterPage } from "../new-cluster-page";
import { reviewPage } from "../review-page";
import { withRoomsTable } from "../tables/rooms-table";
import { rulesPage } from "../rules-page";
import { stagesPage } from "../stages-page";

/** Writes a page of docs/ beside its place, then renames it. */
function write(name: string, text: string): void {
  const target = join(__dirname, "../../../../docs", name);
  writeFileSync(`${target}.new`, text);
  renameSync(`${target}.new`, target);
}

write("cluster-file.md", clusterFilePage());
write("guards.md", guardsPage());
write("stages.md", stagesPage());
write("review.md", reviewPage());
write("../ARCHITECTURE.md", withRoomsTable(readFileSync(join(__dirname, "../../../../ARCHITECTURE.md"), "utf8")));
for (const [name, page] of [
  ["rules.md", rulesPage],
  ["first-hour.md", firstHourPage],
  ["from-eksctl.md", fromEksctlPage],
  ["fleet.md", fleetPage],
  ["module-stages.md", moduleStagesPage],
  ["adoption-stages.md", adoptionStagesPage],
  ["new-cluster.md", newClusterPage],
] as const)
  void page().then((text) => {
    write(name, text);
  });
