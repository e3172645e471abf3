import { principalOf } from "../../access/access-entry/access-entry";
import type { IamArn } from "../../access/principal/arn";
import { readsConfigMap } from "../../access/access-entry/authentication-mode";
import { type AwsAuth, placeName } from "../../access/aws-auth/aws-auth";
import { describeThrough, type Through } from "../../access/effective/effective-access";
import { rowStates } from "../../access/aws-auth/row-state";
import { samePrincipal } from "../../access/principal/principal-id";
import { type AccessStep, madeByEksFor } from "./access-step";
import { type StagedAccess, stagedAccess } from "./staged-access";
import { wavesOf } from "../wave";

/** Why a principal has at a step what it has, in one sentence. */
export function cellReason(step: AccessStep, principal: IamArn): string {
  const access = stagedAccess(step, principal);
  if (access.kind !== "access") return access.why;
  return access.through.by === "entry"
    ? entryReason(step, principal, access.through)
    : rowReason(step, principal, access);
}

function entryReason(
  { state, stage, staged }: AccessStep,
  principal: IamArn,
  through: Extract<Through, { by: "entry" }>,
): string {
  const row = servingRow(state.awsAuth, principal);
  if (madeByEksFor(through.key) !== undefined) {
    const otherwise =
      row === undefined || !readsConfigMap(state.mode)
        ? ""
        : `; until it is there, ${row} serves, with the same rights`;
    return `expected: EKS makes its entry by itself${otherwise}`;
  }
  if (!readsConfigMap(state.mode)) return "mode API asks access entries alone";
  if (staged.areRowsOpen) return "its entry serves, and overrides its row if it has one";
  if (row !== undefined) return `its entry overrides ${row} as a whole`;
  return stage === "retire" ? "its entry serves; the rows are emptied" : "its entry serves; no row names it";
}

function rowReason(step: AccessStep, principal: IamArn, access: Extract<StagedAccess, { kind: "access" }>): string {
  const row = describeThrough(access.through);
  const others = rowStates(step.state.awsAuth).flatMap(({ state, place }) =>
    state.kind === "shadowed" && samePrincipal(state.principal, principal) ? [placeName(place)] : [],
  );
  const shadowed = others.length === 0 ? "" : `, and shadows ${others.join(", ")}`;
  const account =
    access.through.by === "row" && access.through.place.section === "mapAccounts"
      ? ": its account is mapped, it has its ARN as username and no groups"
      : "";
  if (step.state.mode === "CONFIG_MAP")
    return `mode CONFIG_MAP asks aws-auth alone: ${row} serves${shadowed}${account}`;
  return `${pending(step, principal)}: ${row} serves${shadowed}${account}`;
}

/** Why no entry overrides the row. */
function pending({ staged: { definition }, wave }: AccessStep, principal: IamArn): string {
  const key = Object.keys(definition.accessEntries).find((each) => {
    const entry = definition.accessEntries[each];
    const own = entry && principalOf(entry);
    return own !== undefined && samePrincipal(own, principal);
  });
  if (key === undefined) return "no access entry is declared for it";
  const waves = wavesOf(definition);
  const own = waves.findIndex((keys) => keys.includes(key)) + 1;
  if (wave !== undefined || waves.length > 1) return `its entry ${key} comes with wave ${own} of stage entries`;
  return `its entry ${key} comes at stage entries`;
}

function servingRow(awsAuth: AwsAuth, principal: IamArn): string | undefined {
  const rows = rowStates(awsAuth).filter(
    ({ state }) =>
      (state.kind === "effective" || state.kind === "ambiguous") && samePrincipal(state.principal, principal),
  );
  const account = awsAuth.accounts.findLast(({ row }) => row === principal.accountId);
  const place = rows[0]?.place ?? account?.place;
  return place && placeName(place);
}
