import type { Anonymiser } from "./anonymiser";

/** A document on one line is cut between its elements where it gets longer. */
const LONGEST = 8 * 1024 * 1024;

/**
 * The text of a log with made-up names, line by line.
 * @yields {string} whole lines
 */
export async function* anonymisedLog(text: AsyncIterable<string>, anonymiser: Anonymiser): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of text) {
    rest += piece;
    const end = endOf(rest);
    if (end === 0) continue;
    yield anonymised(rest.slice(0, end), anonymiser);
    rest = rest.slice(end);
  }
  yield anonymised(rest, anonymiser);
}

function endOf(text: string): number {
  const line = text.lastIndexOf("\n") + 1;
  return line > 0 || text.length < LONGEST ? line : text.lastIndexOf("},") + 2;
}

function anonymised(lines: string, anonymiser: Anonymiser): string {
  anonymiser.learnLine(lines);
  return anonymiser.text(lines);
}
