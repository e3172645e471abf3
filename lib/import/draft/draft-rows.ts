import type { Place, Placed } from "../../access/aws-auth/aws-auth";
import type { Finding } from "../../finding/finding";
import { rowFindings } from "../../access/aws-auth/row-state";
import { filePath } from "../../migration/file-path";
import type { Outcome, Translation } from "../../migration/translation/translation";
import { principalId } from "../../access/principal/principal-id";
import type { DraftAwsAuth, Noted } from "./cluster-draft";
import { type DraftContext, isAccountId } from "./draft-context";
import { noteOf } from "./note";

/** Where a question about a row is asked elsewhere: paths in `role_paths`, session nodes in `expected`. */
const ASKED_ELSEWHERE: readonly string[] = ["role-path-unknown", "role-path-assumed", "row-session-node"];

/** The rows as they are, each with what is odd about it, and what the file cannot hold. */
export function draftAwsAuth(context: DraftContext, translation: Translation): DraftAwsAuth | undefined {
  const { awsAuth, sources } = context;
  if (sources.awsAuth === undefined || sources.mode?.value === "API") return undefined;
  const odd = rowFindings(awsAuth, filePath);
  const noted = <Row>({ row, place }: Placed<Row>): Noted<Row> => ({
    value: row,
    notes: rowNotes(place, { context, translation, odd }),
  });
  return {
    notes: leftOut(context),
    roles: awsAuth.roles.map(noted),
    users: awsAuth.users.map(noted),
    accounts: awsAuth.accounts.map(noted),
  };
}

interface About {
  readonly context: DraftContext;
  readonly translation: Translation;
  readonly odd: readonly Finding[];
}

/** A live entry overrides its row: what keeps the row from becoming one matters no longer. */
function rowNotes(place: Place, { context, translation, odd }: About): string[] {
  const path = filePath(place);
  const isHere = (found: Finding): boolean => found.path === path || found.path.startsWith(`${path}.`);
  const outcome = translation.outcomes.find(
    (one) => one.place.section === place.section && one.place.index === place.index,
  );
  const overridden = outcome !== undefined && isOverridden(outcome, context);
  const told = overridden ? [] : (outcome?.findings ?? []).filter(({ code }) => !ASKED_ELSEWHERE.includes(code));
  return [...odd.filter(isHere), ...told].flatMap(noteOf);
}

/** Whether a live entry serves whom the row is for. */
export function isOverridden(outcome: Outcome, { entries }: DraftContext): boolean {
  return "principal" in outcome && entries.get(principalId(outcome.principal))?.isLive === true;
}

function leftOut({ sources }: DraftContext): string[] {
  const accounts = (sources.awsAuth?.value.accounts ?? []).filter(({ row }) => !isAccountId(row));
  return [
    ...sources.dropped.flatMap(({ code, path, message }) => noteOf({ code, message: `left out: ${path}: ${message}` })),
    ...accounts.flatMap(({ row }) =>
      noteOf({
        code: "account-malformed",
        message: `left out, for it serves nobody: no account ID, expected 12 digits, got \`${row}\``,
      }),
    ),
  ];
}
