import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clusterJsonSchema } from "../../../../lib/inventory/schema/json/json-schema";
import { fleetJsonSchema } from "../../../../lib/inventory/schema/fleet-file";
import { outputSchemas } from "../../../../lib/report/schema/json-schemas";

/** Writes a file beside its place, then renames it. */
function write(name: string, text: string): void {
  const target = join(__dirname, "../../../..", name);
  writeFileSync(`${target}.new`, text);
  renameSync(`${target}.new`, target);
}

write("clusters/cluster.schema.json", clusterJsonSchema());
write("clusters/fleet.schema.json", fleetJsonSchema());
for (const [command, text] of Object.entries(outputSchemas())) write(`docs/schemas/${command}.schema.json`, text);
