import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clusterJsonSchema } from "../../lib/inventory/json-schema";

const target = join(__dirname, "../../clusters/cluster.schema.json");
writeFileSync(`${target}.new`, clusterJsonSchema());
renameSync(`${target}.new`, target);
