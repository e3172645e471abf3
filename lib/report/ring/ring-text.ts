import type { Paint } from "../text/colour";
import { findingsText } from "../findings/findings-text";
import { printable } from "../text/printable";
import { shownSentence } from "../text/shown";
import { placeText } from "../step/step-text";
import type { RingOutcome, RingReport } from "./ring-report";

/** A ring for a terminal: who took a step, who may not and why, who has arrived. */
export function ringText({ name, number, outcomes }: RingReport, paint: Paint): string {
  const of = (wanted: readonly RingOutcome["outcome"][]): RingOutcome[] =>
    outcomes.filter(({ outcome }) => wanted.includes(outcome));
  const [stepped, refused, over] = [of(["written", "dry-run"]), of(["refused"]), of(["over"])];
  const counts = `${stepped.length} stepped, ${refused.length} not, ${over.length} arrived`;
  const isDry = stepped.some(({ outcome }) => outcome === "dry-run");
  return [
    paint(printable(`ring ${number}, ${name}: ${counts}`), "bold"),
    ...stepped.map((one) => `  ${printable(one.file)}: ${placesOf(one)}`),
    ...(refused.length === 0 ? [] : ["", paint("Not stepped", "bold")]),
    ...refused.flatMap((one) => refusedLines(one, paint)),
    ...(stepped.length === 0 ? [] : ["", isDry ? "dry run: nothing was written" : NEXT]),
    "",
  ].join("\n");
}

const NEXT = "each file is one plan: apply it, then verify, before its ring steps again";

function placesOf({ from, to }: RingOutcome): string {
  return [from, to].flatMap((place) => (place === undefined ? [] : [placeText(place)])).join(" -> ");
}

function refusedLines({ file, refusal, findings }: RingOutcome, paint: Paint): string[] {
  const open = findings.filter(
    ({ accepted, severity }) => accepted === undefined && severity !== "warning" && severity !== "note",
  );
  const told =
    open.length === 0
      ? []
      : findingsText(open, paint)
          .trimEnd()
          .split("\n")
          .map((line) => `    ${line}`);
  const reason = refusal?.reason ?? "its findings refuse it";
  return [`  ${printable(file)}: ${shownSentence(reason)}`, ...(refusal === undefined ? told : [])];
}
