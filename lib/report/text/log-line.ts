import { printable } from "./printable";

/**
 * A line for a terminal or the log of a CI run: nothing in it steers the terminal, and no runner takes it, or a part of
 * it, for a command (`::error::`, `##[error]`, `##vso[…]`).
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function logLine(text: string): string {
  return printable(text)
    .replace(/##(?=\[|vso\[)/gi, "#\\u{23}")
    .replace(/^(\s*):(?=:)/, "$1\\u{3a}");
}
