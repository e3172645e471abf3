import { principalOf } from "../access-entry/access-entry";
import { type IamArn, parseArn, PARTITIONS } from "../principal/arn";
import { anyoneElse } from "../principal/anyone-else";
import { type AccessState } from "./effective-access";
import { rowStates } from "../aws-auth/row-state";
import { principalId } from "../principal/principal-id";
import { compareText } from "../../finding/text-order";

/**
 * Every principal that states name, in rows (dead ones too) or entries or as creator, once, sorted; and for each mapped
 * account one user that stands for everybody else in it. An entry's ARN, which knows a role's path, wins over a row's.
 */
export function principalsOf(states: readonly AccessState[]): IamArn[] {
  const named = [entryPrincipals, creators, rowPrincipals].flatMap((of) => states.flatMap(of));
  const partition = named[0]?.partition ?? PARTITIONS[0];
  const accounts = states.flatMap(({ awsAuth }) => awsAuth.accounts.map(({ row }) => row));
  const anyone = accounts
    .filter((accountId) => /^\d{12}$/.test(accountId))
    .map((accountId) => anyoneElse(accountId, partition));
  const byId = new Map<string, IamArn>();
  for (const arn of [...named, ...anyone]) {
    const id = principalId(arn);
    if (!byId.has(id)) byId.set(id, arn);
  }
  return [...byId].sort(([a], [b]) => compareText(a, b)).map(([, arn]) => arn);
}

function entryPrincipals({ entries }: AccessState): IamArn[] {
  return Object.values(entries).flatMap((entry) => asCaller(principalOf(entry)));
}

function creators({ creator }: AccessState): IamArn[] {
  if (creator === undefined) return [];
  const parsed = parseArn(creator);
  return "arn" in parsed ? asCaller(parsed.arn) : [];
}

function rowPrincipals({ awsAuth }: AccessState): IamArn[] {
  return rowStates(awsAuth).flatMap(({ state }) => asCaller(state.principal));
}

/** Nobody calls as a session: its role does. */
function asCaller(arn: IamArn | undefined): IamArn[] {
  if (arn === undefined) return [];
  if (arn.kind !== "assumed-role") return [arn];
  const { partition, accountId, path, name } = arn;
  return [{ partition, accountId, path, name, kind: "role" }];
}
