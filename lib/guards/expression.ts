import { needsQuotes, quotedText } from "../eks/address/quoted-text";

/**
 * Terraform's expressions as text, without `${ }` around them: small pieces that guards are put together from. Nothing in
 * them may fail while Terraform evaluates a condition or a sentence: it would print its own words instead of ours.
 */
export type Expression = string;

/** What has to be true of a data source after it was read, and the one sentence that a user reads where it is not. */
export interface Postcondition {
  readonly condition: string;
  readonly errorMessage: string;
}

/** A text of ours as an expression: quoted, and nothing in it is evaluated. */
export function textLiteral(value: string): Expression {
  if (needsQuotes(value)) return quotedText(value);
  const quoted = JSON.stringify(value).replaceAll("\\b", "\\u0008").replaceAll("\\f", "\\u000c");
  return quoted.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
}

/** A list of texts. */
export function textLiterals(values: readonly string[]): Expression {
  return `[${values.map(textLiteral).join(", ")}]`;
}

/** An expression as an argument of Terraform JSON. */
export function evaluated(expression: Expression): string {
  return `\${${expression}}`;
}

/** How many items a sentence names: no guard prints more than a screen. */
const NAMED = 6;

/** `["arn:…/a", "arn:…/b"]` inside a sentence: `arn:…/a, arn:…/b`; of many the first six, and that there are more. */
export function listed(list: Expression): string {
  return evaluated(joined(list));
}

/** The same as an expression. */
export function joined(list: Expression, named = NAMED): Expression {
  return `join(", ", [for i, item in ${list} : i < ${named} ? item : "and more" if i <= ${named}])`;
}

/** How many whole sentences stand beside each other on a screen. */
const SENTENCES = 3;

/**
 * A sentence of each item of a list, `wrong` being that of the item `one`: of many the first three, and that there are more.
 * Behind the first it begins in lower case; a name such as EKS stays.
 * The sentence holds no quote: it stands in a text of Terraform's own syntax.
 */
export function eachSentence(list: Expression, wrong: string): string {
  const later = `; ${wrong.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase())}`;
  const more = `i == ${SENTENCES} ? "; and more"`;
  return evaluated(
    `join("", [for i, one in ${list} : i == 0 ? "${wrong}" : ${more} : "${later}" if i <= ${SENTENCES}])`,
  );
}

/** Refuses where a list is not empty: the list says who, so it stands in the sentence too. */
export function refuseAny(list: Expression, sentence: string): Postcondition {
  return { condition: evaluated(`length(${list}) == 0`), errorMessage: sentence };
}

/** Whether a list has an item. */
export function has(list: Expression, item: Expression): Expression {
  return `contains(${list}, ${item})`;
}

/** `[for row in LIST : GIVEN if CONDITION]` */
export function collected(list: Expression, { given, where }: { given: Expression; where: Expression }): Expression {
  return `[for row in ${list} : ${given} if ${where}]`;
}
