import { Option } from "commander";

/** `--format`, the first of the formats by default. */
export function formatOption(formats: readonly [string, ...string[]]): Option {
  const [first] = formats;
  return new Option("--format <format>", "how the result is printed").choices(formats).default(first);
}

/** `--dry-run` */
export function dryRunOption(): Option {
  return new Option("--dry-run", "say what would be done, and write nothing");
}

/** The examples below a command's help: what to type, and what it does. */
export function examples(lines: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(lines).map((line) => line.length));
  const rows = Object.entries(lines).map(([line, what]) => `  ${line.padEnd(width)}  ${what}\n`);
  return `\nExamples:\n${rows.join("")}`;
}
