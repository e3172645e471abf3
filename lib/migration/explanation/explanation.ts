import { foldArn, type IamArn, parseArn } from "../../access/principal/arn";
import { isAnyoneElse } from "../../access/principal/anyone-else";
import { principalsOf } from "../../access/effective/principals";
import { principalId } from "../../access/principal/principal-id";
import { importedAdmins, isCreatorNoAdmin } from "../gate/gate-admin";
import { type AccessChange, accessChanges } from "./access-change";
import { type AccessStep, accessSteps } from "./access-step";
import { type StagedAccess, stagedAccess } from "./staged-access";
import type { StagedDefinition } from "../staged-definition";

/** Who can do what at each stage of a definition. */
export interface Explanation {
  readonly steps: readonly AccessStep[];
  readonly principals: readonly ExplainedPrincipal[];
  /** What the table cannot show, one sentence each. */
  readonly notes: readonly string[];
}

/** One principal, through all steps. */
export interface ExplainedPrincipal {
  readonly principal: IamArn;
  /** Whether it stands for everybody else of a mapped account. */
  readonly isAnyone: boolean;
  /** One for each step. */
  readonly cells: readonly StagedAccess[];
  /** One for each step: what it changes against the step before it; undefined where nothing, and of the first. */
  readonly changes: readonly (AccessChange | undefined)[];
}

/** Everybody whom a definition names, at every stage and wave of it. */
export function explain(staged: StagedDefinition): Explanation {
  const steps = accessSteps(staged);
  return {
    steps,
    principals: explainPrincipals(steps, principalsNamed(staged, steps)),
    notes: notesOf(staged, steps),
  };
}

/** One principal, and what it has at each step. */
export type MatrixRow = Pick<ExplainedPrincipal, "principal" | "isAnyone" | "cells">;

/** As {@link explain}, without what changes from step to step, which takes most of the time. */
export function accessMatrix(staged: StagedDefinition): {
  readonly steps: readonly AccessStep[];
  readonly rows: readonly MatrixRow[];
} {
  const steps = accessSteps(staged);
  const rows = principalsNamed(staged, steps).map((principal) => ({
    principal,
    isAnyone: isAnyoneElse(principal),
    cells: steps.map((step) => stagedAccess(step, principal)),
  }));
  return { steps, rows };
}

/** These principals at these steps, be they named or not. */
export function explainPrincipals(steps: readonly AccessStep[], principals: readonly IamArn[]): ExplainedPrincipal[] {
  const changed = steps.map((after, i) => {
    const before = steps[i - 1];
    const changes = before === undefined ? [] : accessChanges(before, after, principals);
    return new Map(changes.map((change) => [principalId(change.principal), change]));
  });
  return principals.map((principal) => ({
    principal,
    isAnyone: isAnyoneElse(principal),
    cells: steps.map((step) => stagedAccess(step, principal)),
    changes: changed.map((changes) => changes.get(principalId(principal))),
  }));
}

/**
 * Everybody whom rows (dead ones too), entries, accounts, `expected` and `leaving` name, in that order; a role has its path
 * where the file tells it.
 */
function principalsNamed({ definition, rows, rowStates }: StagedDefinition, steps: readonly AccessStep[]): IamArn[] {
  const declared = { mode: "API", awsAuth: rows, entries: definition.accessEntries } as const;
  const listed = [...(definition.migration?.expected ?? []), ...(definition.leaving ?? [])].flatMap(arnOf);
  const known = new Map(
    principalsOf([declared, ...steps.map(({ state }) => state)]).map((arn) => [principalId(arn), arn]),
  );
  const paths = Object.values(definition.migration?.rolePaths ?? {}).flatMap(arnOf);
  const full = new Map([...listed, ...paths].map((arn) => [principalId(arn), arn]));
  const order = [
    ...rowStates.flatMap(({ state }) => (state.principal === undefined ? [] : [roleOf(state.principal)])),
    ...Object.values(declared.entries).flatMap(({ principalArn }) => arnOf(principalArn)),
    ...known.values(),
    ...listed.filter((arn) => arn.kind !== "root"),
  ];
  const ids = new Map(order.map((arn) => [principalId(arn), arn]));
  return [...ids].map(([id, arn]) => {
    const own = known.get(id) ?? arn;
    return own.path === "/" ? (full.get(id) ?? own) : own;
  });
}

/** Nobody calls as a session: its role does. */
function roleOf({ session: _, ...arn }: IamArn): IamArn {
  return arn.kind === "assumed-role" ? { ...arn, kind: "role" } : arn;
}

function arnOf(text: string): IamArn[] {
  const parsed = parseArn(text);
  return "arn" in parsed ? [parsed.arn] : [];
}

function notesOf({ definition, rowStates, areRowsOpen }: StagedDefinition, steps: readonly AccessStep[]): string[] {
  const caller = steps.some(({ staged: { rendering } }) => rendering.creatorAdmin);
  const isHidden = steps.some(({ state, untold }) => state.mode === "CONFIG_MAP" && untold.length > 0);
  const rows = rowStates.map(({ arn = "" }) => foldArn(arn));
  const isImported = importedAdmins(definition).some((arn) => !rows.includes(principalId(arn)));
  const { migration } = definition;
  const isUnnamed = migration !== undefined && !isHidden && !isImported && !isCreatorNoAdmin(migration);
  return [...(areRowsOpen ? [ROWS_NOTE] : []), ...(isUnnamed ? [CREATOR_NOTE] : []), ...(caller ? [CALLER_NOTE] : [])];
}

const ROWS_NOTE =
  "`aws_auth` of the file is an open question: whom its rows serve is not known, and principals that rows alone name are not shown here";

const CREATOR_NOTE =
  "the cluster's creator is admin without a row, and migration.expected does not name it: it is not shown here";
const CALLER_NOTE =
  "whoever runs Terraform is admin by enable_cluster_creator_admin_permissions, until somebody else runs it";
