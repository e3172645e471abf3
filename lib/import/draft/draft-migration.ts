import { foldArn, printArn } from "../../access/principal/arn";
import { arnsOf } from "../../access/principal/arn-list";
import { rowStates } from "../../access/aws-auth/row-state";
import type { Stage } from "../../migration/stage";
import type { Translation } from "../../migration/translation/translation";
import { principalId } from "../../access/principal/principal-id";
import { isSsoRoleName } from "../../access/principal/sso-role";
import { isClusterAdminEntry } from "../../access/effective/cluster-admin";
import { isNodeType } from "../../access/effective/node";
import type { DraftEntry, DraftMigration, Noted } from "./cluster-draft";
import { type DraftContext, rolePaths } from "./draft-context";
import { isOverridden } from "./draft-rows";
import { noteOf } from "./note";

/** The stage that fits what is live, and what goes with it; nothing where the cluster has arrived in mode API. */
export function draftMigration(
  context: DraftContext,
  translation: Translation,
  entries: readonly DraftEntry[],
): DraftMigration | undefined {
  if (context.sources.mode?.value === "API") return undefined;
  const waves = wavesOf(entries);
  const stage = stageOf(context, entries);
  const isAllLive = entries.every(({ isLive }) => isLive);
  const liveKeys = new Set(entries.filter(({ isLive }) => isLive).map(({ key }) => key));
  const live = waves.filter((wave) => wave.every((key) => liveKeys.has(key)));
  // In mode CONFIG_MAP the creator always is, whatever a state says that came by an import.
  const isCreatorNoAdmin = context.sources.isCreatorNoAdmin && stage !== "config-map";
  return {
    stage: { value: stage, notes: stageNotes(context) },
    waves: waves.length > 1 ? waves : [],
    wave: waves.length <= 1 || isAllLive ? undefined : Math.max(1, live.length),
    expected: expected(context, translation, isCreatorNoAdmin || hasCreator(context, entries)),
    isCreatorNoAdmin,
    rolePaths: { value: rolePaths(context), notes: pathNotes(context, translation) },
  };
}

/**
 * Entries that are live stay where they are: a plan that knows none of them would be one stage back, and destroy that which the
 * module made of whoever ran Terraform.
 */
function stageOf({ sources }: DraftContext, entries: readonly DraftEntry[]): Stage {
  if (sources.creator !== undefined || entries.some(({ isLive }) => isLive)) return "entries";
  const knowsEntries = sources.mode?.value === "API_AND_CONFIG_MAP" || (sources.listedEntries?.value ?? []).length > 0;
  return knowsEntries || sources.entries.some(({ value }) => value.isLive) ? "dual" : "config-map";
}

function stageNotes({ sources, name }: DraftContext): string[] {
  const isKnown = sources.mode !== undefined || sources.entries.length > 0 || sources.listedEntries !== undefined;
  const ask = `aws eks describe-cluster --name ${name} --query cluster.accessConfig.authenticationMode --output text`;
  return [
    ...(isKnown
      ? []
      : noteOf({
          code: "import-mode-unknown",
          message:
            "no source tells the authentication mode: in mode CONFIG_MAP leave stage config-map; in API_AND_CONFIG_MAP write dual; in API import again",
          help: `\`${ask}\` prints the mode; import again with the output of \`aws eks describe-cluster --name ${name}\` where it is API`,
        })),
    ...(sources.mode?.value === "API_AND_CONFIG_MAP" && sources.listedEntries === undefined && !sources.isOfState
      ? noteOf({
          code: "import-entries-unknown",
          message: "entries that are live override their rows, and no source lists them",
          help: entriesHelp(name),
        })
      : []),
  ];
}

/** How to get the entries of a cluster. */
export function entriesHelp(name: string): string {
  return `import again with the output of \`eks-access collect --cluster ${name}\`, which reads all entries; or with those of \`aws eks list-access-entries --cluster-name ${name}\`, and of describe-access-entry and list-associated-access-policies for each entry, a file each`;
}

/** What is live, then one admin alone, then people, then nodes: whoever has moved can mend what a later wave breaks. */
function wavesOf(entries: readonly DraftEntry[]): string[][] {
  const isNode = ({ value: { type } }: DraftEntry): boolean => isNodeType(type);
  const groups = [true, false].flatMap((isLive) => {
    const own = entries.filter((entry) => entry.isLive === isLive);
    const people = own.filter((entry) => !isNode(entry));
    const admins = people.filter(({ value }) => isClusterAdminEntry(value));
    const first = admins.find(({ value }) => !isSsoRoleName(value.principalArn.split("/").at(-1) ?? "")) ?? admins[0];
    return [people.filter((one) => one === first), people.filter((one) => one !== first), own.filter(isNode)];
  });
  return groups.map((group) => group.map(({ key }) => key)).filter((keys) => keys.length > 0);
}

/** Roles with a row whose entry EKS makes; others of that kind need no mention, for no row of theirs has to be covered. */
function expected(
  context: DraftContext,
  translation: Translation,
  isCreatorKnown: boolean,
): DraftMigration["expected"] {
  const arns = translation.outcomes.flatMap((outcome): Noted<string>[] => {
    if (!("principal" in outcome)) return [];
    const managed = context.managed.get(principalId(outcome.principal));
    if (managed !== undefined) return [{ value: printArn(outcome.principal), notes: [managed.reason] }];
    const madeBy = context.entries.get(principalId(outcome.principal))?.madeBy;
    if (madeBy !== undefined) return [{ value: printArn(outcome.principal), notes: [`${madeBy} makes its entry`] }];
    if (outcome.kind !== "expected") return [];
    return [
      {
        value: printArn(outcome.principal),
        notes: ["Fargate: EKS makes the entry with the mode switch; look for it before `retire`"],
      },
    ];
  });
  const questions = translation.findings.filter(({ code }) => code === "row-session-node");
  const creator =
    "R37 creator-unknown: the cluster's creator is admin without a row: write the ARN here; CloudTrail's CreateCluster names it";
  return { value: unique(arns), notes: [...(isCreatorKnown ? [] : [creator]), ...questions.flatMap(noteOf)] };
}

/** A live admin without a row: EKS made the entry of the creator, or it would be admin nowhere. */
function hasCreator({ awsAuth }: DraftContext, entries: readonly DraftEntry[]): boolean {
  const rows = new Set(rowStates(awsAuth).map(({ arn = "" }) => foldArn(arn)));
  const admins = entries.filter(({ value, isLive }) => isLive && isClusterAdminEntry(value));
  return arnsOf(admins.map(({ value }) => value.principalArn)).some((arn) => !rows.has(principalId(arn)));
}

function unique(arns: readonly Noted<string>[]): Noted<string>[] {
  return [...new Map(arns.map((arn) => [arn.value, arn])).values()];
}

/** What to type for roles of rows whose path nobody knows. */
function pathNotes(context: DraftContext, { outcomes }: Translation): string[] {
  const findings = outcomes.filter((outcome) => !isOverridden(outcome, context)).flatMap((outcome) => outcome.findings);
  const assumed = findings.filter(({ code }) => code === "role-path-assumed");
  return [
    ...findings.filter(({ code }) => code === "role-path-unknown").flatMap(noteOf),
    ...(assumed.length === 0 ? [] : noteOf(assumedPaths(assumed.length))),
  ];
}

function assumedPaths(count: number) {
  const roles = count === 1 ? "one role is" : `${count} roles are`;
  return {
    code: "role-path-assumed" as const,
    message: `${roles} taken to have no path, which no source tells: AWS refuses an entry with another path`,
    help: "import again with the output of `aws iam list-roles`, which tells them all",
  };
}
