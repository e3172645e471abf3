import type { ClusterStatus, FleetStatus } from "../../app/status/fleet-status";
import { markdownCode, markdownProse, markdownSentence } from "../text/markdown-text";
import { aheadWords, blockerWords, onRowsWords, verifiedWords, whereWords } from "./cluster-words";
import { ringName, ringTotals, totalsWords } from "./ring-totals";

const HEAD = ["cluster", "owner", "stage", "on rows", "verified", "blockers", "next"];

/** A fleet as Markdown, for a pull request, a wiki, or the summary of a job. */
export function statusMarkdown(status: FleetStatus): string {
  const of = status.rings.length;
  const findings = status.findings.map(
    ({ severity, file, code, message }) =>
      `- ${severity} ${markdownCode(file)} ${markdownCode(code)}: ${markdownSentence(message)}`,
  );
  const rings = ringTotals(status).flatMap((ring, index) => [
    `### ${markdownProse(`${ringName(ring, { index, of })}: ${totalsWords(ring)}`)}`,
    "",
    ...(ring.clusters.length === 0 ? [] : [line(HEAD), line(HEAD.map(() => "---")), ...ring.clusters.map(rowOf), ""]),
  ]);
  return [...findings, ...(findings.length === 0 ? [] : [""]), ...rings].join("\n");
}

function rowOf(one: ClusterStatus): string {
  const { path, owner, next } = one;
  const command = next.command === undefined ? "" : `: ${markdownCode(next.command)}`;
  return line([
    markdownCode(path),
    owner === undefined ? "" : markdownProse(owner),
    [whereWords(one), ...aheadWords(one).map(markdownSentence)].join("; "),
    markdownProse(onRowsWords(one)),
    markdownProse(verifiedWords(one)),
    blockerWords(one),
    `${markdownSentence(next.words)}${command}`,
  ]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
