import type { Paint } from "./colour";

/** One line of a cell before it is wrapped; without colour it is plain. */
export interface CellLine {
  readonly text: string;
  /** @default plain */
  readonly colour?: Parameters<Paint>[1];
}

/** The lines of a cell. */
export type Cell = readonly CellLine[];

/** A table of cells with several lines each. */
export interface TextTable {
  readonly head: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

/** How wide, and how painted. */
export interface TableLook {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
}

const GAP = 2;
const NARROWEST = 16;
/** After these a word that is too long is broken; what goes on stands a space to the right. */
const BREAKS = /(?<=[\s\-_/:,.@}])/;

/**
 * A table that fits the width: cells are wrapped, and columns that do not fit beside each other go on in a further table
 * below, with the first column again.
 */
export function textTable(table: TextTable, look: TableLook): string {
  const count = table.head.length - 1;
  const fitting = Math.max(1, Math.min(count, Math.floor((look.width - NARROWEST) / (NARROWEST + GAP))));
  const tables = Math.max(1, Math.ceil(count / fitting));
  const each = Math.ceil(count / tables);
  return Array.from({ length: tables }, (_, i) => {
    const from = 1 + i * each;
    const pick = (cells: readonly Cell[]): Cell[] => [...cells.slice(0, 1), ...cells.slice(from, from + each)];
    return oneTable({ head: pick(table.head), rows: table.rows.map(pick) }, look);
  }).join("\n");
}

/** Text in lines of at most this width, broken where a reader would; later lines are indented. */
export function wrap(text: string, width: number, indent = " "): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.split(BREAKS).flatMap((each) => chunks(each, width - indent.length))) {
    if (line.trim() !== "" && line.length + piece.trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

function oneTable({ head, rows }: TextTable, look: TableLook): string {
  const widths = widthsOf([head, ...rows], look.width);
  const bold = head.map((cell): Cell => cell.map((line) => ({ colour: "bold", ...line })));
  const rule = look.paint(widths.map((width) => "─".repeat(width)).join(" ".repeat(GAP)), "dim");
  const body = rows.flatMap((row) => [...linesOf(row, widths, look.paint), ""]);
  return [...linesOf(bold, widths, look.paint), rule, ...body].join("\n");
}

/** Narrow columns keep what they need, wide ones share what is left. */
function widthsOf(rows: readonly (readonly Cell[])[], width: number): number[] {
  const needs = (rows[0] ?? []).map((_, i) =>
    Math.max(1, ...rows.flatMap((row) => (row[i] ?? []).map(({ text }) => text.length))),
  );
  const room = width - GAP * (needs.length - 1);
  const fits = (share: number): boolean => needs.reduce((sum, need) => sum + Math.min(need, share), 0) <= room;
  const share = Array.from({ length: Math.max(0, room) }, (_, i) => room - i).find(fits) ?? 1;
  return needs.map((need) => Math.min(need, share));
}

function linesOf(row: readonly Cell[], widths: readonly number[], paint: Paint): string[] {
  const wrapped = row.map((cell, i) =>
    cell.flatMap(({ text, colour }) =>
      wrap(text, widths[i] ?? text.length).map((line): CellLine => ({ text: line, ...(colour && { colour }) })),
    ),
  );
  const height = Math.max(0, ...wrapped.map((cell) => cell.length));
  return Array.from({ length: height }, (_, y) => {
    const last = wrapped.findLastIndex((cell) => cell[y] !== undefined);
    const cells = wrapped.slice(0, last + 1).map((cell, i) => {
      const { text = "", colour } = cell[y] ?? {};
      const padding = i === last ? "" : " ".repeat((widths[i] ?? 0) - text.length);
      return `${colour === undefined ? text : paint(text, colour)}${padding}`;
    });
    return cells.join(" ".repeat(GAP));
  });
}

function chunks(text: string, size: number): string[] {
  const most = Math.max(1, size);
  return Array.from({ length: Math.ceil(text.length / most) }, (_, i) => text.slice(i * most, (i + 1) * most));
}
