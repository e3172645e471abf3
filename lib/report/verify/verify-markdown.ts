import type { VerifiedCluster } from "../../app/verify/verify";
import { markdownCode, markdownSentence } from "../text/markdown-text";
import { nextWords, stageWords } from "./next-words";

/** A table a cluster, for a pull request or the summary of a job. */
export function verifyMarkdown(verified: readonly VerifiedCluster[]): string {
  return `${verified.map(clusterMarkdown).join("\n\n")}\n`;
}

function clusterMarkdown(one: VerifiedCluster): string {
  const { clusterName, file, stage, findings, isComplete } = one;
  const head = `### ${isComplete ? "✅" : "❌"} ${markdownCode(clusterName)}: ${stageWords(stage)} ${isComplete ? "complete" : "not complete"}`;
  const rows = findings.map(
    ({ code, severity, message, help = "" }) =>
      `| ${severity} | \`${code}\` | ${markdownSentence(message)} | ${markdownSentence(help)} |`,
  );
  const table =
    rows.length === 0 ? [] : ["", "| | what | how it differs | what to do |", "| --- | --- | --- | --- |", ...rows];
  return [head, "", markdownSentence(isComplete ? nextWords(one) : `of ${file}`), ...table].join("\n");
}
