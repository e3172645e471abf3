import { CATALOGUE } from "../../finding/catalogue";
import type { Finding } from "../../finding/finding";

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A finding as lines of a comment: the rule, what is wrong, what to type. */
export function noteOf({ code, message, help }: Pick<Finding, "code" | "message" | "help">): string[] {
  const { rule } = CATALOGUE[code];
  const first = `${rule === "-" ? "" : `${rule} `}${code}: ${message}`;
  return [first, ...(help === undefined ? [] : [`  ${help}`])].map(commentLine);
}

/** Text on one line, without what could end a comment or hide in it. */
export function commentLine(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
