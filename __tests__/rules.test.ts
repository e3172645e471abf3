import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CODES } from "../lib/finding/catalogue";
import { isFull } from "./support/laws/law-runs";
import { rulesPage } from "./support/pages/rules-page";

const SOURCES = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts") && file !== "rules.test.ts")
  .map((file) => readFileSync(join(__dirname, file), "utf8"));
/** The rules that are implemented so far; R40 is about the shape of the JSON, and tested there. */
const RULES = Array.from({ length: 39 }, (_, i) => `R${i + 1}`);

describe("rules", () => {
  test("docs/rules.md has every code; in full length, it is what `npm run docs` writes", async () => {
    const page = readFileSync(join(__dirname, "../docs/rules.md"), "utf8");
    expect(CODES.filter((code) => !page.includes(`\n### \`${code}\`\n`))).toEqual([]);
    expect(isFull ? await rulesPage() : page).toBe(page);
  });

  test.each(RULES)("%s has an accepted and a refused case", (rule) => {
    const titles = SOURCES.flatMap((source) => source.match(/^\s*(test|test\.each\([\s\S]*?\))\(\s*[`"].*/gm) ?? []);
    for (const side of ["accepts", "refuses"]) {
      expect({ rule, side, found: titles.some((title) => title.includes(`${rule} ${side}:`)) }).toEqual({
        rule,
        side,
        found: true,
      });
    }
  });

  test("no test is skipped or alone", () => {
    expect(
      SOURCES.filter((source) => /\b(test|describe|it)\.(skip|only|todo)\b|\bx(test|it|describe)\(/.test(source)),
    ).toEqual([]);
  });
});
