import { AWS_AUTH_RULES } from "../../access/aws-auth/aws-auth-rules";
import type { Finding, Rule } from "../../finding/finding";
import { ROW_RULES } from "../../access/aws-auth/row-state";
import { TRANSLATION_RULES } from "../../migration/translation/translation";
import { IMPORT_RULES } from "../import-rules";

const RULES: Readonly<Record<string, Rule>> = {
  ...AWS_AUTH_RULES,
  ...ROW_RULES,
  ...TRANSLATION_RULES,
  ...IMPORT_RULES,
};
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A finding as lines of a comment: the rule, what is wrong, what to type. */
export function noteOf({ code, message, help }: Pick<Finding, "code" | "message" | "help">): string[] {
  const rule = RULES[code]?.rule ?? "-";
  const first = `${rule === "-" ? "" : `${rule} `}${code}: ${message}`;
  return [first, ...(help === undefined ? [] : [`  ${help}`])].map(commentLine);
}

/** Text on one line, without what could end a comment or hide in it. */
export function commentLine(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
