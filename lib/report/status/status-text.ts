import type { ClusterStatus, FleetStatus } from "../../app/status/fleet-status";
import { findingsText } from "../findings/findings-text";
import { shown, shownSentence } from "../text/shown";
import { type Cell, type CellLine, type TableLook, textTable } from "../text/text-table";
import { aheadWords, blockerWords, onRowsWords, whereWords } from "./cluster-words";
import { ringName, ringTotals, totalsWords } from "./ring-totals";

const HEAD = ["cluster", "stage", "on rows", "next"];

/** A fleet for a terminal: each ring with its totals, a line per cluster. */
export function statusText(status: FleetStatus, look: TableLook): string {
  const of = status.rings.length;
  const rings = ringTotals(status).map((ring, index) => {
    const head = look.paint(shownSentence(`${ringName(ring, { index, of })}: ${totalsWords(ring)}`), "bold");
    const rows = ring.clusters.map(rowOf);
    return rows.length === 0
      ? `${head}\n`
      : `${head}\n\n${textTable({ head: HEAD.map((text) => [{ text }]), rows }, look)}`;
  });
  return `${findingsText(status.findings, look.paint)}${rings.join("\n")}`;
}

function rowOf(one: ClusterStatus): Cell[] {
  const { path, owner, blockers, next, onRows } = one;
  return [
    [{ text: shown(path) }, ...(owner === undefined ? [] : [{ text: shown(owner), colour: "dim" } as const])],
    [
      { text: whereWords(one) },
      ...(blockers.length === 0 ? [] : [{ text: `blocked: ${blockerWords(one)}`, colour: "red" } as const]),
      ...aheadWords(one).map((text): CellLine => ({ text: shownSentence(text), colour: "yellow" })),
      verifiedLine(one),
    ],
    [{ text: shownSentence(onRowsWords(one)), colour: onRows.length > 0 ? "yellow" : "dim" }],
    [
      { text: shownSentence(next.words) },
      ...(next.command === undefined ? [] : [{ text: shown(next.command), colour: "dim" } as const]),
    ],
  ];
}

function verifiedLine({ verified: { state, at = "" } }: ClusterStatus): CellLine {
  const day = shown(at.slice(0, 10));
  if (state === "complete") return { text: `verified ${day}`, colour: "green" };
  return state === "none"
    ? { text: "not verified", colour: "dim" }
    : { text: `verify: ${state}, ${day}`, colour: "yellow" };
}
