import type { ErrorCode } from "yaml";

const QUOTE = "quote the text, or write what was meant";

/** What to type, by what package yaml calls the mistake. */
const ADVICE: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: "write a backslash twice, or the text in single quotes",
  BAD_INDENT:
    "indent the keys of one map, and the items of one list, by the same number of spaces, and close each bracket",
  BAD_SCALAR_START: QUOTE,
  BLOCK_AS_IMPLICIT_KEY: "quote a text that holds `: `, or write the second key in a line of its own",
  BLOCK_IN_FLOW: "close the bracket before this line, or write all of it in brackets",
  KEY_OVER_1024_CHARS: "write a shorter key",
  MISSING_CHAR: "close the quote or bracket, write `:` and a space after a key, a space before `#`",
  MULTILINE_IMPLICIT_KEY: "write `:` and a space after the key, and the key in one line",
};

/** What to do about a text that is no YAML. */
export function syntaxAdvice(code: ErrorCode): string {
  return `${ADVICE[code] ?? QUOTE}; what follows in the file was not read: more may be wrong there`;
}
