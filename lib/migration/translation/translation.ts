import type { AccessEntries } from "../../access/access-entry/access-entry";
import { printArn } from "../../access/principal/arn";
import { type AwsAuth, placeName } from "../../access/aws-auth/aws-auth";
import { sortFindings } from "../../finding/finding-order";
import { rowStates } from "../../access/aws-auth/row-state";
import { compareText } from "../../finding/text-order";
import { entryKeys } from "./entry-key";
import { conflictFindings, leaderOf, sameUsers } from "./translation-conflict";
import {
  accountOutcomes,
  draftOutcome,
  isDeclared,
  type TranslationOutcome,
  type TranslationFinding,
} from "./translation-outcome";
import { draftRow, type Reading, readRow } from "./translation-row";
import { type Draft, type Knowledge, knowledgeOf, type Source, type TranslationContext } from "./translation-source";

export type { TranslationOutcome, TranslationFinding } from "./translation-outcome";
export type { TranslationContext } from "./translation-source";

/** aws-auth as access entries, as far as it can be. */
export interface Translation {
  /** One for each row and account: mapRoles, mapUsers, mapAccounts, each in its order. */
  readonly outcomes: readonly TranslationOutcome[];
  /** Entries to declare, by key, sorted. */
  readonly entries: AccessEntries;
  /** All findings of the outcomes, sorted. What rowFindings tells is not told again. */
  readonly findings: readonly TranslationFinding[];
}

/**
 * Turns aws-auth into access entries that give nobody more than today, and nobody less but what matches the name
 * `system:masters`; what cannot be turned is said, with the way out, and keeps its row.
 * @see DOMAIN §3 R8, R12-R29
 */
export function translateRows(awsAuth: AwsAuth, context: TranslationContext = {}): Translation {
  const { pathOf = placeName, accountId } = context;
  const knowledge = knowledgeOf(context);
  const readings = rowStates(awsAuth).map((stated) => readRow(stated, pathOf(stated.place), knowledge));
  const drafts = draftsOf(readings, knowledge, awsAuth);
  const declared = [...drafts].filter(([, draft]) => isDeclared(draft)).map(([{ principal }]) => principal);
  const keys = entryKeys(declared, accountId);
  const rows = readings.map((reading) => rowOutcome(reading, drafts, keys));
  const outcomes = [...rows, ...accountOutcomes(awsAuth.accounts, pathOf, knowledge.partition)];
  return {
    outcomes,
    entries: entriesOf(outcomes),
    findings: sortFindings(outcomes.flatMap(({ findings }) => findings)),
  };
}

/** Rows of one principal get one entry: that of the row whose spelling stands for all (R27). */
function draftsOf(readings: readonly Reading[], knowledge: Knowledge, awsAuth: AwsAuth): ReadonlyMap<Source, Draft> {
  const sources = readings.flatMap((reading) => (reading.kind === "source" ? [reading.source] : []));
  const groups = sameUsers(sources);
  return new Map(
    sources.map((source) => {
      const group = groups.get(source) ?? [source];
      const [own, leader] = [draftRow(source, knowledge, awsAuth), leaderOf(source, group)];
      const shared = leader === source ? own : draftRow(leader, knowledge, awsAuth);
      return [source, { ...shared, findings: [...own.findings, ...conflictFindings(source, group)] }];
    }),
  );
}

function rowOutcome(
  reading: Reading,
  drafts: ReadonlyMap<Source, Draft>,
  keys: ReadonlyMap<string, string>,
): TranslationOutcome {
  const { place } = reading;
  switch (reading.kind) {
    case "dead":
      return { kind: "dead", place, findings: [] };
    case "shadowed":
      return { kind: "shadowed", place, findings: [], by: reading.by };
    case "ambiguous":
      return { kind: "blocked", place, findings: [], by: ["row-ambiguous"] };
    case "source": {
      const { source } = reading;
      const draft = drafts.get(source) ?? { expected: false, findings: [] };
      return draftOutcome(source, draft, isDeclared(draft) ? keys.get(printArn(source.principal)) : undefined);
    }
  }
}

function entriesOf(outcomes: readonly TranslationOutcome[]): AccessEntries {
  const entries = outcomes.flatMap((outcome) =>
    outcome.kind === "entry" ? [[outcome.key, outcome.entry] as const] : [],
  );
  return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}
