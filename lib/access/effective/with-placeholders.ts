import { type AccessEntry, defaultUserName } from "../access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../access-entry/access-entry-type";
import type { IamArn } from "../principal/arn";
import { type AwsAuth, type Place, placeName } from "../aws-auth/aws-auth";
import { rowIndex } from "../aws-auth/row-index";
import { type Access, type AccessState, UNDOCUMENTED_USERNAME } from "./effective-access";

type Authenticated = Extract<Access, { readonly verdict: "authenticated" }>;
type Names = Pick<Authenticated, "username" | "groups">;

/**
 * The access of one caller with the placeholders of its row or entry, `dev:{{SessionName}}`, where the caller's session was filled
 * in: what every session of the principal has at once, and what people know from their files.
 */
export function withPlaceholders(access: Access, state: AccessState, principal: IamArn): Access {
  return access.verdict === "authenticated" ? { ...access, ...templatesOf(access, state, principal) } : access;
}

/** Username and groups of an access as its row or entry writes them. */
export function templatesOf(
  { through, username, groups }: Authenticated,
  { awsAuth, entries }: AccessState,
  principal: IamArn,
): Names {
  switch (through.by) {
    case "entry": {
      const entry = entries[through.key];
      return { username: entry === undefined ? username : usernameOf(entry, principal), groups };
    }
    case "row":
      return rowNames(awsAuth, through.place) ?? { username, groups };
    case "creator":
      return { username: defaultUserName(principal), groups };
  }
}

/** Groups of entries hold no placeholders. */
function usernameOf({ type = "STANDARD", userName }: AccessEntry, principal: IamArn): string {
  const facts = ACCESS_ENTRY_TYPE_FACTS[type];
  return facts.identity ? (userName ?? defaultUserName(principal)) : (facts.username ?? UNDOCUMENTED_USERNAME);
}

/** A mapped account gives the caller's ARN, which no session changes. */
function rowNames(awsAuth: AwsAuth, place: Place): Names | undefined {
  const row = rowIndex(awsAuth).places.get(placeName(place));
  return row && { username: row.username ?? "", groups: row.groups ?? [] };
}
