import { SECTIONS } from "../../access/aws-auth/aws-auth";
import { type Expression, textLiterals } from "../expression";

/** What the authenticator takes for an empty section, trimmed. */
const EMPTY = ["", "``", '""', "''", "null", "~"];
const COMMENT_LINES = '"/(?m)^\\\\s*#.*$/"';

/** A section's list. Through JSON, for what JSON has no word for (`.inf`) would fail later, where nothing may fail. */
const LIST = "concat(jsondecode(jsonencode(yamldecode(text))), [])";

/**
 * The three sections by name, as text that yamldecode takes: `[]` for what is absent or empty, and for all of them once
 * nothing reads the ConfigMap any more.
 * @see DOMAIN R3
 */
export function sectionTexts(data: Expression, isRead: Expression): Expression {
  const section = `try(join("", [${data}[section]]), "")`;
  const isEmpty = `contains(${textLiterals(EMPTY)}, trimspace(replace(${section}, ${COMMENT_LINES}, "")))`;
  return `{ for section in ${textLiterals(SECTIONS)} : section => !${isRead} || ${isEmpty} ? "[]" : ${section} }`;
}

/**
 * Explicit keys (`? groups`), tags (`!!str`), flow keys without value (`[a:,]`), lines that end in a bare carriage return: what
 * the authenticator's YAML and Terraform's read differently.
 */
const AMBIGUOUS = '"(?m)(^|[\\\\s\\\\[{,-])[?!]|:\\\\s*[,\\\\]}]|\\\\r([^\\\\n]|\\\\z)"';

/**
 * Sections that are no YAML list, or one that two readers read in two ways: whom they serve is unknown. Stricter than the
 * authenticator, which takes a text or a map for no rows.
 * @see DOMAIN R4
 */
export function unreadableSectionsExpression(sections: Expression): Expression {
  return `[for section, text in ${sections} : section if !can(${LIST}) || can(regex(${AMBIGUOUS}, replace(text, ${COMMENT_LINES}, "")))]`;
}

/** The lists in the sections; empty where unreadable, which is a guard's own business. */
export function sectionLists(sections: Expression): Expression {
  return `{ for section, text in ${sections} : section => try(${LIST}, []) }`;
}

/**
 * Account IDs in mapAccounts, read from its text: YAML would take the leading zero of an unquoted one for a number's.
 * @see DOMAIN R7, R13
 */
export function liveAccounts(sections: Expression): Expression {
  const uncommented = `replace(${sections}["mapAccounts"], "/(?m)(^|\\\\s)#.*$/", "")`;
  return `distinct([for digits in regexall("[0-9]+", ${uncommented}) : digits if length(digits) == 12])`;
}
