import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { outputSchemas } from "../../lib/report/schema/json-schemas";

const FOLDER = join(__dirname, "../../docs/schemas");

describe("outputSchemas", () => {
  test("docs/schemas is as the sources say, and holds nothing else; `npm run schema` writes it", () => {
    const files = Object.fromEntries(
      readdirSync(FOLDER).map((name) => [name.replace(".schema.json", ""), readFileSync(join(FOLDER, name), "utf8")]),
    );
    expect(files).toEqual(outputSchemas());
  });

  test.each(Object.entries(outputSchemas()))(
    "that of %s is a schema, and refuses keys that nobody described",
    (command, text) => {
      const validate = new Ajv({ strict: true }).compile(JSON.parse(text));
      expect(validate({ format_version: "1.0", command, outcome: "refused", extra: 1 })).toBe(false);
      // A dump is known by a key of its own.
      const known = command === "collect" ? { eks_access_dump: { const: "1.0" } } : { command: { const: command } };
      expect(JSON.parse(text)).toMatchObject({ additionalProperties: false, properties: known });
    },
  );
});
