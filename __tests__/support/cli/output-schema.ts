import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";

/** What docs/schemas says against a command's JSON output; empty where it fits. */
export function schemaErrors(command: string, json: string): string[] {
  const path = join(__dirname, "../../../docs/schemas", `${command}.schema.json`);
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(path, "utf8")));
  if (validate(JSON.parse(json))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ""}`);
}
