import type { AccessEntries, AccessEntry } from "../../access/access-entry/access-entry";
import { type IamArn, printArn } from "../../access/principal/arn";
import { readsAccessEntries } from "../../access/access-entry/authentication-mode";
import { type AwsAuth, EMPTY_AWS_AUTH, UNTOLD_AWS_AUTH } from "../../access/aws-auth/aws-auth";
import type { AccessState } from "../../access/effective/effective-access";
import { arnsOf } from "../../access/principal/arn-list";
import { samePrincipal } from "../../access/principal/principal-id";
import type { AccessDefinition, AwsAuthDefinition, MigrationDefinition } from "../definition";
import { forgets } from "../retirement";
import { type Stage, STAGE_FACTS, STAGES } from "../stage";
import type { StagedDefinition } from "../staged-definition";
import { wavesIn, wavesOf } from "../wave";

/** One stage, or one wave of stage `entries`, and who has what once its plan has run as a whole. */
export interface AccessStep {
  /** `dual`, `entries:2` where there are several waves, `as declared` without a migration. */
  readonly name: string;
  /** @default none: the file has no migration */
  readonly stage?: Stage;
  /** From 1, at `entries`. */
  readonly wave?: number;
  /** Whether the file stands here. */
  readonly isCurrent: boolean;
  /** The definition, at this stage. */
  readonly staged: StagedDefinition;
  /** Entries that EKS makes by itself are in it, as far as the file's rows tell what they give: see {@link madeByEksFor}. */
  readonly state: AccessState;
  /** Who has an entry that EKS makes, or may have, of which the file does not say what it gives. */
  readonly untold: readonly Untold[];
}

/** A principal of which a step does not tell, and why. */
export interface Untold {
  readonly principal: IamArn;
  readonly why: string;
}

/** The one step of a file without migration. */
const AS_DECLARED = "as declared";
const MADE_BY_EKS = "made by EKS: ";

/** Every stage of a definition and every wave, in their order; without a migration what it declares. */
export function accessSteps(staged: StagedDefinition): AccessStep[] {
  const { definition } = staged;
  const { migration } = definition;
  if (migration === undefined) return [stepOf({ name: AS_DECLARED, isCurrent: true }, staged)];
  const count = wavesOf(definition).length;
  return STAGES.flatMap((stage) => {
    const isHere = migration.stage === stage;
    if (stage !== "entries") {
      return [stepOf({ name: stage, stage, isCurrent: isHere }, staged.at(atStage(definition, stage)))];
    }
    return wavesOf(definition).map((_, i) => {
      const name = count === 1 ? stage : `${stage}:${i + 1}`;
      const isCurrent = isHere && wavesIn(definition) === i + 1;
      return stepOf({ name, stage, wave: i + 1, isCurrent }, staged.at(atStage(definition, stage, i + 1)));
    });
  });
}

/**
 * A definition at another stage: its mode and the wave follow the stage. Toggles that stage `done` has written say nothing
 * of the stages before.
 */
function atStage(definition: AccessDefinition, stage: Stage, wave?: number): AccessDefinition {
  const { authenticationMode: _mode, migration, awsAuth, ...rest } = definition;
  if (migration === undefined) return definition;
  const { wave: _, ...section } = migration;
  const keepsToggles = migration.stage !== "done" && stage !== "done";
  const moved: MigrationDefinition = { ...section, stage, ...(wave === undefined ? {} : { wave }) };
  return {
    ...rest,
    ...(awsAuth === undefined ? {} : { awsAuth: keepsToggles ? awsAuth : withoutToggles(awsAuth) }),
    migration: moved,
  };
}

/** For whom EKS makes this entry of a step's state by itself; undefined for an entry of the file. */
export function madeByEksFor(key: string): string | undefined {
  return key.startsWith(MADE_BY_EKS) ? key.slice(MADE_BY_EKS.length) : undefined;
}

function withoutToggles({ awsAuthRoles, awsAuthUsers, awsAuthAccounts }: AwsAuthDefinition): AwsAuthDefinition {
  return { awsAuthRoles, awsAuthUsers, awsAuthAccounts };
}

function stepOf(head: Pick<AccessStep, "name" | "stage" | "wave" | "isCurrent">, staged: StagedDefinition): AccessStep {
  const { mode, entries } = staged.rendering;
  const expected = readsAccessEntries(mode) ? expectedEntries(staged) : {};
  return {
    ...head,
    staged,
    state: { mode, awsAuth: liveRows(staged), entries: { ...expected, ...entries } },
    untold: untoldOf(staged),
  };
}

/** The rows that are alive: those of the file until they are emptied, and after that where they are only forgotten. */
function liveRows({ definition, rows, areRowsOpen }: StagedDefinition): AwsAuth {
  const { migration } = definition;
  if (areRowsOpen) return UNTOLD_AWS_AUTH;
  switch (migration === undefined ? "declared" : STAGE_FACTS[migration.stage].rows) {
    case "declared":
      return rows;
    case "emptied":
      return forgets(definition) ? rows : EMPTY_AWS_AUTH;
    case "gone":
      return EMPTY_AWS_AUTH;
  }
}

/** What EKS's own entries give to principals of rows: the translation says it, guards ask for it. */
function expectedEntries(staged: StagedDefinition): AccessEntries {
  const listed = arnsOf(staged.definition.migration?.expected ?? []);
  if (listed.length === 0) return {};
  const made = staged.translation.outcomes.flatMap((outcome) => {
    if (
      outcome.kind !== "expected" ||
      isUncertain(outcome.entry) ||
      !listed.some((arn) => samePrincipal(arn, outcome.principal))
    )
      return [];
    return [[`${MADE_BY_EKS}${printArn(outcome.principal)}`, outcome.entry] as const];
  });
  return Object.fromEntries(made);
}

function untoldOf(staged: StagedDefinition): Untold[] {
  const hasEntries = readsAccessEntries(staged.rendering.mode);
  return arnsOf(staged.definition.migration?.expected ?? []).flatMap((principal): Untold[] => {
    const { outcomes } = staged.translation;
    const own = outcomes.filter((outcome) => "principal" in outcome && samePrincipal(outcome.principal, principal));
    const expected = own.find((outcome) => outcome.kind === "expected");
    if (expected !== undefined) {
      return hasEntries && isUncertain(expected.entry) ? [{ principal, why: WINDOWS_UNTOLD }] : [];
    }
    const blocked = own.find((outcome) => outcome.kind === "blocked");
    const withoutEntry = staged.areRowsOpen ? ROWS_UNTOLD : CREATOR_UNTOLD;
    if (blocked === undefined) return [{ principal, why: hasEntries ? ENTRY_UNTOLD : withoutEntry }];
    const why = `EKS makes its entry, and its row has no translation (${blocked.by.join(", ")})`;
    return hasEntries ? [{ principal, why }] : [];
  });
}

/** EKS has given Windows node groups the type of Linux (R43): only a look at the live entry tells. */
function isUncertain({ type }: AccessEntry): boolean {
  return type === "EC2_WINDOWS";
}

/** What is said of whom no access entry names, where the rows are a question of the file. */
export const ROWS_UNTOLD = "`aws_auth` of the file is an open question";
const WINDOWS_UNTOLD =
  "EKS makes its entry: of type EC2_WINDOWS it stays a Windows node, of type EC2_LINUX it loses its network";
const ENTRY_UNTOLD = "EKS makes its entry by itself, and no row of the file says what it gives";
const CREATOR_UNTOLD = "no row names it; if it created the cluster, it is admin";
