import { acceptItem } from "../../../lib/finding/accept-item";
import { CODE_TABLES } from "../../../lib/finding/catalogue";
import { type CodeRow, CONTEXTS, type Weight } from "../../../lib/finding/code-row";
import { SEVERITIES } from "../../../lib/finding/severity";
import { ruleSection } from "./rule-sections";

const HEAD = `# Rules

Every code that a finding can have, made from the catalogue in the code by \`npm run docs\`. Codes are stable. The rules
stand in the [specification](specification.md), special words in the [glossary](glossary.md); \`accept\` says whether a cluster file's \`accept\` may open the finding.

Below each table every code has a section of its own: an example with what is wrong (\`-\`) and mended (\`+\`), and what the program says
of it, with what to do. The words are the program's own: they are made when this page is written.

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

/** docs/rules.md, from the catalogue of codes: a table of each room, then a section of each code with an example. */
export async function rulesPage(): Promise<string> {
  const parts: string[] = [HEAD];
  for (const [title, rows] of Object.entries(CODE_TABLES)) {
    parts.push(table(title, rows));
    for (const [code, row] of inOrder(rows)) parts.push(await ruleSection(code, row, factsOf(code, row)));
  }
  return parts.join("\n");
}

function table(title: string, rows: Readonly<Record<string, CodeRow>>): string {
  const lines = inOrder(rows).map(([code, row]) =>
    ["", `[\`${code}\`](#${code})`, weights(row), linked(row.rule), accepted(row), row.meaning, ""].join(" | ").trim(),
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

/** The worst first, then by name. */
function inOrder(rows: Readonly<Record<string, CodeRow>>): (readonly [string, CodeRow])[] {
  return Object.entries(rows).sort(([a, left], [b, right]) => rank(left) - rank(right) || (a < b ? -1 : 1));
}

/** The same facts as in the table, for whoever follows a link to one code. */
function factsOf(code: string, row: CodeRow): string[] {
  return [
    `Severity, by who says it: ${weights(row)}.`,
    ...(row.rule === "-" ? [] : [`Rule: ${linked(row.rule)}.`]),
    ...(accepted(row) === "" ? [] : [`\`accept\` may open it: ${accepted(row)}${acceptedBy(code, row)}.`]),
  ];
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

/** What to write for it. */
function acceptedBy(code: string, { acceptable = false, acceptedByPrincipal = false }: CodeRow): string {
  return acceptable ? `: ${acceptItem(code, acceptedByPrincipal ? "ARN" : undefined)}` : "";
}

function rank({ severity }: CodeRow): number {
  const usual = Object.values(severity).map((weight) => (typeof weight === "string" ? weight : weight.usual));
  return Math.min(...usual.map((each) => SEVERITIES.indexOf(each)));
}
