import type { Paint } from "../text/colour";
import { findingsText } from "../findings/findings-text";
import { printable } from "../text/printable";
import { shownSentence } from "../text/shown";
import type { StepPlace } from "../../app/step/step-result";
import type { StepReport } from "./step-report";

/** A step for a terminal: from where to where, what the plan does, what cannot be undone, what to check before. */
export function stepText(report: StepReport, paint: Paint): string {
  const { file, from, to, facts, outcome } = report;
  if (from === undefined || to === undefined || facts === undefined) return "";
  const { possible, how } = facts.undo;
  return [
    paint(printable(`${file}: ${placeText(from)} -> ${placeText(to)}`), "bold"),
    ...report.changes.flatMap(({ line, removed, added }) => [
      paint(`  @@ line ${line}`, "dim"),
      ...removed.map((text) => paint(`  -${printable(text)}`, "red")),
      ...added.map((text) => paint(`  +${printable(text)}`, "green")),
    ]),
    ...section("The plan", facts.does),
    ...section(possible ? "Can be undone" : paint("Cannot be undone", "red"), [how]),
    ...section("Check before you apply it", facts.before),
    ...openFindings(report, paint),
    "",
    outcome === "written" ? `written: ${printable(file)}` : "dry run: nothing was written",
    "",
  ].join("\n");
}

/** Why a step was refused: the findings, and what to do. */
export function refusalText({ findings, refusal, file }: StepReport, paint: Paint): string {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const reason = refusal?.reason ?? "the findings above refuse it";
  const help = refusal === undefined ? "" : `    ${printable(refusal.help)}\n`;
  return `${findingsText(open, paint)}${paint("refused", "red")} ${printable(`${file}: ${reason}`)}\n${help}nothing was written\n`;
}

/** As the facts of a step say it. */
const GAP_FACT = "without rights between its creation and that of its policy";

/** `entries, wave 1 of 3` */
export function placeText({ stage, wave }: StepPlace): string {
  return wave === undefined ? stage : `${stage}, wave ${wave.in} of ${wave.of}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  - ${shownSentence(line)}`)];
}

/** The gap of entries that the plan makes is told by what the plan does. */
function openFindings({ findings, facts }: StepReport, paint: Paint): string[] {
  const isTold = (path: string): boolean =>
    facts?.does.includes(`leaves ${path.replace(/^access_entries\./, "")} ${GAP_FACT}`) === true;
  const open = findings.filter(
    ({ accepted, code, path }) => accepted === undefined && !(code === "gap-remains" && isTold(path)),
  );
  return open.length === 0 ? [] : ["", "Findings at that stage:", findingsText(open, paint).trimEnd()];
}
