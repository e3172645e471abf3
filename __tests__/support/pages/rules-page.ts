import { CODE_TABLES } from "../../../lib/finding/catalogue";
import { type CodeRow, CONTEXTS, type Weight } from "../../../lib/finding/code-row";
import { SEVERITIES } from "../../../lib/finding/severity";
import { JUDGEMENTS, PLAN_JUDGEMENTS } from "../../../lib/rules/judgements";

const HEAD = `# Rules

Every code that a finding can have, made from the catalogue in the code by \`npm run docs\`. Codes are stable. The rules
stand in the [specification](specification.md), special words in the [glossary](glossary.md); \`accept\` says whether a cluster file's \`accept\` may open the finding.

| severity | what it means |
| --- | --- |
| \`danger\` | a plan takes access |
| \`error\` | the input is wrong |
| \`blocker\` | this stage may not be planned |
| \`irreversible\` | cannot be undone |
| \`warning\` | works, and will surprise somebody |
| \`note\` | good to know |

A code means one thing, whoever says it, and may weigh differently:

| said by | when |
| --- | --- |
| \`file\` | a cluster file, or the props of a construct, is read: \`check\`, \`synth\`, every command that reads the file |
| \`gate\` | the stage of a file is judged: \`check\`, \`synth\`, \`advance\`, \`back\`, \`import\` |
| \`translation\` | rows become entries: comments of the file that \`import\` writes |
| \`guard\` | Terraform plans or applies, and asks the live cluster |
| \`live\` | \`check --live\` |
| \`import\` | sources are read: \`import\`, \`check --live\` |
| \`overlay\` | the files of \`render: overlay\` are made, or compared |
| \`review\` | a plan is reviewed |
| \`verify\` | a live cluster is held against its file |
| \`usage\` | \`check --usage\`: what logs tell |
`;

/** docs/rules.md, from the catalogue of codes, one table each. */
export function rulesPage(): string {
  return [HEAD, ...Object.entries(CODE_TABLES).map(([title, rows]) => table(title, rows)), ...reviews()].join("\n");
}

function table(title: string, rows: Readonly<Record<string, CodeRow>>): string {
  const lines = Object.entries(rows)
    .sort(([a, left], [b, right]) => rank(left) - rank(right) || (a < b ? -1 : 1))
    .map(([code, row]) =>
      ["", `\`${code}\``, weights(row), linked(row.rule), accepted(row), row.meaning, ""].join(" | ").trim(),
    );
  return [
    `## ${title}`,
    "",
    "| code | severity, by who says it | rule | accept | meaning |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}

/** `gate, file: error`, `gate: blocker, warning until the entry is rendered; review: danger` */
function weights({ severity }: CodeRow): string {
  const said = CONTEXTS.flatMap((context) => {
    const weight = severity[context];
    return weight === undefined ? [] : [{ context, words: weightWords(weight) }];
  });
  const words = [...new Set(said.map((one) => one.words))];
  return words
    .map((each) => `${said.flatMap((one) => (one.words === each ? [one.context] : [])).join(", ")}: ${each}`)
    .join("; ");
}

function weightWords(weight: Weight): string {
  if (typeof weight === "string") return weight;
  const { usual, ...others } = weight;
  return [usual, ...Object.entries(others).map(([severity, when]) => `${severity} ${when}`)].join(", ");
}

/** `R9, R10` as links to the specification. */
function linked(rule: string): string {
  return rule.replace(/R\d+/g, (number) => `[${number}](specification.md#${number.toLowerCase()})`);
}

function accepted({ acceptable = false, openedBy }: CodeRow): string {
  if (openedBy !== undefined) return `as \`${openedBy}\``;
  return acceptable ? "yes" : "";
}

function rank({ severity }: CodeRow): number {
  const usual = Object.values(severity).map((weight) => (typeof weight === "string" ? weight : weight.usual));
  return Math.min(...usual.map((each) => SEVERITIES.indexOf(each)));
}

/** What a review says has a section each: what a finding leads to. */
function reviews(): string[] {
  const sections = [...PLAN_JUDGEMENTS, ...JUDGEMENTS].map(({ code, rule: { why, help } }) => {
    return [`### \`${code}\``, "", `${meaningOf(code)} Why it matters: ${why}. To do: ${help}.`, ""].join("\n");
  });
  return ["## What a review can say\n", ...sections];
}

function meaningOf(code: string): string {
  const row = Object.values(CODE_TABLES).find((rows) => Object.hasOwn(rows, code));
  return row?.[code]?.meaning ?? "";
}
