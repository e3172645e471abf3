import type { ExplainedFile } from "../../app/explain/explained-file";
import { principalName } from "../../access/principal/principal-name";
import type { AccessChange, ChangeKind } from "../../migration/explanation/access-change";
import type { ExplainedPrincipal } from "../../migration/explanation/explanation";
import { accessCell, shortened } from "./access-cell";
import { placeName } from "../../access/aws-auth/aws-auth";
import type { StagedAccess } from "../../migration/explanation/staged-access";
import { type LastUse, lastUseOf } from "../../usage/last-use";
import { findingsText } from "../findings/findings-text";
import { printable } from "../text/printable";
import { shown, shownSentence } from "../text/shown";
import { columnHead, type StageColumn, stageColumns } from "./stage-columns";
import { type Cell, type CellLine, type TableLook, textTable, wrap } from "../text/text-table";

/** The colour of a change. */
export const CHANGE_COLOURS: Readonly<Record<ChangeKind, "red" | "yellow" | "green" | "dim">> = {
  lost: "red",
  unknown: "yellow",
  renamed: "yellow",
  gap: "yellow",
  gained: "yellow",
  moved: "dim",
  same: "dim",
};

/** Who has what at each stage: a table, what changes in words, odd rows, legend. Only steps that change something are columns. */
export function explainText(explained: ExplainedFile, look: TableLook): string {
  const { explanation, use } = explained;
  const { steps, principals } = explanation;
  const columns = stageColumns(steps, (i) => principals.some(({ changes }) => changes[i] !== undefined));
  const head: Cell[] = [[{ text: "principal" }], ...columns.map((column) => columnHead(column, steps))];
  const rows = principals.map((one) => [
    nameCell(one, explained),
    ...columns.map((column) => cellOf(one, column, use)),
  ]);
  const blocks = [
    `${title(explained, look)}\n`,
    principals.length === 0 ? "The file names nobody.\n" : textTable({ head, rows }, look),
    changesText(explained, look),
    rowsText(explained, look),
    legendText(explained, columns, look),
  ];
  return blocks.filter((block) => block !== "").join("\n");
}

/** `demo-eks-cluster  clusters/demo-eks-cluster.yaml, at entries:2` */
export function title({ clusterName, file, explanation }: ExplainedFile, { paint }: TableLook): string {
  const current = explanation.steps.find(({ isCurrent }) => isCurrent);
  const hasMigration = explanation.steps.some(({ stage }) => stage !== undefined);
  const at = hasMigration ? `at ${current?.name ?? "a wave that it has not"}` : "no migration";
  return `${paint(printable(clusterName), "bold")}  ${printable(file)}, ${at}`;
}

function nameCell({ principal, isAnyone }: ExplainedPrincipal, { accountId, use }: ExplainedFile): Cell {
  const name: CellLine = { text: shown(principalName(principal, accountId)) };
  if (use === undefined || isAnyone) return [name];
  return [name, lastLine("seen", lastUseOf(use, principal))];
}

/** `seen 2026-11-20 14:05`, in UTC; `not seen`. */
function lastLine(word: string, time: number | undefined): CellLine {
  if (time === undefined) return { text: `not ${word}`, colour: "dim" };
  return { text: `${word} ${new Date(time).toISOString().slice(0, 16).replace("T", " ")}`, colour: "yellow" };
}

function cellOf({ cells, changes }: ExplainedPrincipal, { first }: StageColumn, use: LastUse | undefined): Cell {
  const access = cells[first];
  if (access === undefined) return [];
  const before = cells[first - 1];
  const isOld = before !== undefined && changes[first] === undefined;
  if (isOld) return [{ text: "=", colour: "dim" }];
  return use === undefined ? accessCell(access) : [...accessCell(access), ...usedLine(access, use)];
}

/** When a row served somebody last: the log tells it by row, and of an entry by its principal. */
function usedLine(access: StagedAccess, { rows }: LastUse): CellLine[] {
  if (access.kind !== "access" || access.through.by !== "row") return [];
  return [lastLine("used", rows.get(placeName(access.through.place)))];
}

function changesText(explained: ExplainedFile, look: TableLook): string {
  const { steps, principals } = explained.explanation;
  const lines = steps.flatMap(({ name }, i) => {
    const groups = sameWords(principals.flatMap(({ changes }) => changes[i] ?? []));
    return groups.length === 0
      ? []
      : [look.paint(name, "bold"), ...groups.flatMap((group) => groupLines(group, explained, look))];
  });
  return lines.length === 0 ? "" : `${look.paint("What changes", "bold")}\n\n${lines.join("\n")}\n`;
}

/** Principals for whom the same things change; that an entry takes the place of a row stands in the table. */
function sameWords(changes: readonly AccessChange[]): AccessChange[][] {
  const groups = new Map<string, AccessChange[]>();
  for (const change of changes) {
    const words = partsOf(change)
      .map(({ words }) => words)
      .join("\n");
    groups.set(words, [...(groups.get(words) ?? []), change]);
  }
  return [...groups.values()];
}

function partsOf({ parts }: AccessChange): AccessChange["parts"] {
  const told = parts.filter(({ kind }) => kind !== "moved");
  return told.length > 0 ? told : [{ kind: "same", words: "the same rights and username, another way" }];
}

function groupLines(group: readonly AccessChange[], { accountId }: ExplainedFile, look: TableLook): string[] {
  const names = group.map(({ principal }) => shown(principalName(principal, accountId))).join(", ");
  const [first] = group;
  const parts = first === undefined ? [] : partsOf(first);
  return [
    ...wrap(names, look.width - 2, "  ").map((line) => `  ${line}`),
    ...parts.flatMap(({ kind, words }) =>
      wrap(`- ${shownSentence(words)}`, look.width - 4, "  ").map(
        (line) => `    ${look.paint(line, CHANGE_COLOURS[kind])}`,
      ),
    ),
  ];
}

function rowsText({ findings }: ExplainedFile, { paint }: TableLook): string {
  return findings.length === 0
    ? ""
    : `${paint("Rows that are not what they look like", "bold")}\n\n${findingsText(findings, paint)}`;
}

function legendText({ explanation, use }: ExplainedFile, columns: readonly StageColumn[], look: TableLook): string {
  const { principals, notes } = explanation;
  const cells = principals.flatMap((one) => one.cells);
  const lines: CellLine[] = [
    ...(columns.length > 1 ? [{ text: "=: as in the column before" }] : []),
    ...(cells.some(({ kind }) => kind === "unknown")
      ? [{ text: 'unknown: the file does not tell, --principal says why; it is not "no access"' }]
      : []),
    ...shortened(cells).map((text) => ({ text })),
    ...notes.map((text) => ({ text })),
    ...(use === undefined
      ? []
      : [{ text: `seen, used: in the log of ${day(use.window.from)} to ${day(use.window.to)}` }]),
  ];
  return lines
    .flatMap(({ text }) => wrap(printable(text), look.width, "  "))
    .map((line) => `${look.paint(line, "dim")}\n`)
    .join("");
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
