import { type AccessEntry, defaultUserName } from "../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../access/access-entry/access-entry-type";
import type { IamArn } from "../access/principal/arn";
import { arnsOf } from "../access/principal/arn-list";
import { principalId } from "../access/principal/principal-id";
import { principalName } from "../access/principal/principal-name";
import { compareText } from "../finding/text-order";
import type { AccessDefinition } from "../migration/definition";
import type { StagedDefinition } from "../migration/staged-definition";
import {
  acceptsUnread,
  asksEverybody,
  filePrincipals,
  unreadPrincipals,
  untypedExpected,
} from "../migration/unread-rows";

/** What a row of the file gives. */
export interface FileRow {
  /** How the principal is named in print. */
  readonly name: string;
  readonly username: string;
  readonly groups: readonly string[];
}

/** The entry that somebody whom a row serves has to have, as a local value of Terraform: its keys are those of HCL, nothing is absent. */
export interface WantedEntry {
  /** The ARN of the row, in lower case: how live rows are found. */
  readonly row: string;
  /** With the role's path. */
  readonly principal_arn: string;
  /** How the principal is named in print. */
  readonly name: string;
  /** Empty where any will do. */
  readonly type: string;
  /** Empty where the type has none. */
  readonly groups: readonly string[];
  /** Empty where the type has none of its own. */
  readonly user_name: string;
  /** Name of a role of the cluster's account; empty for all others, whose making nobody here may look up. */
  readonly role: string;
}

/** The rows of the file that serve somebody, by ARN in lower case. */
export function fileRows({ definition, effectiveRows }: StagedDefinition): Readonly<Record<string, FileRow>> {
  const rows = effectiveRows.map(({ principal, row: { username = "", groups = [] } }) => {
    return [
      principalId(principal),
      { name: principalName(principal, definition.accountId), username, groups },
    ] as const;
  });
  return Object.fromEntries(rows.sort(([a], [b]) => compareText(a, b)));
}

/** Principals that leave on purpose, as rows name them. */
export function leavingRows({ leaving = [] }: AccessDefinition): readonly string[] {
  return arnsOf(leaving).map(principalId).sort();
}

/**
 * The entries that rows are covered by: those that are rendered, by key, and those that EKS makes, by ARN. Where nobody reads
 * the rows, those of whom they may serve; at `api` everybody's.
 */
export function wantedEntries(staged: StagedDefinition): Readonly<Record<string, WantedEntry>> {
  const { definition, rendering, translation } = staged;
  const declared = Object.entries(rendering.entries);
  const expected = translation.outcomes.flatMap((outcome) =>
    outcome.kind === "expected" ? [[outcome.entry.principalArn, outcome.entry] as const] : [],
  );
  const wanted = [...declared, ...expected].flatMap(([key, entry]) =>
    arnsOf([entry.principalArn]).map((principal) => [key, wantedEntry(definition, entry, principal)] as const),
  );
  const all = [...wanted, ...anyEntries(staged)].sort(([a], [b]) => compareText(a, b));
  if (!acceptsUnread(definition) && !asksEverybody(definition)) return Object.fromEntries(all);
  const asked = (asksEverybody(definition) ? filePrincipals(staged) : unreadPrincipals(staged)).map(principalId);
  return Object.fromEntries(all.filter(([, { row }]) => asked.includes(row)));
}

/** Of EKS's entries for principals without a known row no more is asked than that they are there. */
function anyEntries(staged: StagedDefinition): (readonly [string, WantedEntry])[] {
  const any = { type: "", groups: [], user_name: "" };
  return untypedExpected(staged).flatMap((principalArn) =>
    arnsOf([principalArn]).map(
      (principal) =>
        [principalArn, { ...wantedEntry(staged.definition, { principalArn }, principal), ...any }] as const,
    ),
  );
}

function wantedEntry({ accountId }: AccessDefinition, entry: AccessEntry, principal: IamArn): WantedEntry {
  const { principalArn, type = "STANDARD", kubernetesGroups = [], userName } = entry;
  const isNamed = ACCESS_ENTRY_TYPE_FACTS[type].identity;
  const isOwnRole = principal.kind === "role" && principal.accountId === accountId;
  return {
    row: principalId(principal),
    principal_arn: principalArn,
    name: principalName(principal, accountId),
    type,
    groups: isNamed ? kubernetesGroups : [],
    user_name: isNamed ? (userName ?? defaultUserName(principal)) : "",
    role: isOwnRole ? principal.name : "",
  };
}
