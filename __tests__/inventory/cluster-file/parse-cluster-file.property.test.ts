import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseInventory } from "../../../lib/inventory/inventory";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { ACCESS_ONLY } from "../cluster-yaml";
import { anyText } from "../../support/laws/any-text";
import { runs } from "../../support/laws/law-runs";

const SAMPLE = readFileSync(join(__dirname, "../../../clusters/demo-eks-cluster.yaml"), "utf8");
const PIECES = [
  "a",
  "access_entries",
  "migration",
  "stage",
  ": ",
  "- ",
  "\n",
  "  ",
  "[",
  "]",
  "{",
  "}",
  "&x ",
  "*x",
  "? ",
];
const MORE_PIECES = [
  "|",
  ">",
  "!!int ",
  "!x ",
  "#",
  "---\n",
  '"',
  "'",
  "\t",
  "1.30",
  "~",
  "${",
  "%YAML 1.1\n",
  "__proto__",
  "<<",
];
const yamlish = fc
  .array(fc.constantFrom(...PIECES, ...MORE_PIECES), { maxLength: 60 })
  .map((pieces) => pieces.join(""));
/** The sample with a part of it replaced. */
const damaged = fc
  .tuple(fc.nat(SAMPLE.length), fc.nat(40), yamlish)
  .map(([start, length, text]) => SAMPLE.slice(0, start) + text + SAMPLE.slice(start + length));
const anyInput = fc.oneof(anyText(), yamlish, damaged);

describe("parseClusterFile", () => {
  test("never throws, and says the same again", () => {
    fc.assert(
      fc.property(anyInput, (text) => {
        const first = parseClusterFile("clusters/demo.yaml", text);
        expect(JSON.stringify(parseClusterFile("clusters/demo.yaml", text))).toBe(JSON.stringify(first));
      }),
      { numRuns: runs(400) },
    );
  });

  test("what it refuses has an error, and every finding has a place within the text", () => {
    fc.assert(
      fc.property(anyInput, (text) => {
        const { cluster, findings } = parseClusterFile("clusters/demo.yaml", text);
        expect(findings.some(({ severity }) => severity === "error")).toBe(cluster === undefined);
        const lines = text.split("\n").length;
        expect(findings.filter(({ line = 0, column = 0 }) => line < 1 || line > lines || column < 1)).toEqual([]);
      }),
      { numRuns: runs(400) },
    );
  });

  test("tags are kept letter by letter", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== "__proto__"),
          fc.string(),
        ),
        (tags) => {
          const { cluster } = parseClusterFile("clusters/demo.yaml", `${ACCESS_ONLY}tags: ${JSON.stringify(tags)}\n`);
          expect(Object.entries(cluster?.staged.definition.tags ?? {})).toEqual(Object.entries(tags));
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

describe("parseInventory", () => {
  test("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(parseInventory([{ file: "clusters/x.yaml", bytes }]).findings.length).toBeGreaterThan(0);
      }),
      { numRuns: runs(500) },
    );
  });
});
