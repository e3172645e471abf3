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
}

/** What a command reads and writes, its exit codes, and examples, below its options. */
export function helpEnd({ reads, writes, exitCodes, examples }: HelpEnd): string {
  const codes = { 2: "wrong usage, or an input that cannot be opened", ...exitCodes };
  return [
    helpSection("Reads and writes", { reads, writes }),
    helpSection("Exit codes", codes),
    helpSection("Examples", examples, false),
  ].join("");
}

/** Rows of two columns under a heading. What is typed stays on one line: `isWrapped` is false. */
export function helpSection(heading: string, rows: Readonly<Record<string, string>>, isWrapped = true): string {
  const help = new Help();
  help.prepareContext(isWrapped ? { helpWidth: HELP_WIDTH } : { helpWidth: Number.POSITIVE_INFINITY });
  const width = Math.max(...Object.keys(rows).map((term) => term.length));
  const lines = Object.entries(rows).map(([term, what]) => `${help.formatItem(term, width, what, help)}\n`);
  return `\n${heading}:\n${lines.join("")}`;
}
