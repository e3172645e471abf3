import { shortenSentence } from "../../finding/shorten";
import type { FileFinding } from "../../inventory/file-findings";
import type { Fleet } from "../../inventory/fleet";
import { printable } from "../text/printable";
import { tally } from "../text/tally";

/**
 * Findings as workflow commands: GitHub shows each as an annotation at its line.
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function githubText({ findings, isRefused }: Fleet): string {
  const verdict = `${isRefused ? "refused" : "passed"}, findings: ${tally(findings)}\n`;
  return `${findings.map((finding) => `${annotation(finding)}\n`).join("")}${verdict}`;
}

function annotation(finding: FileFinding): string {
  const { file, line, column, code } = finding;
  const properties = { file: printable(file), line, col: column, title: code };
  const written = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  return `::${levelOf(finding)} ${written.join(",")}::${escapeData(messageOf(finding))}`;
}

function levelOf({ severity, accepted }: FileFinding): "error" | "warning" | "notice" {
  if (accepted !== undefined || severity === "note") return "notice";
  return severity === "warning" ? "warning" : "error";
}

function messageOf({ path, message, help, accepted }: FileFinding): string {
  const first = path === "" ? message : `${path}: ${message}`;
  const second =
    accepted === undefined ? help : `accepted until ${accepted.until}: ${shortenSentence(accepted.reason)}`;
  return [first, ...(second === undefined ? [] : [second])].map(printable).join("\n");
}

/** As the runner's own toolkit does it: `escapeData`, `escapeProperty`. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
