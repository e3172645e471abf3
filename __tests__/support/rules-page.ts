import { type Rule, SEVERITIES } from "../../lib/finding/finding";
import type { ReviewRule } from "../../lib/rules/judgements/judgement";

const HEAD = `# Rules

Every code that a finding can have, made from the tables in the code by \`npm run docs\`. Codes are stable. The rules
stand in the [specification](specification.md), special words in the [glossary](glossary.md); \`accept\` says whether a cluster file's \`accept\` may open the finding.

| severity | what it means |
| --- | --- |
| \`error\` | the input is wrong |
| \`blocker\` | this stage may not be planned |
| \`danger\` | a plan takes access |
| \`irreversible\` | cannot be undone |
| \`warning\` | works, and will surprise somebody |
| \`note\` | good to know |
`;

/** docs/rules.md, from the catalogues of codes, one table each. */
export function rulesPage(catalogues: Readonly<Record<string, Readonly<Record<string, Rule>>>>): string {
  return [HEAD, ...Object.entries(catalogues).map(([title, rules]) => table(title, rules))].join("\n");
}

function table(title: string, rules: Readonly<Record<string, Rule>>): string {
  const rows = Object.entries(rules)
    .sort(([a, left], [b, right]) => weight(left) - weight(right) || (a < b ? -1 : 1))
    .map(([code, { severity, rule, meaning, acceptable }]) =>
      ["", `\`${code}\``, severity, linked(rule), acceptable === true ? "yes" : "", meaning, ""].join(" | ").trim(),
    );
  return [
    `## ${title}`,
    "",
    "| code | severity | rule | accept | meaning |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
    ...Object.entries(rules).flatMap(([code, rule]) => section(code, rule)),
  ].join("\n");
}

/** Rules of review have a section each: what a finding leads to. */
function section(code: string, rule: Rule): string[] {
  if (!isReviewRule(rule)) return [];
  const { meaning, why, help } = rule;
  return [`### \`${code}\``, "", `${meaning} Why it matters: ${why}. To do: ${help}.`, ""];
}

/** `R9, R10` as links to the specification. */
function linked(rule: string): string {
  return rule.replace(/R\d+/g, (number) => `[${number}](specification.md#${number.toLowerCase()})`);
}

function isReviewRule(rule: Rule): rule is ReviewRule {
  return "why" in rule && "help" in rule;
}

function weight({ severity }: Rule): number {
  return SEVERITIES.indexOf(severity);
}
