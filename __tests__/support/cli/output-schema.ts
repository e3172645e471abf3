import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv/dist/2020";

const SCHEMAS = join(__dirname, "../../../docs/schemas");
const compiled = new Map<string, ValidateFunction>();

/** What docs/schemas says against a command's JSON output; empty where it fits. */
export function schemaErrors(command: string, json: string): string[] {
  const validate = validatorOf(command);
  if (validate(JSON.parse(json))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ""}`);
}

/** Compiled once; that each is a schema is a test of its own. */
function validatorOf(command: string): ValidateFunction {
  const known = compiled.get(command);
  if (known !== undefined) return known;
  const schema = JSON.parse(readFileSync(join(SCHEMAS, `${command}.schema.json`), "utf8"));
  const validate = new Ajv({ allErrors: true, validateSchema: false }).compile(schema);
  compiled.set(command, validate);
  return validate;
}
