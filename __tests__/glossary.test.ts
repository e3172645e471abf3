import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AUTHENTICATION_MODES } from "../lib/access/access-entry/authentication-mode";
import { exitCodeOf } from "../lib/cli/exit-code";
import { SEVERITIES } from "../lib/finding/severity";
import { RENDERS } from "../lib/migration/definition";
import { STAGE_FACTS, STAGES } from "../lib/migration/stage";
import { exitCodeOfVerdict as exitCodeOfVerdict, VERDICTS } from "../lib/rules/review/verdict";

const DOCS = join(__dirname, "../docs");
const PAGE = readFileSync(join(DOCS, "glossary.md"), "utf8");

/** The cells of each row of a table, by the word that the row explains. */
const ROWS = new Map(
  PAGE.split("\n").flatMap((line) => {
    const [, word, ...cells] = line.split("|").map((cell) => cell.trim());
    return word === undefined ? [] : [[word.replaceAll(/[*`]/g, ""), cells]];
  }),
);

const FINDING = { code: "row-dead", path: "", message: "a message", file: "clusters/demo.yaml" } as const;

describe("docs/glossary.md", () => {
  test.each(SEVERITIES)("explains the severity %s, with its exit code", (severity) => {
    expect(PAGE).toMatch(new RegExp(`^\\| \`${severity}\` .*\\| ${exitCodeOf([{ ...FINDING, severity }])} +\\|$`, "m"));
  });

  test.each(VERDICTS)("explains the verdict %s, with its exit code", (verdict) => {
    expect(PAGE).toMatch(new RegExp(`^\\| \`${verdict}\` .*\\| ${exitCodeOfVerdict(verdict)}\\b[^|]*\\|$`, "m"));
  });

  test.each(STAGES)("explains the stage %s, with its authentication mode", (stage) => {
    expect(ROWS.get(stage)?.[0]).toBe(`\`${STAGE_FACTS[stage].mode}\``);
  });

  test("explains every authentication mode", () => {
    expect(
      AUTHENTICATION_MODES.filter((mode) => !ROWS.get("authentication mode")?.[0]?.includes(`\`${mode}\``)),
    ).toEqual([]);
  });

  test.each(RENDERS)("explains the rendering %s", (render) => {
    expect(PAGE).toMatch(new RegExp(`^\\| \`${render}\` +\\| \\S`, "m"));
  });

  test("shows a finding as the program says it today", () => {
    const [, shown = "no block"] = /^```text\n([^]*?)```$/m.exec(PAGE) ?? [];
    expect(readFileSync(join(DOCS, "rules.md"), "utf8")).toContain(shown);
  });
});
