import { type Code, type CodeOf, weightOf } from "./catalogue";
import type { Context } from "./code-row";
import type { Severity } from "./severity";
import { shortenAdvice, shortenSentence } from "./shorten";

/** One thing that somebody has to know, in one shape for the whole project. Codes are listed in docs/rules.md. */
export interface Finding {
  /** Stable, kebab-case, listed in docs/rules.md: `row-dead`. */
  readonly code: Code;
  readonly severity: Severity;
  /** Where: `aws_auth_roles[2].rolearn`, `access_entries.admin.type`, `mapRoles[0]`. */
  readonly path: string;
  /** What is wrong, what was expected, what was found (in backticks): one line, lower case, no full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  /** Line in the text that was read, counted from 1. */
  readonly line?: number;
}

/** What a finding says beside its code and its place. */
export interface FindingText extends Pick<Finding, "message" | "help" | "line"> {
  /**
   * Another one that the code's row gives.
   * @default the usual one
   */
  readonly severity?: Severity;
}

/**
 * Makes findings of one context: of the codes that it may say, with what the catalogue says that they weigh there.
 * Throws where a severity is asked for that the code's row does not give.
 */
export function findingsIn<Says extends Context>(context: Says) {
  return (code: CodeOf<Says>, path: string, { severity, ...text }: FindingText): Finding => ({
    code,
    severity: weightOf(code, context, severity),
    path,
    ...shortenText(text),
  });
}

/** What is said of a value is short, however long the value. */
export function shortenText<Text extends Pick<Finding, "message" | "help">>(text: Text): Text {
  return {
    ...text,
    message: shortenSentence(text.message),
    ...(text.help === undefined ? {} : { help: shortenAdvice(text.help) }),
  };
}
