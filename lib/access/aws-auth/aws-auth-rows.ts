import { EDIT_LIVE } from "./edit-live";
import type { Placed, RoleRow, SsoMatcher, UserRow } from "./aws-auth";
import { FieldReader, preview, quotedValue, shorten, type RowFields } from "./aws-auth-fields";
import { awsAuthFinding } from "./aws-auth-finding";
import type { Finding } from "../../finding/finding";
import type { GoValue } from "../go-yaml/go-value";

/** Rows that the authenticator keeps, and what it made of the others. */
export interface RowsRead<Row> {
  readonly rows: readonly Placed<Row>[];
  readonly findings: readonly Finding[];
}

/** A row, or what is wrong with it: expected and got. */
type Checked<Row> = { readonly row: Row } | { readonly fault: readonly [string, string, string] };

/** `pkg/endpoints` of the authenticator. */
const PARTITIONS = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/**
 * Rows of mapRoles.
 * @see DOMAIN R5, R6
 */
export function readRoles(list: GoValue): RowsRead<RoleRow> {
  return readRows(list, {
    section: "mapRoles",
    names: ["rolearn", "username", "groups", "userid", "sso"],
    check: roleOf,
  });
}

/**
 * Rows of mapUsers.
 * @see DOMAIN R5, R6
 */
export function readUsers(list: GoValue): RowsRead<UserRow> {
  return readRows(list, { section: "mapUsers", names: ["userarn", "username", "groups", "userid"], check: userOf });
}

interface Kind<Row> {
  readonly section: "mapRoles" | "mapUsers";
  readonly names: readonly string[];
  readonly check: (fields: RowFields) => Checked<Row>;
}

function readRows<Row>(list: GoValue, { section, names, check }: Kind<Row>): RowsRead<Row> {
  const rows: Placed<Row>[] = [];
  const findings: Finding[] = [];
  const items = list.kind === "list" ? list.items : [];
  for (const [index, item] of items.entries()) {
    const { line } = item;
    const path = `${section}[${index}]`;
    const reader = new FieldReader(path, names, findings);
    const checked: Checked<Row> =
      item.kind === "map" ? check(reader.read(item)) : { fault: ["the row is not a map", "a map", preview(item)] };
    if ("row" in checked) rows.push({ row: checked.row, place: { section, index, line } });
    else findings.push(droppedRow(path, checked.fault, line));
  }
  return { rows, findings };
}

function droppedRow(path: string, [wrong, expected, got]: readonly [string, string, string], line: number): Finding {
  return awsAuthFinding("aws-auth-row-dropped", path, {
    message: `${wrong}, expected ${expected}, got ${got}`,
    help: `the authenticator ignores this row, which serves nobody: correct or delete it: ${EDIT_LIVE}`,
    line,
  });
}

function identityOf({ texts, groups }: RowFields): Pick<RoleRow, "username" | "groups"> {
  const username = texts.get("username");
  return { ...(username !== undefined && { username }), ...(groups !== undefined && { groups }) };
}

function userOf(fields: RowFields): Checked<UserRow> {
  const userarn = fields.texts.get("userarn") ?? "";
  if (userarn === "") return { fault: ["the row has no userarn", "an ARN", "none"] };
  return { row: { userarn, ...identityOf(fields) } };
}

function roleOf(fields: RowFields): Checked<RoleRow> {
  const rolearn = fields.texts.get("rolearn") ?? "";
  const { sso } = fields;
  if (rolearn === "" && sso === undefined)
    return { fault: ["the row has no rolearn", "one of rolearn and sso", "none"] };
  if (sso === undefined) return { row: { rolearn, ...identityOf(fields) } };
  if (rolearn !== "")
    return { fault: ["the row is for two", "one of rolearn and sso", `both, \`${shorten(rolearn)}\``] };
  return ssoRole(sso, identityOf(fields));
}

function ssoRole(texts: ReadonlyMap<string, string>, identity: Pick<RoleRow, "username" | "groups">): Checked<RoleRow> {
  const accountID = texts.get("accountID") ?? "";
  const permissionSetName = texts.get("permissionSetName") ?? "";
  const partition = texts.get("partition") ?? "";
  if (!/^[0-9]{12}$/.test(accountID))
    return { fault: ["malformed sso.accountID", "12 digits", quotedValue(accountID)] };
  if (!/^[\w+=,.@-]{1,32}$/.test(permissionSetName)) {
    return {
      fault: ["malformed sso.permissionSetName", "1 to 32 letters, digits and +=,.@_-", quotedValue(permissionSetName)],
    };
  }
  if (partition !== "" && !PARTITIONS.includes(partition)) {
    return { fault: ["unknown sso.partition", `one of ${PARTITIONS.join(", ")}`, quotedValue(partition)] };
  }
  const sso: SsoMatcher = { permissionSetName, accountID, ...(partition !== "" && { partition }) };
  return { row: { sso, ...identity } };
}
