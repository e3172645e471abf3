import { defaultUserName, principalOf } from "../access/access-entry/access-entry";
import { matchArn } from "../access/aws-auth/row-match";
import { filledIn } from "../access/aws-auth/template";
import type { AccessState } from "../access/effective/effective-access";
import { type Caller, callerArn } from "../access/principal/caller";
import { samePrincipal } from "../access/principal/principal-id";

/** A name and groups that a log has. */
interface Named {
  readonly username: string;
  readonly groups: readonly string[];
}

/** EC2 alone knows the host name of a node: any instance stands for it. */
const SOME_INSTANCE = "i-0123456789abcdef0";

/**
 * The caller that a log names, then those whom its name and groups tell of by a template of the row or the entry: lines of a login
 * alone have no session, and those of the authenticator no access key (DOMAIN R49).
 */
export function callersLike(state: AccessState, caller: Caller, named: Named): Caller[] {
  if (caller.session !== "" && caller.accessKeyId !== "") return [caller];
  const told = templatesOf(state, caller).flatMap(({ template, names }) =>
    names(named).flatMap((name) => toldBy(template, name, caller)),
  );
  return [caller, ...told];
}

interface NamedBy {
  readonly template: string;
  readonly names: (named: Named) => readonly string[];
}

function templatesOf(state: AccessState, caller: Caller): NamedBy[] {
  const match = matchArn(state.awsAuth, callerArn(caller), caller.principal.accountId);
  const row = match.kind === "row" ? match.row : undefined;
  const entry = Object.values(state.entries).find((each) => {
    const principal = principalOf(each);
    return principal !== undefined && samePrincipal(principal, caller.principal);
  });
  const usernames = [row?.username, entry && (entry.userName ?? defaultUserName(caller.principal))];
  return [
    ...usernames.flatMap((template) => hasPlaceholder(template, ({ username }) => [username])),
    ...(row?.groups ?? []).flatMap((template) => hasPlaceholder(template, ({ groups }) => groups)),
  ];
}

function hasPlaceholder(template: string | undefined, names: NamedBy["names"]): NamedBy[] {
  return template?.includes("{{") === true ? [{ template, names }] : [];
}

/** What is known of the caller stays; a user has no session. */
function toldBy(template: string, name: string, caller: Caller): Caller[] {
  const filled = filledIn(template, name);
  if (filled === undefined) return [];
  const instance = filled.has("{{EC2PrivateDNSName}}") ? SOME_INSTANCE : undefined;
  const session = filled.get("{{SessionNameRaw}}") ?? filled.get("{{SessionName}}") ?? instance ?? "";
  return [
    {
      ...caller,
      session: caller.session === "" && caller.principal.kind === "role" ? session : caller.session,
      accessKeyId: caller.accessKeyId === "" ? (filled.get("{{AccessKeyID}}") ?? "") : caller.accessKeyId,
    },
  ];
}
