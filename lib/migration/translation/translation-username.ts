import {
  RESERVED_USERNAME_PREFIXES,
  lacksColon,
  reservedPrefix,
  undocumentedPlaceholders,
} from "../../access/access-entry/access-entry-username";
import { printArn } from "../../access/principal/arn";
import { acceptItem } from "../../finding/accept-item";
import type { Finding } from "../../finding/finding";
import { translationFinding } from "./translation-finding";
import { IN_BOTH, type Source, whoOf } from "./translation-source";

const ACCOUNT_ID = "{{AccountID}}";

/**
 * The username of a row's entry: the row's, letter by letter, with the account ID of a role filled in. Undefined, which
 * is EKS's default, where the row has none, or a reserved one.
 * @see DOMAIN R21, R23, R24
 */
export function entryUserName(source: Source): string | undefined {
  const userName = rowUserName(source);
  return userName === "" || reservedPrefix(userName) !== undefined ? undefined : userName;
}

/**
 * What of a row's username an entry cannot carry. A cluster admin's reserved one may be dropped on demand: rights do not
 * hang on it.
 * @see DOMAIN R21-R23
 */
export function rowUsernameFindings(source: Source, isAdmin: boolean): Finding[] {
  const userName = rowUserName(source);
  const path = `${source.path}.username`;
  return [
    ...reservedFindings(source, userName, isAdmin),
    ...colonFindings(path, userName, source),
    ...undocumentedPlaceholders(userName).map((placeholder) => templateFinding(path, placeholder, source)),
  ];
}

/** Known from the ARN, and the same in every session of the role. */
function rowUserName({ row, principal }: Source): string {
  const { username = "" } = row;
  return principal.kind === "role" ? username.replaceAll(ACCOUNT_ID, principal.accountId) : username;
}

function reservedFindings(source: Source, userName: string, isAdmin: boolean): Finding[] {
  const path = `${source.path}.username`;
  const prefix = reservedPrefix(userName);
  if (prefix === undefined) return [];
  const message = `no entry of ${whoOf(source)} can have the username of its row: reserved prefix \`${prefix}\`, expected none of ${RESERVED_USERNAME_PREFIXES.map((one) => `\`${one}\``).join(", ")}, got \`${userName}\``;
  if (!isAdmin) {
    const help = `first bind by RBAC to another username what \`${userName}\` may do; then write that username in the row, ${IN_BOTH}`;
    return [translationFinding("row-username-reserved-rbac", path, { message, help })];
  }
  const help = `write another username in the row, ${IN_BOTH}; or declare the entry without \`user_name\`, which loses what RBAC binds to \`${userName}\`, and ${acceptItem("row-username-reserved", printArn(source.principal))}`;
  return [translationFinding("row-username-reserved", path, { message, help })];
}

function colonFindings(path: string, userName: string, source: Source): Finding[] {
  if (!lacksColon(userName)) return [];
  const wanted = `${source.principal.name}:${userName}`;
  return [
    translationFinding("row-username-colon", path, {
      message: `no entry of ${whoOf(source)} can have the username of its row: {{SessionName}} needs a colon before it, expected \`${wanted}\`, got \`${userName}\``,
      help: `first bind by RBAC to usernames of the form \`${wanted}\` what those of the form \`${userName}\` may do; then write \`username: "${wanted}"\` in the row, ${IN_BOTH}`,
    }),
  ];
}

function templateFinding(path: string, placeholder: string, source: Source): Finding {
  return translationFinding("row-username-template", path, {
    message: `no entry of ${whoOf(source)} can have the username of its row: undocumented placeholder, expected {{SessionName}} or {{SessionNameRaw}}, got \`${placeholder}\``,
    help:
      placeholder === ACCOUNT_ID
        ? `write \`${source.principal.accountId}\` itself in the row, ${IN_BOTH}`
        : `first bind by RBAC to a username without it what the old one may do; then write that username in the row, ${IN_BOTH}`,
  });
}
