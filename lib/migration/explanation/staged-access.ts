import type { AttachedPolicy } from "../../access/access-policy/access-policy";
import type { IamArn } from "../../access/principal/arn";
import { readsAccessEntries, readsConfigMap } from "../../access/access-entry/authentication-mode";
import { type AwsAuth, placeName } from "../../access/aws-auth/aws-auth";
import { probeCallers } from "../../access/principal/caller";
import { type Access, accessOf, type AccessState, type Through } from "../../access/effective/effective-access";
import { type RowState, rowStates } from "../../access/aws-auth/row-state";
import { templatesOf } from "../../access/effective/with-placeholders";
import { samePrincipal } from "../../access/principal/principal-id";
import { isLeaving, isLeavingAccount } from "../leaving";
import { type AccessStep, ROWS_UNTOLD } from "./access-step";
import { isForeign } from "../retirement";

/** What one principal has at one step, in the templates that rows and entries hold: every session of it at once. */
export type StagedAccess =
  | {
      readonly kind: "access";
      readonly through: Exclude<Through, { readonly by: "creator" }>;
      /** Username, with its placeholders: `admin:{{SessionName}}`; empty where the row gives none (R24). */
      readonly username: string;
      readonly groups: readonly string[];
      readonly policies: readonly AttachedPolicy[];
    }
  | { readonly kind: "none"; readonly why: string }
  /** The file does not tell: never read as "no access". */
  | { readonly kind: "unknown"; readonly why: string };

/** What a principal, whether the file names it or not, has once the plan of a step has run as a whole. */
export function stagedAccess(step: AccessStep, principal: IamArn): StagedAccess {
  const untold = step.untold.find((each) => samePrincipal(each.principal, principal));
  const found = accessOfAll(step.state, principal);
  if (untold !== undefined && !isByEntry(found)) return { kind: "unknown", why: untold.why };
  switch (found.verdict) {
    case "unknown":
      return { kind: "unknown", why: step.staged.areRowsOpen ? ROWS_UNTOLD : found.why };
    case "refused":
      return refused(step, principal, found);
    case "authenticated":
      return served(found, step.state, principal);
  }
}

type Authenticated = Extract<Access, { readonly verdict: "authenticated" }>;

/** Of all sessions one that is served, if any is: a template may refuse some. */
function accessOfAll(state: AccessState, principal: IamArn): Access {
  const all = probeCallers(principal).map((caller) => accessOf(state, caller));
  const [first = { verdict: "unknown", why: "nobody calls" } satisfies Access] = all;
  return all.find(({ verdict }) => verdict !== "refused") ?? first;
}

function isByEntry(access: Access): boolean {
  return access.verdict !== "unknown" && access.through?.by === "entry";
}

function served(access: Authenticated, state: AccessState, principal: IamArn): StagedAccess {
  const { through, policies } = access;
  if (through.by === "creator") return { kind: "unknown", why: "it created the cluster" };
  return { kind: "access", through, ...templatesOf(access, state, principal), policies };
}

/** Why nothing serves a principal: the reason that people look for comes first. */
function refused(step: AccessStep, principal: IamArn, access: Access): StagedAccess {
  const { state, staged } = step;
  const { definition } = staged;
  if (access.verdict === "refused" && access.through !== undefined) return { kind: "none", why: access.why };
  const isGoing =
    isLeaving(definition, principal) || isLeavingAccount(definition, principal.accountId) ? "it is leaving" : undefined;
  if (
    isGoing !== undefined &&
    isLeaving(definition, principal) &&
    readsConfigMap(state.mode) &&
    isForeign(definition)
  ) {
    return {
      kind: "unknown",
      why: "it is leaving, and somebody else writes the rows: whether one still serves it is not known",
    };
  }
  const dead = readsConfigMap(state.mode) ? deadRow(state.awsAuth, principal) : undefined;
  const entries = readsAccessEntries(state.mode) ? "no access entry" : undefined;
  const rows = readsConfigMap(state.mode) ? "no row" : undefined;
  const names = [entries, rows].filter((each) => each !== undefined).join(" and ");
  const why = dead ?? `${names} names it`;
  return { kind: "none", why: isGoing === undefined ? why : `${isGoing}: ${why}` };
}

function deadRow(awsAuth: AwsAuth, principal: IamArn): string | undefined {
  const dead = rowStates(awsAuth).find(({ state }) => isDeadFor(state, principal));
  return dead?.state.kind === "dead" ? `${placeName(dead.place)} is dead: ${dead.state.why}` : undefined;
}

function isDeadFor(state: RowState, principal: IamArn): boolean {
  if (state.kind !== "dead" || state.principal === undefined) return false;
  const { kind, ...rest } = state.principal;
  return samePrincipal({ ...rest, kind: kind === "assumed-role" ? "role" : kind }, principal);
}
