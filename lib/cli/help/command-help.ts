import { Help, Option } from "commander";
import type { ExitCode } from "../exit-code";

/** Columns of every help. */
export const HELP_WIDTH = 100;

/** `--format`, the first of the formats by default. */
export function formatOption(formats: readonly [string, ...string[]]): Option {
  const [first] = formats;
  return new Option("--format <format>", "format of the result").choices(formats).default(first);
}

/** `--dry-run` */
export function dryRunOption(): Option {
  return new Option("--dry-run", "prints what would be done, and writes nothing");
}

/** What the help of a command says below its options. */
interface HelpEnd {
  readonly reads: string;
  readonly writes: string;
  /**
   * What each exit code means.
   * @default 2: wrong usage, or an input that cannot be opened
   */
  readonly exitCodes: Readonly<Partial<Record<ExitCode, string>>>;
  /** What to type, and what it does. */
  readonly examples: Readonly<Record<string, string>>;
  /**
   * What to type after it, in this order.
   * @default nothing follows from it
   */
  readonly next?: Readonly<Record<string, string>>;
}

/** What a command reads and writes, its exit codes, examples, and what follows, below its options. */
export function helpEnd({ reads, writes, exitCodes, examples, next }: HelpEnd): string {
  const codes = { 2: "wrong usage, or an input that cannot be opened", ...exitCodes };
  return [
    helpSection("Reads and writes", { reads, writes }),
    helpSection("Exit codes", codes),
    helpSection("Examples", examples, false),
    ...(next === undefined ? [] : [helpSection("Next", next, false)]),
  ].join("");
}

/** From written Terraform files to a plan that is applied and looked at; `folder` says what DIR is. */
export function planSteps(folder: string, file: string): Readonly<Record<string, string>> {
  return {
    "terraform -chdir=DIR init": "once",
    "terraform -chdir=DIR plan -out=saved": `DIR: ${folder}`,
    "terraform -chdir=DIR show -json saved | eks-access review - --clusters clusters": "judges the plan",
    "terraform -chdir=DIR apply saved": "applies the plan that was judged",
    [`eks-access verify ${file}`]: "says whether the step is complete",
  };
}

/** Rows of two columns under a heading. What is typed stays on one line: `isWrapped` is false. */
export function helpSection(heading: string, rows: Readonly<Record<string, string>>, isWrapped = true): string {
  const help = new Help();
  help.prepareContext(isWrapped ? { helpWidth: HELP_WIDTH } : { helpWidth: Number.POSITIVE_INFINITY });
  const width = Math.max(...Object.keys(rows).map((term) => term.length));
  const lines = Object.entries(rows).map(([term, what]) => `${help.formatItem(term, width, what, help)}\n`);
  return `\n${heading}:\n${lines.join("")}`;
}
