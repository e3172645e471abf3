import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Token } from "cdktf";
import { parse } from "yaml";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { isRecord } from "../../../lib/plan/reading/plan-shape";
import { newCluster, SAMPLES, samples } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { ACCESS_ONLY, problems } from "../cluster-yaml";

const TOKEN = "${TfToken[TOKEN.2]}";
const NUMBER = String(Token.asNumber({ resolve: () => 1, creationStack: [] }));
const NUMBERS = String(Token.asNumberList({ resolve: () => [1], creationStack: [] })[0]);

type Path = readonly (string | number)[];

/** Every text, number and truth value of a file, and every key of a map. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, i) => placesIn(item, [...path, i]));
  if (!isRecord(value)) return [path];
  return Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]));
}

function replacedAt(value: unknown, [step, ...rest]: Path, text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) return value.map((item: unknown, i) => (i === step ? replacedAt(item, rest, text) : item));
  if (!isRecord(value)) throw new Error(`no place ${step}`);
  return { ...value, [step]: replacedAt(value[step], rest, text) };
}

/** The text of a JSON file is YAML too. */
function tokensIn(value: unknown): string[] {
  const { findings } = parseClusterFile("clusters/demo.yaml", JSON.stringify(value));
  return findings.filter(({ code }) => code === "token-in-text").map(({ path }) => path);
}

function printed(path: Path): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");
}

describe("tokenFindings", () => {
  test("what is refused: the attribute of another resource would stand in the JSON", () => {
    const elsewhere = Token.asString({ resolve: () => "${aws_iam_role.other.arn}", creationStack: [] });
    expect(jsonOf(newCluster({ clusterTags: { Note: `by ${elsewhere}` } }))).toContain("by ${aws_iam_role.other.arn}");
    const note = (text: string) => `${ACCESS_ONLY}tags: { Note: ${JSON.stringify(text)} }\n`;
    expect(problems(note(`by ${elsewhere}`))).toEqual([
      `4:15 token-in-text tags.Note: a placeholder of CDK for Terraform, expected text that stands for itself, got \`by ${elsewhere}\``,
    ]);
    expect(problems(note("by ${aws_iam_role.other.arn}"))).toEqual([]);
  });

  test.each([
    ["a string", "a ${TfToken[TOKEN.2]} b"],
    ["a string with a hint", "${TfToken[aws_iam_role.demo.2]}"],
    ["a list", "#{TfToken[TOKEN.0]}"],
    ["a map", "&{TfToken[TOKEN.0]}"],
    ["half of one, whose other half may stand in another text", "#{TfToken[TOKEN"],
    ["all of one but its last character", "${TfToken[TOKEN.2]"],
    ["one that begins, and no more", "team-&{TfToken["],
    ["one behind what Terraform would evaluate", "$${TfToken[TOKEN.2]}"],
    ["a number", NUMBER],
    ["a number within a text", `team-${NUMBER.slice(1)}`],
    ["a number written otherwise", NUMBER.replace("e+289", "E289")],
    ["a list of numbers", NUMBERS],
    ["a map of texts", "String Map Token Value"],
    ["a map of anything", "Any Map Token Value"],
  ])("refuses %s", (_, text) => {
    expect(tokensIn({ tags: { Note: text } })).toEqual(["tags.Note"]);
  });

  test.each([
    ["what Terraform would evaluate, which is escaped", "${aws_iam_role.this.arn} %{ if true } #{x} &{y}"],
    ["the name of cdktf's type", "TfToken"],
    ["the beginning of one without its brace", "TfToken[TOKEN"],
    ["one of nothing", "${TfToken[]}"],
    ["one with characters that none has", "${TfToken[a b]} #{TfToken[ä]} &{TfToken[a/b]}"],
    ["one without its end, in the middle of a text", "${TfToken[TOKEN.2] }"],
    ["numbers", "-1.5e+10 -1e-300 1.8881545897087827e+289 -1e+289 2e308"],
    ["a text that only holds the words of a map", "String Map Token Value of 2026"],
    ["a date and a version", "2026-11-22 1.31-eks.1"],
  ])("takes %s", (_, text) => {
    expect(tokensIn({ tags: { Note: text } })).toEqual([]);
  });

  test("what is taken stands in the JSON as it is written, escaped for Terraform", () => {
    for (const text of [
      "TfToken[TOKEN",
      "${TfToken[]}",
      "#{TfToken[a b]}",
      "${TfToken[a b]}",
      "${TfToken[TOKEN.2] }",
    ]) {
      const json = jsonOf(newCluster({ clusterTags: { Note: text } }));
      expect(json).toContain(JSON.stringify(text.replaceAll("${", () => "$${")));
    }
  });

  test("what cdktf looks for is what is refused, character by character", () => {
    const around = fc.string({ maxLength: 4 });
    const body = fc.string({ unit: fc.constantFrom("a", "Z", "0", "9", ":", ".", "_", "-", "/", " "), maxLength: 4 });
    const [opens, word] = [
      fc.constantFrom("${", "#{", "&{", "$", "{"),
      fc.constantFrom("TfToken[", "TfToken[", "TfToken"),
    ];
    const text = fc
      .tuple(around, opens, word, body, fc.constantFrom("]}", "]}", "]", "}", ""), around)
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (own) => {
        const isToken = [Token.isUnresolved(own), Token.isUnresolved([own]), Token.isUnresolved({ [own]: 1 })];
        expect(isToken.includes(true) && tokensIn({ tags: { Note: own } }).length === 0).toBe(false);
      }),
    );
  });

  test("a number without quotes, where a number is taken and where text is", () => {
    expect(problems(`${ACCESS_ONLY}migration: { stage: entries, wave: ${NUMBER} }\n`)).toContainEqual(
      expect.stringContaining("4:36 token-in-text migration.wave: a placeholder of CDK for Terraform"),
    );
    expect(problems(`${ACCESS_ONLY}tags: { Note: ${NUMBER} }\n`)).toContainEqual(
      expect.stringContaining("4:15 token-in-text tags.Note: a placeholder of CDK for Terraform"),
    );
  });

  test("a key that is one, at its own place, and one behind an escape of YAML", () => {
    expect(problems(`${ACCESS_ONLY}tags: { "&{TfToken[TOKEN.0]}": a, B: "\\u0024{TfToken[TOKEN.2]}" }\n`)).toEqual([
      expect.stringContaining("4:9 token-in-text tags.&{TfToken[TOKEN.0]}: "),
      expect.stringContaining("4:38 token-in-text tags.B: "),
    ]);
  });

  test.each(samples().map(({ clusterName }) => clusterName))(
    "refuses it in every place of %s, and only there",
    (name) => {
      const whole: unknown = parse(readFileSync(join(SAMPLES, `${name}.yaml`), "utf8"));
      const places = placesIn(whole);
      expect(places.length).toBeGreaterThan(10);
      expect(tokensIn(whole)).toEqual([]);
      for (const path of places) expect(tokensIn(replacedAt(whole, path, TOKEN))).toEqual([printed(path)]);
    },
  );
});
