import { CATALOGUE, weightOf } from "../../finding/catalogue";
import { sortFindings } from "../../finding/finding-order";
import { printArn } from "../../access/principal/arn";
import { principalIdOf } from "../../access/principal/principal-id";
import { rowFindings, type StatedRow } from "../../access/aws-auth/row-state";
import { isLeavingAccount } from "../leaving";
import { acceptFindings, type JudgedFinding } from "../acceptance";
import type { AccessDefinition } from "../definition";
import { filePath } from "../file-path";
import { guardAcceptanceFindings } from "./gate-acceptance";
import { adminFindings } from "./gate-admin";
import { adoptionAskedLater, adoptionFindings } from "./gate-adopt";
import { blocksFrom, coverageFindings, entryPathFindings, expectedRows, uncoveredRows } from "./gate-coverage";
import { expectationFindings } from "./gate-expected";
import { gapFindings } from "./gate-gap";
import { shapeFindings } from "./gate-shape";
import { textFindings } from "./gate-text";
import { forgets } from "../retirement";
import { isFrom, type Stage } from "../stage";
import type { StagedDefinition } from "../staged-definition";

/** A definition, and what its gate finds before acceptances. */
type Gated = Pick<StagedDefinition, "definition" | "rendering"> & { readonly gateFindings: readonly JudgedFinding[] };

/**
 * The gate of a definition's stage: everything that the file alone shows, acceptances worked in, sorted. `today`
 * (`2026-11-22`) decides which acceptances have expired.
 * What others say at this gate, an organisation's rules, comes as `others`, and may be accepted as the rest.
 * @see DESIGN: three lines of defence, 1; DOMAIN R15-R29, R35-R39
 */
export function gate(
  { definition, rendering, gateFindings: findings }: Gated,
  today: string,
  others: readonly JudgedFinding[] = [],
): JudgedFinding[] {
  const all = [...findings, ...others, ...guardAcceptanceFindings({ definition, rendering }, today)];
  const judged = acceptFindings(all, definition, { context: "gate", today });
  const later = adoptionAskedLater(definition, all).map((i) => `accept[${i}]`);
  return sortFindings(judged.filter(({ code, path }) => code !== "accept-unused" || !later.includes(path)));
}

/** What an entry of props without types lacks of one; no cluster file has these. */
const OF_NO_ENTRY: readonly string[] = ["entry-key-missing", "entry-value-type", "entry-type-unknown"];

/** What the file alone shows, whatever it accepts. */
export function gateFindings(staged: StagedDefinition): JudgedFinding[] {
  const { definition, entryFindings } = staged;
  // Props of a program without types: who an entry is for is asked of all that follows.
  if (entryFindings.some(({ code }) => OF_NO_ENTRY.includes(code))) return [...entryFindings];
  return [
    ...findingsOfRows(staged),
    ...entryFindings,
    ...shapeFindings(definition),
    ...adoptionFindings(definition),
    ...textFindings(definition),
    ...entryPathFindings(definition),
    ...(definition.migration === undefined ? [] : migrationFindings(staged)),
    ...adminFindings(staged),
    ...expectationFindings(staged),
  ];
}

/** What is wrong with rows; that one has no username only as long as it serves somebody, for entries always have one (R24). */
function findingsOfRows(staged: StagedDefinition): JudgedFinding[] {
  const found = rowFindings(staged.rows, { pathOf: filePath, ownAccount: staged.definition.accountId });
  const idle = new Set(replacedRows(staged).map(({ place }) => `${filePath(place)}.username`));
  return found.filter(({ code, path }) => code !== "row-username-missing" || !idle.has(path));
}

/** Rows that the stage empties, that its mode does not read, or whose principal has an entry at it. */
function replacedRows({ definition, rendering, rowStates }: StagedDefinition): readonly StatedRow[] {
  const { migration } = definition;
  const isEmptied = migration !== undefined && isFrom(migration.stage, "retire") && !forgets(definition);
  if (rendering.mode === "API" || isEmptied) return rowStates;
  const ids = new Set(Object.values(rendering.entries).map(({ principalArn }) => principalIdOf(principalArn)));
  return rowStates.filter(
    ({ state }) => state.kind === "effective" && ids.has(principalIdOf(printArn(state.principal))),
  );
}

function migrationFindings(staged: StagedDefinition): JudgedFinding[] {
  const untranslated = translationFindings(staged);
  const blocked = untranslated.filter(({ code }) => CATALOGUE[code].acceptable !== true).map(({ path }) => path);
  const covered = coverageFindings(staged).filter(
    ({ code, path }) => code !== "row-uncovered" || !blocked.some((each) => each.startsWith(path)),
  );
  return [...untranslated, ...covered, ...gapFindings(staged)];
}

/**
 * Why rows without a declared entry cannot be translated. That blocks `retire`, not what comes before it (R38); of an
 * expected principal it blocks `dual`, for EKS's own entry overrides the row as soon as the mode knows entries (R37).
 */
function translationFindings(staged: StagedDefinition): JudgedFinding[] {
  const { definition } = staged;
  const told = staged.translation.findings.filter(({ severity }) => severity !== "warning");
  const pathsOf = (rows: ReturnType<typeof uncoveredRows>): string[] => rows.map(({ place }) => filePath(place));
  const [open, expected] = [pathsOf(uncoveredRows(staged)), pathsOf(expectedRows(staged))];
  return [
    ...told
      .filter(({ path }) => isAbout(path, [...stayingAccounts(staged), ...open]))
      .map(blocking(definition, "retire")),
    ...told.filter(({ path }) => isAbout(path, expected)).map(blocking(definition, "dual")),
  ];
}

/** Mapped accounts that `leaving` does not name. */
function stayingAccounts({ definition, rows }: StagedDefinition): string[] {
  const accounts = rows.accounts.filter(({ row }) => !isLeavingAccount(definition, row));
  return accounts.map(({ place }) => filePath(place));
}

function blocking(definition: AccessDefinition, first: Stage): (found: JudgedFinding) => JudgedFinding {
  const severity = blocksFrom(definition, first);
  return (found) =>
    found.severity === "blocker" ? { ...found, severity: weightOf(found.code, "gate", severity) } : found;
}

function isAbout(path: string, places: readonly string[]): boolean {
  return places.some((place) => path.startsWith(place));
}
