import type { CodeRow } from "../../../lib/finding/code-row";
import { JUDGEMENTS, PLAN_JUDGEMENTS } from "../../../lib/rules/judgements";
import { lineDifference } from "./rule-examples/difference/line-difference";
import { type Content, findingsOf, type RuleExample, saidOf, type TriedExample } from "./rule-examples/rule-example";
import { RULE_EXAMPLES } from "./rule-examples/rule-examples";

/** More findings of one example than these say no more. */
const MOST = 2;

/** What the page says of one code beside its table: its meaning, an example, what the program says of it, what to do. */
export async function ruleSection(code: string, row: CodeRow, facts: readonly string[]): Promise<string> {
  const example = RULE_EXAMPLES[code];
  return [
    `### \`${code}\``,
    "",
    row.meaning,
    "",
    ...facts.map((fact) => `- ${fact}`),
    ...reviewFacts(code),
    "",
    ...(example === undefined ? [] : [...(await shownExample(code, example)), ""]),
  ].join("\n");
}

function reviewFacts(code: string): string[] {
  const found = [...PLAN_JUDGEMENTS, ...JUDGEMENTS].find((each) => each.code === code);
  return found === undefined
    ? []
    : [`Why it matters to a review: ${found.rule.why}.`, `What to do then: ${found.rule.help}.`].map(
        (fact) => `- ${fact}`,
      );
}

async function shownExample(code: string, example: RuleExample | TriedExample): Promise<string[]> {
  const said = findingsOf(code, (await saidOf(example)).before);
  if (said.length === 0) throw new Error(`${code}: its example does not say it`);
  const shown = said.slice(0, MOST).join("\n");
  return [
    ...fenced("diff", differenceOf(example)),
    "",
    ...("run" in example ? [`\`eks-access ${example.run.join(" ")}\` says:`, ""] : []),
    ...fenced("text", shown.split("\n")),
  ];
}

function differenceOf(example: RuleExample | TriedExample): readonly string[] {
  if (example.shown !== undefined) return example.shown;
  if (!("mended" in example)) return [];
  const { files, mended } = example;
  return Object.entries(mended).flatMap(([path, right]) => [
    `# ${path}`,
    ...lineDifference(textOf(files[path]), textOf(right)),
  ]);
}

/** What is no text is shown by lines of its example. */
function textOf(content: Content | undefined): string {
  if (content === undefined) return "";
  if (typeof content !== "string") throw new Error("an example without a text has to say what it shows");
  return content;
}

function fenced(language: string, lines: readonly string[]): string[] {
  return [`\`\`\`${language}`, ...lines, "```"];
}
