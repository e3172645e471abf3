/**
 * Writes which arguments the bindings of a provider know, of the types that the project renders, so that tests can hold every
 * stack against another version of the provider than the one that is installed:
 *
 *     npm pack @cdktf/provider-aws@21 && tar xzf cdktf-provider-aws-*.tgz
 *     npx tsx __tests__/support/terraform/write-binding-arguments.ts package __tests__/fixtures/provider-arguments/NAME.json
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bindingArguments, PROVIDER } from "./binding-arguments";
import { fieldsOf } from "./provider-schema";

const OWN = join(__dirname, "../../fixtures/provider-schemas/aws-5.100.0.json");

function main([folder, target]: readonly string[]): void {
  if (folder === undefined || target === undefined) throw new Error("expected the folder of a package and a file");
  const [schemas] = Object.values(fieldsOf(JSON.parse(readFileSync(OWN, "utf8")))).map(fieldsOf);
  const kinds = { resource: schemas?.resource_schemas, data: schemas?.data_source_schemas };
  const types = Object.entries(kinds).flatMap(([kind, known]) =>
    Object.keys(fieldsOf(known)).map((type) => `${kind}.${type}`),
  );
  const lines = [...types, PROVIDER].map(
    (type) => `  ${JSON.stringify(type)}: ${JSON.stringify(bindingArguments(folder, type).filter(isNoEndpoint))}`,
  );
  writeFileSync(target, `{\n${lines.join(",\n")}\n}\n`);
}

/** Some hundred services, of which no stack says anything. */
function isNoEndpoint(path: string): boolean {
  return !path.startsWith("endpoints.");
}

main(process.argv.slice(2));
