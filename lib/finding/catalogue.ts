import { AWS_AUTH_CODES } from "./codes/aws-auth-codes";
import type { CodeRow, Context } from "./code-row";
import { ENTRY_CODES } from "./codes/entry-codes";
import { FILE_CODES } from "./codes/file-codes";
import { GATE_CODES } from "./codes/gate-codes";
import { GUARD_CODES } from "./codes/guard-codes";
import { IMPORT_CODES } from "./codes/import-codes";
import { OVERLAY_CODES } from "./codes/overlay-codes";
import { REVIEW_CODES } from "./codes/review-codes";
import { STACK_CODES } from "./codes/stack-codes";
import { TRANSLATION_CODES } from "./codes/translation-codes";
import { USAGE_CODES } from "./codes/usage-codes";
import { VERIFY_CODES } from "./codes/verify-codes";
import type { Severity } from "./severity";

/** Codes and what they stand for. */
type CodeTable = Readonly<Record<string, CodeRow>>;

/** The tables of codes, by their titles in docs/rules.md. */
export const CODE_TABLES: Readonly<Record<string, CodeTable>> = {
  "Cluster files": FILE_CODES,
  Stacks: STACK_CODES,
  "aws-auth": AWS_AUTH_CODES,
  "Access entries": ENTRY_CODES,
  "Rows that become entries": TRANSLATION_CODES,
  "The gate of a stage": GATE_CODES,
  "The live cluster": GUARD_CODES,
  "What is imported": IMPORT_CODES,
  "Root modules under an overlay": OVERLAY_CODES,
  Plans: REVIEW_CODES,
  "After a stage": VERIFY_CODES,
  Logs: USAGE_CODES,
};

refuseSecondMeaning(Object.values(CODE_TABLES));

const ALL = {
  ...FILE_CODES,
  ...STACK_CODES,
  ...AWS_AUTH_CODES,
  ...ENTRY_CODES,
  ...TRANSLATION_CODES,
  ...GATE_CODES,
  ...GUARD_CODES,
  ...IMPORT_CODES,
  ...OVERLAY_CODES,
  ...REVIEW_CODES,
  ...VERIFY_CODES,
  ...USAGE_CODES,
} as const;

/** Every code that a finding can have. */
export type Code = keyof typeof ALL;

/** The codes that one context may say: `CodeOf<"review">`. */
export type CodeOf<Says extends Context> = {
  [Each in Code]: (typeof ALL)[Each]["severity"] extends Readonly<Record<Says, unknown>> ? Each : never;
}[Code];

/** Every code once, with its one meaning, and what it weighs by who says it. */
export const CATALOGUE: Readonly<Record<Code, CodeRow>> = ALL;

/** The codes, in the order of the tables. */
export const CODES: readonly Code[] = Object.keys(CATALOGUE).filter(isCode);

/** Whether a text is a code. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CATALOGUE, text);
}

/** The code that had a name before; any other text is itself, a code or not. */
export function currentCode(text: string): string {
  return isCode(text) ? text : (CODES.find((code) => CATALOGUE[code].formerly?.includes(text) === true) ?? text);
}

/** Whether one context may say a code. */
export function says<Says extends Context>(context: Says, code: string): code is CodeOf<Says> {
  return isCode(code) && CATALOGUE[code].severity[context] !== undefined;
}

/** The codes that one context may say: `codesOf("review")`. */
export function codesOf<Says extends Context>(context: Says): CodeOf<Says>[] {
  return CODES.filter((code) => says(context, code));
}

/**
 * What a code weighs where a context says it: the usual severity, or another one that its row gives.
 * Throws where its row does not: how much a code weighs stands in the catalogue alone
 */
export function weightOf(code: Code, context: Context, severity?: Severity): Severity {
  const weight = CATALOGUE[code].severity[context];
  const given = weight === undefined || typeof weight === "string" ? { usual: weight } : weight;
  const { usual } = given;
  if (usual !== undefined && (severity === undefined || severity === usual)) return usual;
  if (severity !== undefined && Object.hasOwn(given, severity)) return severity;
  throw new Error(
    `${code}: \`${severity ?? "a severity"}\` in \`${context}\` is none that its row in the catalogue gives`,
  );
}

/**
 * Nothing where each code stands in one table, and each former name stands for one acceptable code.
 * Throws an error that names a code with two rows, an `openedBy` that names no acceptable code, or a former name of two meanings.
 */
export function refuseSecondMeaning(tables: readonly CodeTable[]): void {
  const rows = tables.flatMap((table) => Object.entries(table));
  const twice = rows.find(([code], i) => rows.findIndex(([other]) => other === code) < i);
  if (twice !== undefined) throw new Error(`${twice[0]}: a second row, expected one meaning for each code`);
  const idle = rows.find(([, { openedBy }]) => {
    return openedBy !== undefined && !rows.some(([code, { acceptable }]) => code === openedBy && acceptable === true);
  });
  if (idle !== undefined)
    throw new Error(`${idle[0]}: openedBy names no acceptable code, got \`${idle[1].openedBy ?? ""}\``);
  refuseSecondMeaningOfFormer(rows);
}

function refuseSecondMeaningOfFormer(rows: readonly (readonly [string, CodeRow])[]): void {
  const former = rows.flatMap(([code, { formerly = [], acceptable = false }]) =>
    formerly.map((name) => ({ code, name, acceptable })),
  );
  const wrong = former.find(
    ({ name, acceptable }, i) =>
      !acceptable || rows.some(([code]) => code === name) || former.findIndex((other) => other.name === name) < i,
  );
  if (wrong !== undefined)
    throw new Error(
      `${wrong.code}: formerly \`${wrong.name}\`, expected a name that no other code has or had, of an acceptable code`,
    );
}
