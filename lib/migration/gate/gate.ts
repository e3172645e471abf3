import { CATALOGUE, weightOf } from "../../finding/catalogue";
import { sortFindings } from "../../finding/finding-order";
import { rowFindings } from "../../access/aws-auth/row-state";
import { isLeavingAccount } from "../leaving";
import { acceptFindings, type JudgedFinding } from "../acceptance";
import type { AccessDefinition } from "../definition";
import { filePath } from "../file-path";
import { guardAcceptanceFindings } from "./gate-acceptance";
import { adminFindings } from "./gate-admin";
import { adoptionAskedLater, adoptionFindings } from "./gate-adopt";
import { blocksFrom, coverageFindings, entryPathFindings, expectedRows, uncoveredRows } from "./gate-coverage";
import { eksFindings } from "./gate-expected";
import { gapFindings } from "./gate-gap";
import { shapeFindings } from "./gate-shape";
import { textFindings } from "./gate-text";
import type { Stage } from "../stage";
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

/** What the file alone shows, whatever it accepts. */
export function gateFindings(staged: StagedDefinition): JudgedFinding[] {
  const { definition, entryFindings } = staged;
  // Props of a program without types: who an entry is for is asked of all that follows.
  if (entryFindings.some(({ code }) => code === "entry-key-missing" || code === "entry-value-type")) {
    return [...entryFindings];
  }
  return [
    ...rowFindings(staged.rows, { pathOf: filePath, ownAccount: definition.accountId }),
    ...entryFindings,
    ...shapeFindings(definition),
    ...adoptionFindings(definition),
    ...textFindings(definition),
    ...entryPathFindings(definition),
    ...(definition.migration === undefined ? [] : migrationFindings(staged)),
    ...adminFindings(staged),
    ...eksFindings(staged),
  ];
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
