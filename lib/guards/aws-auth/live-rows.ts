import type { Expression } from "../expression";

/**
 * An ARN that callers can have, in lower case: a role without path, a user, root, a federated user.
 * @see DOMAIN R12, R14
 */
const EFFECTIVE =
  '"^arn:[a-z-]+:(iam::[0-9]{12}:(role/[\\\\w+=,.@-]+|user/.+|root)|sts::[0-9]{12}:federated-user/.+)$"';

/**
 * Rows of a section that can serve somebody, in their order, as `{ arn, username, groups }`: keys are read in any case, and
 * what has the wrong type is ignored, as in the authenticator.
 * @see DOMAIN R2, R5, R6, R12
 */
export function servingRowsExpression(list: Expression, arnKey: "rolearn" | "userarn"): Expression {
  const fields = `{ arn = ${textField(arnKey)}, username = ${textField("username")}, groups = ${groupsField()} }`;
  const maps = `[for row in ${list} : row if can(keys(row))]`;
  const rows = `[for row in ${maps} : ${fields} if !${matchesSso(arnKey)}]`;
  return `[for row in ${rows} : row if can(regex(${EFFECTIVE}, lower(row.arn)))]`;
}

/**
 * The rows that count, as `{ arn, name, given }`: `arn` in lower case, `name` as it stands, `given` what the row gives, for
 * comparison. Of rows for one role the last counts, of users each spelling's last, unless a role row is for the same ARN.
 * @see DOMAIN R9, R10
 */
export function countingRows(roles: Expression, users: Expression): Expression {
  const roleRows = `[for rows in ${grouped(roles, "lower(row.arn)")} : ${counted("reverse(rows)[0]")}]`;
  const isShadowed = `contains([for row in ${roles} : lower(row.arn)], lower(reverse(rows)[0].arn))`;
  const userRows = `[for rows in ${grouped(users, "row.arn")} : ${counted("reverse(rows)[0]")} if !${isShadowed}]`;
  return `concat(${roleRows}, ${userRows})`;
}

/** What a row gives, as text: equal for rows that give the same. */
export function given(row: Expression): Expression {
  return `jsonencode([${row}.username, sort(distinct(${row}.groups))])`;
}

function grouped(rows: Expression, key: Expression): Expression {
  return `values({ for row in ${rows} : ${key} => row... })`;
}

function counted(row: Expression): Expression {
  return `{ arn = lower(${row}.arn), name = ${row}.arn, given = ${given(row)} }`;
}

/** Values of a key in any case, Go's folding included (`ſ` is an `s`), the one in lower case last. */
function valuesOf(key: string, where: Expression): Expression {
  return `[for key, value in row : value if lower(upper(key)) == "${key}" && ${where}]`;
}

function textField(key: string): Expression {
  return `reverse(concat([""], ${valuesOf(key, isText("value"))}))[0]`;
}

/** The last list; null forgets it, elements of the wrong type are "". */
function groupsField(): Expression {
  const last = `reverse(concat([[]], ${valuesOf("groups", 'contains(["[", "n"], substr(jsonencode(value), 0, 1))')}))[0]`;
  const text = `jsondecode(${isText("group")} ? jsonencode(group) : jsonencode(""))`;
  return `[for group in try(concat(${last}, []), []) : ${text}]`;
}

/** A role row with an SSO matcher is for nobody; users have none. */
function matchesSso(arnKey: "rolearn" | "userarn"): Expression {
  return arnKey === "userarn" ? "false" : `(length(${valuesOf("sso", "value != null")}) > 0)`;
}

function isText(value: Expression): Expression {
  return `startswith(jsonencode(${value}), "\\"")`;
}
