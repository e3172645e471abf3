import { validateAccessEntries } from "../access/access-entry-validation";
import { type Rule, sortFindings } from "../access/finding";
import { rowFindings, ROW_RULES } from "../access/row-state";
import { ACCESS_ENTRY_RULES } from "../access/access-entry-rules";
import { isLeavingAccount } from "./leaving";
import { acceptFindings, ACCEPTANCE_RULES, type JudgedFinding } from "./acceptance";
import type { AccessDefinition } from "./definition";
import { filePath } from "./file-path";
import { ADMIN_RULES, adminFindings } from "./gate-admin";
import { ADOPTION_RULES, adoptionFindings } from "./gate-adopt";
import {
  blocksFrom,
  COVERAGE_RULES,
  coverageFindings,
  entryPathFindings,
  expectedRows,
  uncoveredRows,
} from "./gate-coverage";
import { GAP_RULES, gapFindings } from "./gate-gap";
import { SHAPE_RULES, shapeFindings } from "./gate-shape";
import { GUARD_RULES } from "./guard-rules";
import { contextOf, render, rowsOf } from "./rendering";
import { REVIEW_CODES } from "./review-codes";
import type { Stage } from "./stage";
import { TRANSLATION_RULES, translateRows } from "./translation";

/** The catalogues of codes that a gate speaks, and those that only Terraform or review do. */
export const GATE_RULES: Readonly<Record<string, Rule>> = {
  ...ROW_RULES,
  ...ACCESS_ENTRY_RULES,
  ...SHAPE_RULES,
  ...ADOPTION_RULES,
  ...TRANSLATION_RULES,
  ...COVERAGE_RULES,
  ...ADMIN_RULES,
  ...GAP_RULES,
  ...ACCEPTANCE_RULES,
  ...GUARD_RULES,
  ...REVIEW_CODES,
};

/**
 * The gate of a definition's stage: everything that the file alone shows, acceptances worked in, sorted. `today`
 * (`2026-11-22`) decides which acceptances have expired.
 * @see DESIGN: three lines of defence, 1; DOMAIN R15-R29, R35-R39
 */
export function gate(definition: AccessDefinition, today: string): JudgedFinding[] {
  const findings: JudgedFinding[] = [
    ...rowFindings(rowsOf(definition), filePath),
    ...validateAccessEntries(definition.accessEntries, clusterOf(definition)),
    ...shapeFindings(definition),
    ...adoptionFindings(definition),
    ...entryPathFindings(definition),
    ...(definition.migration === undefined ? [] : migrationFindings(definition)),
    ...adminFindings(definition),
  ];
  const atRuntime = [...Object.keys(GUARD_RULES), ...Object.keys(REVIEW_CODES)];
  return sortFindings(acceptFindings(findings, definition, { rules: GATE_RULES, today, atRuntime }));
}

/** Whether findings refuse the stage: an error, blocker or danger that nobody accepted. */
export function isRefused(findings: readonly JudgedFinding[]): boolean {
  return findings.some(
    ({ severity, accepted }) => accepted === undefined && ["error", "blocker", "danger"].includes(severity),
  );
}

/** Without a migration the file's own mode has to take entries; with one, the stage sees to that. */
function clusterOf(definition: AccessDefinition): Parameters<typeof validateAccessEntries>[1] {
  const { accountId, partition, migration } = definition;
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(partition === undefined ? {} : { partition }),
    ...(migration === undefined ? { mode: render(definition).mode } : {}),
  };
}

function migrationFindings(definition: AccessDefinition): JudgedFinding[] {
  const untranslated = translationFindings(definition);
  const blocked = untranslated.filter(({ code }) => GATE_RULES[code]?.acceptable !== true).map(({ path }) => path);
  const covered = coverageFindings(definition).filter(
    ({ code, path }) => code !== "row-uncovered" || !blocked.some((each) => each.startsWith(path)),
  );
  return [...untranslated, ...covered, ...gapFindings(definition)];
}

/**
 * Why rows without a declared entry cannot be translated. That blocks `retire`, not what comes before it (R38); of an
 * expected principal it blocks `dual`, for EKS's own entry overrides the row as soon as the mode knows entries (R37).
 */
function translationFindings(definition: AccessDefinition): JudgedFinding[] {
  const { findings } = translateRows(rowsOf(definition), contextOf(definition));
  const told = findings.filter(({ severity }) => severity !== "warning");
  const pathsOf = (rows: ReturnType<typeof uncoveredRows>): string[] => rows.map(({ place }) => filePath(place));
  const [open, expected] = [pathsOf(uncoveredRows(definition)), pathsOf(expectedRows(definition))];
  return [
    ...told
      .filter(({ path }) => isAbout(path, [...stayingAccounts(definition), ...open]))
      .map(blocking(definition, "retire")),
    ...told.filter(({ path }) => isAbout(path, expected)).map(blocking(definition, "dual")),
  ];
}

/** Mapped accounts that `leaving` does not name. */
function stayingAccounts(definition: AccessDefinition): string[] {
  const accounts = rowsOf(definition).accounts.filter(({ row }) => !isLeavingAccount(definition, row));
  return accounts.map(({ place }) => filePath(place));
}

function blocking(definition: AccessDefinition, first: Stage): (found: JudgedFinding) => JudgedFinding {
  const severity = blocksFrom(definition, first);
  return (found) => (found.severity === "blocker" ? { ...found, severity } : found);
}

function isAbout(path: string, places: readonly string[]): boolean {
  return places.some((place) => path.startsWith(place));
}
