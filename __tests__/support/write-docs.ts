import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUES } from "./catalogues";
import { rulesPage } from "./rules-page";

const target = join(__dirname, "../../docs/rules.md");
writeFileSync(`${target}.new`, rulesPage(CATALOGUES));
renameSync(`${target}.new`, target);
