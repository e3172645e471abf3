import {
  RESERVED_USERNAME_PREFIXES,
  lacksColon,
  reservedPrefix,
  undocumentedPlaceholders,
} from "../../access/access-entry/access-entry-username";
import type { Finding } from "../../finding/finding";
import { translationFinding } from "./translation-finding";
import type { Source } from "./translation-source";

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
export function usernameFindings(source: Source, isAdmin: boolean): Finding[] {
  const userName = rowUserName(source);
  const path = `${source.path}.username`;
  return [
    ...reservedFindings(path, userName, isAdmin),
    ...colonFindings(path, userName, source),
    ...undocumentedPlaceholders(userName).map((placeholder) => templateFinding(path, placeholder, source)),
  ];
}

/** Known from the ARN, and the same in every session of the role. */
function rowUserName({ row, principal }: Source): string {
  const { username = "" } = row;
  return principal.kind === "role" ? username.replaceAll(ACCOUNT_ID, principal.accountId) : username;
}

function reservedFindings(path: string, userName: string, isAdmin: boolean): Finding[] {
  const prefix = reservedPrefix(userName);
  if (prefix === undefined) return [];
  const message = `an entry cannot have this username: reserved prefix \`${prefix}\`, expected none of ${RESERVED_USERNAME_PREFIXES.join(", ")}, got \`${userName}\``;
  if (!isAdmin) {
    const help = `bind by RBAC to another username what \`${userName}\` may do, then write that username in the row`;
    return [translationFinding("row-username-reserved-rbac", path, { message, help })];
  }
  const help = `write another username in the row; or accept row-username-reserved and declare the entry without user_name: it then loses what RBAC binds to \`${userName}\`, and audit logs show the ARN`;
  return [translationFinding("row-username-reserved", path, { message, help })];
}

function colonFindings(path: string, userName: string, { principal }: Source): Finding[] {
  if (!lacksColon(userName)) return [];
  const wanted = `${principal.name}:${userName}`;
  return [
    translationFinding("row-username-colon", path, {
      message: `an entry needs a colon before {{SessionName}}, so no entry can have the username of this row, expected \`${wanted}\`, got \`${userName}\``,
      help: `first bind by RBAC to usernames of the form \`${wanted}\` what those of the form \`${userName}\` may do; then write username: "${wanted}" in the row, in this file and in the live ConfigMap`,
    }),
  ];
}

function templateFinding(path: string, placeholder: string, { principal }: Source): Finding {
  return translationFinding("row-username-template", path, {
    message: `an entry cannot have this username: undocumented placeholder, expected {{SessionName}} or {{SessionNameRaw}}, got \`${placeholder}\``,
    help:
      placeholder === ACCOUNT_ID
        ? `write ${principal.accountId} itself in the row`
        : "write a username without it in the row; RBAC subjects by username have to follow",
  });
}
