import { describeThrough } from "../access/effective/effective-access";
import { foldArn, type IamArn, parseArn, printArn } from "../access/principal/arn";
import { placeName } from "../access/aws-auth/aws-auth";
import { principalId, principalIdOf, samePrincipal } from "../access/principal/principal-id";
import type { AccessStep } from "../migration/explanation/access-step";
import { isLeaving } from "../migration/leaving";
import { entryKeys } from "../migration/translation/entry-key";
import { isEksComponent } from "./eks-component";
import type { PrincipalUsage } from "./principal-usage";
import { type PastState, type ServedThrough, servedThen, servedThrough } from "./served-through";

/** A principal of the log, and through what it came in, each way once. */
export interface SeenPrincipal {
  readonly usage: PrincipalUsage;
  /** `mapRoles[2]`, `access entry admin`, `mapRoles[2] or its entry`, `EKS itself`, `nothing that the file knows`. */
  readonly through: readonly string[];
  /** Whether a row may have served it: it is not over with rows yet. */
  readonly byRow: boolean;
}

/** A row of the file, and when it last served somebody for certain, or may have. */
export interface RowUse {
  /** `mapRoles[2]` */
  readonly place: string;
  readonly principal: string;
  /** Milliseconds since 1970; absent where nobody came in by it. */
  readonly last?: number;
  /** Whether the log cannot tell the row from the entry of the same principal. */
  readonly orEntry: boolean;
  /** When its principal came in last, by whatever; absent where the log does not have it. */
  readonly principalLast?: number;
  /** Whether the file keeps its principal: it declares an access entry of it. */
  readonly isDeclared: boolean;
  /** Whether its principal is in `leaving` already. */
  readonly isLeaving: boolean;
}

/** Somebody who comes in by an account of mapAccounts, with the key that an entry would have. */
export interface AccountCaller {
  readonly arn: string;
  readonly key: string;
  readonly last: number;
}

/** Rows and entries of a file, held against what logs say. */
export interface UsedRows {
  readonly principals: readonly SeenPrincipal[];
  readonly rows: readonly RowUse[];
  readonly byAccount: readonly AccountCaller[];
  /** Roles and users with two internal IDs under one ARN: made anew while the log ran (R47). */
  readonly madeAnew: readonly PrincipalUsage[];
}

/**
 * Holds the principals of a log against a cluster file at the stage where it stands; `history`: what the file said before,
 * oldest first.
 */
export function usedRows(
  step: AccessStep,
  principals: readonly PrincipalUsage[],
  history: readonly PastState[] = [],
): UsedRows {
  const seen = principals.map((usage) => ({ usage, ways: waysOf(step, usage, history) }));
  return {
    principals: seen.map(({ usage, ways }) => ({
      usage,
      through: [...new Set(ways.map(({ served }) => wayName(served)))],
      byRow: ways.some(({ served }) => served.by !== "entry" && served.by !== "neither" && served.by !== "eks"),
    })),
    rows: step.staged.rowStates.flatMap(({ state, place }) => {
      if (state.kind !== "effective" && state.kind !== "ambiguous") return [];
      return [{ ...rowUse(placeName(place), state.principal, seen), ...principalUse(step, state.principal, seen) }];
    }),
    byAccount: accountCallers(step, seen),
    madeAnew: principals.filter(({ userIds }) => userIds.length > 1),
  };
}

/** Whether anybody came in at all: a log without a login says nothing about rows. */
export function hasLogins({ principals }: Pick<UsedRows, "principals">): boolean {
  return principals.some(({ usage }) => usage.last !== undefined);
}

interface Way {
  readonly served: ServedThrough | typeof EKS_ITSELF;
  readonly last: number;
}

interface Seen {
  readonly usage: PrincipalUsage;
  readonly ways: readonly Way[];
}

function waysOf(
  { state, staged }: AccessStep,
  { arn, identities }: PrincipalUsage,
  history: readonly PastState[],
): Way[] {
  return identities.map((identity) => {
    const isOfEks = isEksComponent({ arn, username: identity.username }, staged);
    const served = isOfEks ? EKS_ITSELF : servedThen(servedThrough(state, arn, identity), history, { arn, identity });
    return { served, last: identity.last };
  });
}

const EKS_ITSELF = { by: "eks" } as const;

function wayName(served: Way["served"]): string {
  if (served.by === "eks") return "EKS itself";
  if (served.by === "neither") return "nothing that the file knows";
  const through = describeThrough(served.through);
  return served.by === "row-or-entry" ? `${through} or its entry` : through;
}

function rowUse(
  place: string,
  principal: IamArn,
  seen: readonly Seen[],
): Pick<RowUse, "place" | "principal" | "last" | "orEntry"> {
  const own = seen
    .flatMap(({ ways }) => ways)
    .filter(({ served }) => {
      if (served.by !== "row" && served.by !== "row-or-entry") return false;
      return served.through.by === "row" && placeName(served.through.place) === place;
    });
  const proved = own.filter(({ served }) => served.by === "row");
  const counted = proved.length > 0 ? proved : own;
  const last = counted.reduce((latest, way) => Math.max(latest, way.last), Number.NEGATIVE_INFINITY);
  return {
    place,
    principal: printArn(principal),
    ...(counted.length === 0 ? {} : { last }),
    orEntry: counted.length > 0 && proved.length === 0,
  };
}

/** What is known of the principal of a row beside the row. */
function principalUse(
  { staged: { definition } }: AccessStep,
  principal: IamArn,
  seen: readonly Seen[],
): Pick<RowUse, "principalLast" | "isDeclared" | "isLeaving"> {
  const id = principalId(principal);
  const last = seen.find(({ usage }) => principalIdOf(usage.arn) === id)?.usage.last;
  return {
    ...(last === undefined ? {} : { principalLast: last }),
    isDeclared: Object.values(definition.accessEntries).some(({ principalArn }) => principalIdOf(principalArn) === id),
    isLeaving: isLeaving(definition, principal),
  };
}

function accountCallers({ staged }: AccessStep, seen: readonly Seen[]): AccountCaller[] {
  const found = seen.flatMap(({ usage, ways }) => {
    const last = ways.filter(({ served }) => served.by === "account").map((way) => way.last);
    const parsed = parseArn(usage.arn);
    return last.length === 0 || !("arn" in parsed) ? [] : [{ principal: parsed.arn, last: Math.max(...last) }];
  });
  const declared = Object.values(staged.definition.accessEntries).flatMap(({ principalArn }) => {
    const parsed = parseArn(principalArn);
    return "arn" in parsed ? [parsed.arn] : [];
  });
  const open = found.filter(({ principal }) => !declared.some((own) => samePrincipal(own, principal)));
  const keys = entryKeys(
    open.map(({ principal }) => principal),
    staged.definition.accountId,
  );
  return open.map(({ principal, last }) => {
    const arn = printArn(principal);
    return { arn, key: keys.get(arn) ?? foldArn(principal.name), last };
  });
}
