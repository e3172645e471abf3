/**
 * Writes which arguments the bindings of a provider know, of the types that the project renders, so that tests can hold every
 * stack against another version of the provider than the one that is installed:
 *
 *     npm pack @cdktf/provider-aws@21 && tar xzf cdktf-provider-aws-*.tgz
 *     npx tsx __tests__/support/terraform/write-binding-arguments.ts package __tests__/fixtures/provider-arguments/NAME.json
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fieldsOf } from "./provider-schema";

const OWN = join(__dirname, "../../fixtures/provider-schemas/aws-5.100.0.json");

function main([folder, target]: readonly string[]): void {
  if (folder === undefined || target === undefined) throw new Error("expected the folder of a package and a file");
  const [schemas] = Object.values(fieldsOf(JSON.parse(readFileSync(OWN, "utf8")))).map(fieldsOf);
  const kinds = { resource: schemas?.resource_schemas, data: schemas?.data_source_schemas };
  const lines = Object.entries(kinds).flatMap(([kind, types]) =>
    Object.keys(fieldsOf(types)).map((type) => {
      const name = type.replace(/^aws_/, "").replaceAll("_", "-");
      const text = readFileSync(join(folder, "lib", kind === "data" ? `data-aws-${name}` : name, "index.js"), "utf8");
      return `  ${JSON.stringify(`${kind}.${type}`)}: ${JSON.stringify(argumentsOf(text))}`;
    }),
  );
  writeFileSync(target, `{\n${lines.join(",\n")}\n}\n`);
}

/** `access_config.authentication_mode`: every argument that a class writes, those within blocks by their path. */
function argumentsOf(text: string): string[] {
  return pathsIn(text, / {4}synthesizeAttributes\(\) \{\n {8}return \{\n([^]*?)\n {8}\};/.exec(text)?.[1] ?? "");
}

function pathsIn(text: string, body: string): string[] {
  return [...body.matchAll(/^\s*(\w+): (.*)$/gm)].flatMap(([, name = "", value = ""]) => {
    const [inner] = /\b[a-z]\w*ToTerraform\b(?<!cdktf\.\w*)/.exec(value.replace(/cdktf\.\w+/g, "")) ?? [];
    if (inner === undefined) return [name];
    const own =
      new RegExp(`function ${inner}\\(struct\\) \\{[^]*?return \\{\\n([^]*?)\\n {4}\\};`).exec(text)?.[1] ?? "";
    return [name, ...pathsIn(text, own).map((path) => `${name}.${path}`)];
  });
}

main(process.argv.slice(2));
