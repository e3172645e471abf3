import { isNodeType } from "../../access/effective/node";
import { type IamArn, printArn } from "../../access/principal/arn";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { entryKeys } from "../../migration/translation/entry-key";
import type { TranslationOutcome, Translation } from "../../migration/translation/translation";
import { arnsOf } from "../../access/principal/arn-list";
import { principalId } from "../../access/principal/principal-id";
import { principalName, principalNameOf } from "../../access/principal/principal-name";
import { compareText } from "../../finding/text-order";
import type { DraftEntry } from "./cluster-draft";
import type { DraftContext } from "./draft-context";
import { declaredEntry, stackOfEntry } from "./draft-entry";
import { commentLine, noteOf } from "./note";
import { foundAt, type SourcePlace } from "../../sources/source";
import type { MergedEntry } from "../../sources/merge/merged-sources";

/** The entries of the file to be, those that it leaves out, and what is to be said about both. */
export interface DraftEntries {
  readonly entries: readonly DraftEntry[];
  readonly notes: readonly string[];
  /** Roles of rows that IAM does not have. */
  readonly missing: readonly IamArn[];
  readonly findings: readonly LocatedFinding[];
}

type EntryOutcome = Extract<TranslationOutcome, { kind: "entry" }>;

/** An entry whose key is not chosen yet. */
interface Candidate extends Omit<DraftEntry, "key"> {
  readonly principal: IamArn;
  /** The module's own. */
  readonly own?: string;
}

/** Live entries as they are, and entries made of the rows that no live entry overrides. */
export function draftEntries(context: DraftContext, { outcomes }: Translation): DraftEntries {
  const findings: LocatedFinding[] = [];
  const { entries, undescribed } = context;
  const kept = [...entries.values()].filter((entry) => whyLeftOut(entry, context) === undefined);
  const live = kept.map((entry) => liveCandidate(entry, context, findings));
  const ofRows = outcomes
    .filter((outcome) => outcome.kind === "entry")
    .filter(({ principal }) => !entries.has(principalId(principal)) && !undescribed.has(principalId(principal)));
  const missing = ofRows.filter(({ principal }) => isMissing(principal, context));
  findings.push(...missing.map((outcome) => roleMissing(outcome, context)));
  const isGone = new Set(missing);
  const made = ofRows
    .filter((outcome) => !isGone.has(outcome))
    .map((outcome) => rowCandidate(outcome, context, findings));
  return {
    entries: keyed([...live, ...made], context.accountId),
    notes: leftOutNotes(context),
    missing: missing.map(({ principal }) => principal),
    findings,
  };
}

/** One key per principal; rows of one user that differ in case are one. */
function keyed(candidates: readonly Candidate[], accountId: string | undefined): DraftEntry[] {
  const keys = entryKeys(
    candidates.map(({ principal }) => principal),
    accountId,
  );
  const byKey = new Map<string, DraftEntry>();
  const taken = new Set(candidates.flatMap(({ own = [] }) => own));
  for (const { principal, own, ...entry } of candidates) {
    const made = keys.get(printArn(principal)) ?? "";
    const key = own ?? (taken.has(made) ? `${made}_row` : made);
    if (!byKey.has(key)) byKey.set(key, { key, ...entry });
  }
  return [...byKey.values()].sort((a, b) => compareText(a.key, b.key));
}

/** Why the file does not declare a live entry. */
function whyLeftOut(entry: MergedEntry, { managed }: DraftContext): string | undefined {
  if (entry.principal.kind === "service-linked-role")
    return "a service-linked role, for which nobody else may make one";
  const reason = managed.get(principalId(entry.principal))?.reason;
  if (reason !== undefined) return `EKS made it by itself: ${reason}`;
  return entry.madeBy === undefined ? undefined : `${entry.madeBy} makes it`;
}

function leftOutNotes(context: DraftContext): string[] {
  const { entries, sources, undescribed } = context;
  const left = [...entries.values()].flatMap((entry) => {
    const why = whyLeftOut(entry, context);
    return why === undefined
      ? []
      : [commentLine(`not declared: ${principalName(entry.principal, context.accountId)}: ${why}`)];
  });
  const unknown = (sources.listedEntries?.value ?? []).filter((text) => {
    const [id] = arnsOf([text]).map(principalId);
    return id !== undefined && undescribed.has(id);
  });
  return [...left, ...unknown.flatMap((arn) => noteOf(undescribedText(arn, context)))];
}

function undescribedText(arn: string, { name, accountId }: DraftContext) {
  return {
    code: "import-entry-unknown" as const,
    message: `the live entry of ${principalNameOf(arn, accountId)} is not described, and overrides its row`,
    help: `import again with the output of \`aws eks describe-access-entry --cluster-name ${name} --principal-arn ${arn}\``,
  };
}

function liveCandidate(entry: MergedEntry, context: DraftContext, findings: LocatedFinding[]): Candidate {
  const { principal, isLive } = entry;
  const notes = isLive ? [] : [ASKED_FOR];
  const at = placeOfEntry(entry, context);
  if (entry.policies === undefined) {
    const found = foundAt("import-policies-unknown", at, policiesText(entry, context));
    findings.push(found);
    notes.push(...noteOf(found));
  }
  const stack = stackOfEntry(entry);
  if (stack !== undefined) {
    notes.push(
      commentLine(
        `made by the CloudFormation stack ${stack}: take it out there, keeping the entry, or leave it out here`,
      ),
    );
  }
  if (entry.isOlderThanRole === true)
    notes.push(
      `R39 entry-outdated: the ${principal.kind === "user" ? "user" : "role"} was made after its entry, which serves it no longer: make the entry anew`,
    );
  const own = entry.key === undefined ? {} : { own: entry.key };
  return { principal, value: declaredEntry(entry), isLive, notes, ...own };
}

const ASKED_FOR = "asked for by a ClusterConfig, not known to be live: delete it unless the cluster has it";

function policiesText({ principal, principalArn }: MergedEntry, { name, accountId }: DraftContext) {
  return {
    message: `which access policies the live entry of ${principalName(principal, accountId)} has is not known, expected their list, got none`,
    help: `import again with the output of \`aws eks list-associated-access-policies --cluster-name ${name} --principal-arn ${principalArn}\``,
  };
}

function rowCandidate(
  { principal, entry }: EntryOutcome,
  context: DraftContext,
  findings: LocatedFinding[],
): Candidate {
  const isNode = isNodeType(entry.type) && entry.type !== "HYBRID_LINUX";
  if (!isNode || context.sources.knowsNodeGroups) return { principal, value: entry, isLive: false, notes: [] };
  const { name, accountId } = context;
  const found = foundAt("import-node-groups-unknown", placeOfRows(context), {
    message: `whether EKS makes the entry of ${principalName(principal, accountId)} by itself is not known, expected a list of the managed node groups, got none`,
    help: `import again with the output of \`aws eks list-nodegroups --cluster-name ${name}\`; where a managed node group has this role, EKS makes the entry: then delete this one from \`access_entries\`, and add \`- ${printArn(principal)}\` to the list \`expected\` under \`migration\``,
  });
  findings.push(found);
  return { principal, value: entry, isLive: false, notes: noteOf(found) };
}

/** A list of the account's roles that leaves no path out, without this one. */
function isMissing(principal: IamArn, { sources }: DraftContext): boolean {
  const isListed = sources.listedAccounts.has(principal.accountId);
  return principal.kind === "role" && isListed && !sources.roles.has(principalId(principal));
}

function roleMissing({ principal }: EntryOutcome, context: DraftContext): LocatedFinding {
  return foundAt("import-role-missing", placeOfRows(context), {
    message: `aws-auth has a row of ${principalName(principal, context.accountId)}, which IAM does not list: AWS refuses an entry of a role that is gone`,
    help: `if the role is gone, add \`- ${printArn(principal)}\` to the list \`leaving\` at the top level of the cluster file; if it exists, give the output of \`aws iam list-roles\` without --path-prefix`,
  });
}

function placeOfRows({ sources }: DraftContext): SourcePlace {
  return sources.awsAuth?.at ?? sources.start;
}

function placeOfEntry(entry: MergedEntry, context: DraftContext): SourcePlace {
  return context.places.get(principalId(entry.principal)) ?? placeOfRows(context);
}
