import { foldArn } from "../principal/arn";
import { givenText } from "./row-given";
import type { AwsAuth, Place, Placed, RoleRow, Section, UserRow } from "./aws-auth";
import { type Caller, callerArn } from "../principal/caller";
import { rowIndex } from "./row-index";
import { renderTemplate } from "./template";

/** What aws-auth makes of a caller, by the ARN alone. */
export type Match =
  | { readonly kind: "row"; readonly row: RoleRow | UserRow; readonly place: Place }
  | { readonly kind: "account"; readonly place: Place }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly section: Section; readonly why: string };

/** Who a caller is in Kubernetes, or why nobody. */
export type Identity =
  | {
      readonly kind: "identity";
      readonly username: string;
      readonly groups: readonly string[];
      readonly place: Place;
    }
  | { readonly kind: "refused"; readonly why: string; readonly place?: Place }
  | { readonly kind: "unknown"; readonly why: string };

/**
 * Looks a caller up as the authenticator does: mapRoles, then mapUsers, then mapAccounts. Of rows for one role the last
 * counts as a whole; ARNs are compared without case; users that differ only in case are served by either, nobody knows which.
 * @see aws-iam-authenticator pkg/mapper/configmap; DOMAIN R9, R10, R13
 */
export function matchArn(awsAuth: AwsAuth, arn: string, accountId: string): Match {
  const folded = foldArn(arn);
  const index = rowIndex(awsAuth);
  if (awsAuth.unreadable.includes("mapRoles")) return unreadable("mapRoles");
  const role = index.roles.get(folded);
  if (role !== undefined) return { kind: "row", ...role };
  if (awsAuth.unreadable.includes("mapUsers")) return unreadable("mapUsers");
  const users = index.users.get(folded) ?? [];
  const [user] = users;
  if (user !== undefined) return isAmbiguous(users) ? ambiguous(users) : { kind: "row", ...user };
  if (awsAuth.unreadable.includes("mapAccounts")) return unreadable("mapAccounts");
  const account = index.accounts.get(accountId);
  return account === undefined ? { kind: "none" } : { kind: "account", place: account.place };
}

/**
 * Who aws-auth says a caller is. A row whose template cannot be filled in refuses its caller: no other row and no account
 * is asked. An account gives the ARN as username and no groups (R13).
 */
export function identify(awsAuth: AwsAuth, caller: Caller): Identity {
  const match = matchArn(awsAuth, callerArn(caller), caller.principal.accountId);
  switch (match.kind) {
    case "none":
      return { kind: "refused", why: "no row names it" };
    case "unknown":
      return { kind: "unknown", why: match.why };
    case "account":
      return { kind: "identity", username: callerArn(caller), groups: [], place: match.place };
    case "row":
      return render(match.row, match.place, caller);
  }
}

/** Whether rows of one user give different things (R9). */
export function isAmbiguous(rows: readonly Placed<UserRow>[]): boolean {
  return new Set(rows.map(({ row }) => givenText(row))).size > 1;
}

function render(row: RoleRow | UserRow, place: Place, caller: Caller): Identity {
  const username = renderTemplate(row.username ?? "", caller);
  const groups = (row.groups ?? []).map((group) => renderTemplate(group, caller));
  const filled = groups.filter((group) => group !== undefined);
  if (username === undefined || filled.length < groups.length) {
    return { kind: "refused", why: "{{EC2PrivateDNSName}} needs a session named after an EC2 instance", place };
  }
  return { kind: "identity", username, groups: filled, place };
}

function unreadable(section: Section): Match {
  return { kind: "unknown", section, why: `${section} is unreadable` };
}

function ambiguous(rows: readonly Placed<UserRow>[]): Match {
  const places = rows.map(({ place }) => `mapUsers[${place.index}]`).join(" and ");
  return { kind: "unknown", section: "mapUsers", why: `${places} differ only in case, either may serve` };
}
