import { CATALOGUE, type Code } from "../../finding/catalogue";
import type { AccessEntry } from "../../access/access-entry/access-entry";
import { type IamArn, printArn } from "../../access/principal/arn";
import type { Place, Placed } from "../../access/aws-auth/aws-auth";
import type { Finding } from "../../finding/finding";
import { translationFinding } from "./translation-finding";
import { type Draft, IN_BOTH, type Source } from "./translation-source";

/** A finding about a row, with the principal that an acceptance of it may name. */
export interface TranslationFinding extends Finding {
  /** ARN; undefined for accounts. */
  readonly principal?: string;
}

/** What becomes of one row or account of aws-auth: exactly one of five things. */
export type TranslationOutcome = { readonly place: Place; readonly findings: readonly TranslationFinding[] } & (
  | { readonly kind: "entry"; readonly principal: IamArn; readonly key: string; readonly entry: AccessEntry }
  /** EKS makes this entry by itself: it is not declared, and looked for live (R37). */
  | { readonly kind: "expected"; readonly principal: IamArn; readonly entry: AccessEntry }
  /** It grants nothing, so it blocks nothing. */
  | { readonly kind: "dead" }
  /** Another row, or the same account again, counts instead. */
  | { readonly kind: "shadowed"; readonly by: Place }
  | Blocked
);

/** No entry can stand for it: it goes on serving through aws-auth. */
export interface Blocked {
  readonly kind: "blocked";
  /** Codes of what blocks it: of the findings, or `row-ambiguous`, which rowFindings tells. */
  readonly by: readonly Code[];
  /** Undefined for accounts and ambiguous rows. */
  readonly principal?: IamArn;
  /** The entry that counts once everything that blocks is accepted; undefined where something cannot be. */
  readonly ifAccepted?: AccessEntry;
}

/** Whether EKS has to be given this entry: nothing blocks it, and EKS does not make it by itself. */
export function isDeclared(draft: Draft): draft is Draft & { readonly entry: AccessEntry } {
  return draft.entry !== undefined && !draft.expected && blockers(draft).length === 0;
}

/** The outcome of a row's draft. `key` is that of its entry, where it is declared. */
export function draftOutcome({ place, principal }: Source, draft: Draft, key: string | undefined): TranslationOutcome {
  const { entry } = draft;
  const findings = draft.findings.map((found) => ({ ...found, principal: printArn(principal) }));
  const by = blockers(draft);
  if (by.length > 0 || entry === undefined) {
    const isOpen = entry !== undefined && by.every((code) => CATALOGUE[code].acceptable === true);
    return { kind: "blocked", place, findings, by, principal, ...(isOpen ? { ifAccepted: entry } : {}) };
  }
  return key === undefined
    ? { kind: "expected", place, findings, principal, entry }
    : { kind: "entry", place, findings, principal, key, entry };
}

/**
 * The outcome of every mapped account: there is no entry for "everybody in it". What is no account ID is nobody's.
 * @see DOMAIN R13
 */
export function accountOutcomes(
  accounts: readonly Placed<string>[],
  pathOf: (place: Place) => string,
  partition = "aws",
): TranslationOutcome[] {
  return accounts.map(({ row, place }): TranslationOutcome => {
    const last = accounts.findLast((other) => other.row === row);
    if (last !== undefined && last.place.index !== place.index) {
      return { kind: "shadowed", place, findings: [], by: last.place };
    }
    return /^\d{12}$/.test(row)
      ? mappedAccount(`arn:${partition}:iam::${row}:root`, place, pathOf(place))
      : malformedAccount(row, place, pathOf);
  });
}

function mappedAccount(root: string, place: Place, path: string): TranslationOutcome {
  const found = translationFinding("account-mapped", path, {
    message: `by this row every role and user of an account may come in, and whoever has no entry gets 401 from stage \`api\` on, expected an entry for each one that uses the row, got \`${root.split(":")[4] ?? ""}\``,
    help: `\`eks-access usage FILE --log LOGS\` names who comes in by it; declare an entry for each, with \`user_name\` its ARN (of a role without the path): the row gives them that username, and RBAC names them by it; then add \`${root}\` to \`leaving\`, a list at the top level of the file: it stands for whoever of the account has no entry, and loses access at stage api`,
  });
  return { kind: "blocked", place, findings: [found], by: [found.code] };
}

function malformedAccount(text: string, place: Place, pathOf: (place: Place) => string): TranslationOutcome {
  const found = translationFinding("account-malformed", pathOf(place), {
    message: `not an account ID, expected 12 digits, got \`${text}\``,
    help: `delete it, ${IN_BOTH}: it serves nobody; correcting it grants access which nobody has today`,
  });
  return { kind: "dead", place, findings: [found] };
}

function blockers({ findings }: Draft): Code[] {
  const blocking = findings.filter(({ severity }) => severity === "error" || severity === "blocker");
  return [...new Set(blocking.map(({ code }) => code))];
}
