import { compareText } from "../../finding/text-order";
import { shortenSentence } from "../../finding/shorten";
import type { FileFinding } from "../../inventory/file-findings";
import { printLocated } from "../../inventory/finding/located-finding";
import { colourOf, type Paint } from "../text/colour";
import { printable } from "../text/printable";

/** As many of one code and weight are shown of a file; a mistake that repeats itself would hide the others. */
const MOST = 20;

/** How accepted findings are told: each, or all in one line. */
export interface FindingsTextOptions {
  /**
   * Whether each accepted finding has lines of its own, with its reason and last day.
   * @default one line counts them
   */
  readonly verbose?: boolean;
}

/**
 * Findings for a terminal, two lines each: `error clusters/demo.yaml:4:3 migration.stage: … [code]`, then what to do. What a
 * file accepts is one line at the end. Of many that are alike in one file the first are shown, and the others counted.
 */
export function findingsText(
  findings: readonly FileFinding[],
  paint: Paint,
  { verbose = false }: FindingsTextOptions = {},
): string {
  if (verbose) return each(findings, paint);
  const accepted = findings.filter((finding) => finding.accepted !== undefined);
  const open = findings.filter((finding) => finding.accepted === undefined);
  return `${each(open, paint)}${acceptedLine(accepted, paint)}`;
}

/** `accepted: 3 findings, gap-remains, masters-by-name (2); …` */
function acceptedLine(accepted: readonly FileFinding[], paint: Paint): string {
  if (accepted.length === 0) return "";
  const codes = [...new Set(accepted.map(({ code }) => code))].sort(compareText);
  const named = codes.map((code) => {
    const count = accepted.filter((finding) => finding.code === code).length;
    return count === 1 ? code : `${code} (${count})`;
  });
  const counted = `${accepted.length} finding${accepted.length === 1 ? "" : "s"}`;
  return `${paint("accepted", "green")}: ${counted}, ${named.join(", ")}; \`eks-access check --verbose\` shows them\n`;
}

function each(findings: readonly FileFinding[], paint: Paint): string {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(kindOf(finding), (counts.get(kindOf(finding)) ?? 0) + 1);
  const seen = new Map<string, number>();
  const texts = findings.flatMap((finding) => {
    const kind = kindOf(finding);
    const [count = 0, before = 0] = [counts.get(kind), seen.get(kind)];
    seen.set(kind, before + 1);
    if (before < MOST) return lines(finding, paint);
    return before === MOST ? others(finding, count - MOST, paint) : [];
  });
  return texts.map((line) => `${line}\n`).join("");
}

/** What is alike: of one code and weight in one file. */
function kindOf({ file, code, severity, accepted }: FileFinding): string {
  return JSON.stringify([file, code, accepted === undefined ? severity : "accepted"]);
}

function others({ severity, code, file, accepted }: FileFinding, count: number, paint: Paint): string[] {
  const weight = accepted === undefined ? paint(severity, colourOf(severity)) : paint("accepted", "green");
  const more = `${count} more of this code`;
  return [
    `${weight} ${printable(file)}: ${more} ${paint(`[${code}]`, "dim")}`,
    "    `eks-access check --format json` shows all of them",
  ];
}

function lines(finding: FileFinding, paint: Paint): string[] {
  const { severity, code, help, accepted } = finding;
  const weight = accepted === undefined ? paint(severity, colourOf(severity)) : paint("accepted", "green");
  const first = `${weight} ${printable(printLocated(finding))} ${paint(`[${code}]`, "dim")}`;
  const reason = accepted && `until ${accepted.until}: ${shortenSentence(accepted.reason)}`;
  return [first, ...[reason ?? help].flatMap((text) => (text === undefined ? [] : [`    ${printable(text)}`]))];
}
