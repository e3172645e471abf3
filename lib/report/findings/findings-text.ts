import { shortenSentence } from "../../finding/shorten";
import type { FileFinding } from "../../inventory/fleet";
import { printLocated } from "../../inventory/finding/located-finding";
import { colourOf, type Paint } from "../text/colour";
import { printable } from "../text/printable";

/**
 * Findings for a terminal, two lines each: `error clusters/demo.yaml:4:3 migration.stage: … [code]`, then what to do. An
 * accepted finding says so, with its reason and last day.
 */
export function findingsText(findings: readonly FileFinding[], paint: Paint): string {
  return findings.map((finding) => `${lines(finding, paint).join("\n")}\n`).join("");
}

function lines(finding: FileFinding, paint: Paint): string[] {
  const { severity, code, help, accepted } = finding;
  const weight = accepted === undefined ? paint(severity, colourOf(severity)) : paint("accepted", "green");
  const first = `${weight} ${printable(printLocated(finding))} ${paint(`[${code}]`, "dim")}`;
  const reason = accepted && `until ${accepted.until}: ${shortenSentence(accepted.reason)}`;
  return [first, ...[reason ?? help].flatMap((text) => (text === undefined ? [] : [`    ${printable(text)}`]))];
}
