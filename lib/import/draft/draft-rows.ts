import type { Place, Placed } from "../../access/aws-auth/aws-auth";
import type { Finding } from "../../finding/finding";
import { rowFindings } from "../../access/aws-auth/row-state";
import { filePath } from "../../migration/file-path";
import type { TranslationOutcome, Translation } from "../../migration/translation/translation";
import { principalId } from "../../access/principal/principal-id";
import type { DraftAwsAuth, Noted } from "./cluster-draft";
import { type DraftContext, isAccountId } from "./draft-context";
import { noteOf } from "./note";

/** Where a question about a row is asked elsewhere: paths in `role_paths`, session nodes in `expected`. */
const ASKED_ELSEWHERE: readonly string[] = ["role-path-unknown", "role-path-assumed", "row-session-node"];

/**
 * The rows as they are, each with what is odd about it, and what the file cannot hold. A file with this section has guards that
 * look for the ConfigMap: one of a cluster that has none goes without.
 */
export function draftAwsAuth(context: DraftContext, translation: Translation): DraftAwsAuth | undefined {
  const { awsAuth, sources } = context;
  if (sources.awsAuth === undefined || sources.isAwsAuthAbsent || sources.mode?.value === "API") return undefined;
  const about: About = {
    context,
    outcomes: new Map(translation.outcomes.map((outcome) => [filePath(outcome.place), outcome])),
    odd: byRow(rowFindings(awsAuth, { pathOf: filePath, ownAccount: context.accountId })),
  };
  const noted = <Row>({ row, place }: Placed<Row>): Noted<Row> => ({ value: row, notes: rowNotes(place, about) });
  return {
    notes: leftOut(context),
    roles: awsAuth.roles.map(noted),
    users: awsAuth.users.map(noted),
    accounts: awsAuth.accounts.map(noted),
  };
}

/** What is known of rows, by the row's path: a file may have thousands. */
interface About {
  readonly context: DraftContext;
  readonly outcomes: ReadonlyMap<string, TranslationOutcome>;
  readonly odd: ReadonlyMap<string, readonly Finding[]>;
}

/** Findings of a row or of one of its fields, by the row's path: `aws_auth.map_roles[2].username` is of `aws_auth.map_roles[2]`. */
function byRow(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const row = finding.path.slice(0, finding.path.indexOf("]") + 1);
    const own = found.get(row);
    if (own === undefined) found.set(row, [finding]);
    else own.push(finding);
  }
  return found;
}

/** A live entry overrides its row: what keeps the row from becoming one matters no longer. */
function rowNotes(place: Place, { context, outcomes, odd }: About): string[] {
  const path = filePath(place);
  const outcome = outcomes.get(path);
  const overridden = outcome !== undefined && isOverridden(outcome, context);
  const told = overridden ? [] : (outcome?.findings ?? []).filter(({ code }) => !ASKED_ELSEWHERE.includes(code));
  return [...(odd.get(path) ?? []), ...told].flatMap(noteOf);
}

/** Whether a live entry serves whom the row is for. */
export function isOverridden(outcome: TranslationOutcome, { entries }: DraftContext): boolean {
  return "principal" in outcome && entries.get(principalId(outcome.principal))?.isLive === true;
}

function leftOut({ sources }: DraftContext): string[] {
  const accounts = (sources.awsAuth?.value.accounts ?? []).filter(({ row }) => !isAccountId(row));
  return [
    ...sources.dropped.flatMap(({ code, path, message }) => noteOf({ code, message: `left out: ${path}: ${message}` })),
    ...accounts.flatMap(({ row }) =>
      noteOf({
        code: "account-malformed",
        message: `left out, for it serves nobody: not an account ID, expected 12 digits, got \`${row}\``,
        help: "delete it from the live ConfigMap too, or write the account that was meant",
      }),
    ),
  ];
}
