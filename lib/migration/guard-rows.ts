import { type IamArn, printArn } from "../access/arn";
import type { AwsAuth, RoleRow, UserRow } from "../access/aws-auth";
import { readsConfigMap, readsAccessEntries } from "../access/authentication-mode";
import { rowStates } from "../access/row-state";
import { arnsOf } from "../access/arn-list";
import { samePrincipal } from "../access/principal-id";
import { isLeaving, isLeavingAccount } from "./leaving";
import { optsIn } from "./acceptance";
import type { AccessDefinition } from "./definition";
import type { LiveCluster } from "./live-cluster";
import { forgets, render, rowsOf } from "./rendering";

/** A row that serves somebody. */
export interface EffectiveRow {
  readonly principal: IamArn;
  readonly row: RoleRow | UserRow;
}

/** The rows that serve somebody; ambiguous ones do, one way or the other. */
export function effectiveRows(awsAuth: AwsAuth): EffectiveRow[] {
  return rowStates(awsAuth).flatMap(({ row, state }) =>
    state.kind === "effective" || state.kind === "ambiguous" ? [{ row, principal: state.principal }] : [],
  );
}

/** Live rows, and accounts, that are neither in the file nor leaving: writing ours would take their access. */
export function unknownRows(definition: AccessDefinition, live: LiveCluster): string[] {
  const [ours, theirs] = [rowsOf(definition), liveRows(live)];
  const known = effectiveRows(ours);
  const rows = effectiveRows(theirs)
    .filter(({ principal }) => !isLeaving(definition, principal))
    .filter(({ principal }) => !known.some((row) => samePrincipal(row.principal, principal)));
  const accounts = servedAccounts(definition, theirs).filter((one) => !servedAccounts(definition, ours).includes(one));
  return [...rows.map(({ principal }) => printArn(principal)), ...accounts];
}

/**
 * Live rows that give something else than the file's; and rows that are not live whose account is: writing them takes the
 * account's access from their principals, and from sessions that a template refuses all of it (R13).
 */
export function changedRows(definition: AccessDefinition, live: LiveCluster): string[] {
  const [ours, theirs] = [effectiveRows(rowsOf(definition)), effectiveRows(liveRows(live))];
  const accounts = liveRows(live).accounts.map(({ row }) => row);
  return ours
    .filter(({ principal }) => !isLeaving(definition, principal))
    .filter(({ principal, row }) => {
      const other = theirs.find((each) => samePrincipal(each.principal, principal));
      return other === undefined ? accounts.includes(principal.accountId) : given(other.row) !== given(row);
    })
    .map(({ principal }) => printArn(principal))
    .filter((arn) => !optsIn(definition, "row-changed", arn));
}

/**
 * Principals whose row, which the file has, is not live to fall back on: of declared entries that the stage does not render,
 * and, where no row of the file is live, those without an entry. Who has no row in the file is not served before its entry,
 * which the gate says.
 */
export function rowsNotLive(definition: AccessDefinition, live: LiveCluster): string[] {
  if (!readsAccessEntries(live.mode)) return [];
  const rows = effectiveRows(liveRows(live)).map(({ principal }) => principal);
  const { waiting, alone } = fallingBack(definition);
  const isEmptied = live.configMap !== "absent" && !isAny(effectiveRows(rowsOf(definition)), rows);
  return [...waiting, ...(isEmptied ? alone : [])].filter((principal) => !has(rows, principal)).map(printArn);
}

/** Whose row in the file may be all that is left to them, but for whom `row-not-live` is accepted. */
export interface FallingBack {
  /** Principals of rows with a declared entry that the stage does not render. */
  readonly waiting: readonly IamArn[];
  /**
   * Principals of rows without any entry. Their row may be new; but where the live ConfigMap holds no row of the file, the
   * plan comes back from `retire`, and an entry that left the file goes while the row is only being put back.
   */
  readonly alone: readonly IamArn[];
}

/** The rows of the file on which {@link rowsNotLive} judges. */
export function fallingBack(definition: AccessDefinition): FallingBack {
  const rendered = render(definition).entries;
  const rows = effectiveRows(rowsOf(definition)).map(({ principal }) => principal);
  const declared = Object.entries(definition.accessEntries).flatMap(([key, { principalArn }]) =>
    arnsOf([principalArn]).map((principal) => ({ key, principal })),
  );
  const served = [...declared.map(({ principal }) => principal), ...arnsOf(definition.migration?.expected ?? [])];
  const isOpen = (principal: IamArn): boolean => optsIn(definition, "row-not-live", printArn(principal));
  return {
    waiting: declared
      .filter(({ key, principal }) => !Object.hasOwn(rendered, key) && has(rows, principal) && !isOpen(principal))
      .map(({ principal }) => principal),
    alone: rows.filter(
      (principal) => !has(served, principal) && !isLeaving(definition, principal) && !isOpen(principal),
    ),
  };
}

function has(principals: readonly IamArn[], principal: IamArn): boolean {
  return principals.some((each) => samePrincipal(each, principal));
}

function isAny(rows: readonly EffectiveRow[], principals: readonly IamArn[]): boolean {
  return rows.some(({ principal }) => has(principals, principal));
}

/** What still serves somebody at `api`: rows that were forgotten may, for entries cover them; no entry covers an account. */
export function rowsLeft(definition: AccessDefinition, live: LiveCluster): string[] {
  const rows = liveRows(live);
  const left = effectiveRows(rows).filter(({ principal }) => !isLeaving(definition, principal));
  const principals = forgets(definition) ? [] : left.map(({ principal }) => printArn(principal));
  return [...principals, ...servedAccounts(definition, rows)];
}

/** The rows that count today: in mode API none does. */
export function liveRows({ configMap, mode }: Pick<LiveCluster, "configMap" | "mode">): AwsAuth {
  const isAsked = typeof configMap !== "string" && readsConfigMap(mode);
  return isAsked ? configMap : { roles: [], users: [], accounts: [], unreadable: [] };
}

/** What is no account ID serves nobody (R13). */
function servedAccounts(definition: AccessDefinition, { accounts }: AwsAuth): string[] {
  return [...new Set(accounts.map(({ row }) => row))]
    .filter((row) => /^\d{12}$/.test(row) && !isLeavingAccount(definition, row))
    .map((row) => `account ${row}`);
}

function given({ username = "", groups = [] }: RoleRow | UserRow): string {
  return JSON.stringify([username, [...new Set(groups)].sort()]);
}
