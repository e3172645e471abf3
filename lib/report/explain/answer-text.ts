import type { ExplainedFile } from "../../app/explain/explained-file";
import { principalName } from "../../access/principal/principal-name";
import type { RequestAnswer } from "../../migration/explanation/request-answer";
import { title } from "./explain-text";
import { shown, shownSentence } from "../text/shown";
import { columnHead, columnName, type StageColumn, stageColumns } from "./stage-columns";
import { type Cell, type TableLook, textTable, wrap } from "../text/text-table";

/** Who may make a request, at each step of a file: one list of answers for each principal, in the order of the file's. */
export interface AnsweredFile extends ExplainedFile {
  /** `get pods in prod` */
  readonly asked: string;
  readonly answers: readonly (readonly RequestAnswer[])[];
}

const COLOURS = { yes: "green", sometimes: "yellow", no: "dim", depends: "yellow", unknown: "yellow" } as const;
const MEANINGS = {
  yes: undefined,
  no: undefined,
  sometimes: "sometimes: in some sessions, not in others",
  depends: 'depends: on what was not read, which is not "no"; --rbac FILE opens groups and usernames',
  unknown: 'unknown: the file does not tell what it has, which is not "no"',
} as const;

/** A table of answers, and the reason of each. */
export function answerText(answered: AnsweredFile, look: TableLook): string {
  const { steps, principals } = answered.explanation;
  const columns = stageColumns(steps, (i) => answered.answers.some((own) => isNew(own, i)));
  const rows = principals.map((one, i): Cell[] => {
    const own = answered.answers[i] ?? [];
    return [nameCell(answered, i), ...columns.map(({ first }) => verdictCell(own[first]))];
  });
  const head: Cell[] = [[{ text: "principal" }], ...columns.map((column) => columnHead(column, steps))];
  const asked = look.paint(`Who may ${shownSentence(answered.asked)}`, "bold");
  const why = look.paint("Why", "bold");
  const reasons = principals.flatMap((_, i) => reasonLines(answered, i, look));
  const legend = legendOf(answered, look);
  const body =
    principals.length === 0
      ? "The file names nobody.\n"
      : `${textTable({ head, rows }, look)}\n${why}\n\n${reasons.join("\n")}\n`;
  return `${title(answered, look)}\n${asked}\n\n${body}${legend}`;
}

function nameCell({ explanation, accountId }: AnsweredFile, i: number): Cell {
  const one = explanation.principals[i];
  if (one === undefined) return [];
  return [{ text: shown(principalName(one.principal, accountId)) }];
}

function verdictCell(answer: RequestAnswer | undefined): Cell {
  return answer === undefined ? [] : [{ text: answer.verdict, colour: COLOURS[answer.verdict] }];
}

function isNew(own: readonly RequestAnswer[], i: number): boolean {
  return own[i]?.verdict !== own[i - 1]?.verdict;
}

function reasonLines(answered: AnsweredFile, i: number, look: TableLook): string[] {
  const own = answered.answers[i] ?? [];
  const { steps } = answered.explanation;
  const spans: StageColumn[] = stageColumns(steps, (at) => isNew(own, at) || own[at]?.why !== own[at - 1]?.why);
  const name = nameCell(answered, i).map(({ text }) => `  ${text}`);
  const lines = spans.flatMap((span) => {
    const answer = own[span.first];
    if (answer === undefined) return [];
    const text = `${columnName(span, steps)}: ${answer.verdict}, ${shownSentence(answer.why)}`;
    return wrap(text, look.width - 4, "  ").map((line) => `    ${look.paint(line, COLOURS[answer.verdict])}`);
  });
  return [...name, ...lines];
}

function legendOf({ answers }: AnsweredFile, look: TableLook): string {
  const given = new Set(answers.flat().map(({ verdict }) => verdict));
  const lines = [...given].flatMap((verdict) => MEANINGS[verdict] ?? []).sort();
  return lines.length === 0 ? "" : `\n${lines.map((line) => `${look.paint(line, "dim")}\n`).join("")}`;
}
