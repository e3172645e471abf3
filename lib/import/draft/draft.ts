import { printArn } from "../../access/principal/arn";
import { rowStates } from "../../access/aws-auth/row-state";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { type Translation, translateRows } from "../../migration/translation/translation";
import { principalId } from "../../access/principal/principal-id";
import { principalName } from "../../access/principal/principal-name";
import { isClusterAdminEntry } from "../../access/effective/cluster-admin";
import { MASTERS_GROUP } from "../../access/aws-auth/system-groups";
import type { ClusterDraft, DraftEntry } from "./cluster-draft";
import { lostByType, mendType, otherTypes } from "../../migration/translation/other-type";
import { type DraftContext, draftContext, type ImportAnswers, translationContext } from "./draft-context";
import { type DraftEntries, draftEntries } from "./draft-entries";
import { draftMigration, entriesHelp } from "./draft-migration";
import { draftAwsAuth } from "./draft-rows";
import { acceptanceTemplate } from "./acceptance-notes";
import { noteOf } from "./note";
import { SHOWN_ABSENT } from "../../sources/foreign-text";
import { foundAt, type SourcePlace } from "../../sources/source";
import type { MergedSources } from "../../sources/merge/merged-sources";

/** A file to be, and what the sources leave open. */
interface Drafted {
  readonly draft: ClusterDraft;
  readonly findings: readonly LocatedFinding[];
}

/**
 * Makes the cluster file of what sources say: rows as they are, live entries as they are, entries for the other rows that
 * grant what the rows grant today. Nothing is translated in mode API, where rows grant nothing.
 * @see DOMAIN R15-R29, R36-R38
 */
export function draftOf(sources: MergedSources, answers: ImportAnswers = {}): Drafted {
  const context = draftContext(sources, answers);
  const translation = translateRows(context.awsAuth, translationContext(context));
  const drafted = draftEntries(context, translation);
  const migration = draftMigration(context, translation, drafted.entries);
  const draft: ClusterDraft = {
    clusterName: sources.clusterName?.value ?? answers.clusterName,
    accountId: context.accountId,
    region: sources.region?.value ?? answers.region,
    mode: sources.mode?.value,
    outpost: [undefined, "CONFIG_MAP"].includes(sources.mode?.value) ? sources.localCluster?.value : undefined,
    migration,
    entries: drafted.entries,
    entryNotes: [...unaskedRows(sources), ...drafted.notes],
    awsAuth: draftAwsAuth(context, translation),
    ...(migration === undefined || sources.awsAuth !== undefined ? {} : { awsAuthQuestion: rowsQuestion() }),
    capabilities: sources.managedRoles
      .filter(({ value }) => value.kind === "EKS capability")
      .map(({ value }) => [value.roleArn, value.name] as const),
    ...(answers.overlay === undefined ? {} : { overlay: answers.overlay }),
    creatorAdmin: sources.creator !== undefined,
    leavingNotes: leavingNotes(drafted),
    acceptNotes: migration === undefined ? [] : acceptNotes(context, translation, drafted.entries),
  };
  const findings = [
    ...unknowns(context),
    ...(answers.overlay === undefined ? ownedTwice(sources, drafted.entries) : []),
    ...drafted.findings,
    ...otherTypeFindings(context, translation),
  ];
  return { draft, findings: [...otherAnswers(sources, answers), ...findings] };
}

/**
 * Entries that EKS made, which the file does not declare, of another type than their rows stand for; those that it declares
 * are held against their rows by the file's gate.
 * @see DOMAIN R43
 */
function otherTypeFindings(
  { sources, entries, places, managed, name, accountId }: DraftContext,
  translation: Translation,
): LocatedFinding[] {
  const own = [...entries].filter(([id, { isLive }]) => isLive && managed.has(id)).map(([, entry]) => entry);
  return otherTypes(translation, own).map(({ principal, wanted, live }) => {
    const arn = printArn(principal);
    const at = places.get(principalId(principal)) ?? sources.start;
    const message = `EKS made the entry of ${principalName(principal, accountId)}, expected type ${wanted} as its row, got \`${live}\`: ${lostByType({ wanted, live })}`;
    return foundAt("node-type-differs", at, { message, help: mendType(name, arn, wanted) });
  });
}

/** What somebody types may fill in what sources leave open, and contradict nothing. */
function otherAnswers(sources: MergedSources, { clusterName, region, accountId }: ImportAnswers): LocatedFinding[] {
  const pairs = [
    ["cluster", sources.clusterName, clusterName, "name"],
    ["region", sources.region, region, "region"],
    ["account", sources.accountId, accountId, "account"],
  ] as const;
  return pairs.flatMap(([what, told, answer, option]) => {
    if (told === undefined || answer === undefined || told.value === answer) return [];
    const message = `another ${what} than was asked for, expected \`${answer}\`, got \`${told.value}\``;
    const named = what === "cluster" ? `, and name the cluster file \`${told.value}.yaml\`` : "";
    const help = `give sources of ${what} \`${answer}\` alone; if \`${told.value}\` is meant, write \`--${option} ${told.value}\`${named}`;
    return [foundAt("import-contradiction", told.at, { message, help })];
  });
}

/** In mode API the ConfigMap may still be there; nobody reads it. */
function unaskedRows({ mode, awsAuth }: MergedSources): string[] {
  if (mode?.value !== "API" || awsAuth === undefined) return [];
  const { roles, users, accounts } = awsAuth.value;
  const count = roles.length + users.length + accounts.length;
  if (count === 0) return [];
  const rows = count === 1 ? "one row of the ConfigMap serves" : `${count} rows of the ConfigMap serve`;
  return [`mode API asks no row: ${rows} nobody, and an entry made of one would grant what nobody has today`];
}

function leavingNotes({ missing }: DraftEntries): string[] {
  return missing.flatMap((principal) => [
    ...noteOf({
      code: "import-role-missing",
      message: `IAM has no ${principalName(principal, principal.accountId)}, so that its row serves nobody; if the role is gone, write`,
    }),
    `  - ${printArn(principal)}`,
  ]);
}

/** What is lost with the name of system:masters is accepted once, by somebody who has looked. */
function acceptNotes(context: DraftContext, translation: Translation, entries: readonly DraftEntry[]): string[] {
  const masters = rowStates(context.awsAuth).filter(
    ({ row, state }) => state.kind === "effective" && row.groups?.includes(MASTERS_GROUP) === true,
  );
  const ids = new Set(
    masters.flatMap(({ state }) => (state.principal === undefined ? [] : [principalId(state.principal)])),
  );
  const hasAdmins = ids.size > 0 && entries.some(({ value }) => isClusterAdminEntry(value));
  const reserved = translation.outcomes.filter(
    (one) => one.kind === "blocked" && one.by.includes("row-username-reserved"),
  );
  return [
    ...(hasAdmins ? masterNotes() : []),
    ...(reserved.length > 0
      ? [
          "R21 row-username-reserved: accepted, the entry has no username, and is declared by hand",
          ...acceptanceTemplate("row-username-reserved"),
        ]
      : []),
  ];
}

function masterNotes(): string[] {
  return [
    "R17 masters-by-name: AmazonEKSClusterAdminPolicy takes the place of system:masters; API priority, admission and RBAC",
    "  that name the group are lost. Once you have looked for them, before stage `entries` renders the admins, write",
    ...acceptanceTemplate("masters-by-name"),
  ];
}

/** What no source says and the migration cannot do without. */
function unknowns({ sources, name }: DraftContext): LocatedFinding[] {
  const { mode, awsAuth, listedEntries, entries } = sources;
  const at = placeOf(sources);
  const found: LocatedFinding[] = [];
  if (mode === undefined && listedEntries === undefined && entries.length === 0) {
    found.push(
      foundAt("import-mode-unknown", at, {
        message:
          "no source tells the authentication mode, and the file says stage config-map, which is for mode CONFIG_MAP alone",
        help: `import again with the output of \`aws eks describe-cluster --name ${name}\` too; or follow the comment at \`stage\` in the file`,
      }),
    );
  }
  if (mode?.value !== "API" && awsAuth === undefined) {
    found.push(
      foundAt("import-config-map-unknown", at, {
        message: "no source has the ConfigMap, which the cluster's mode reads: whom its rows serve is not known",
        help: `import again with the output of \`kubectl get configmap -n kube-system aws-auth -o yaml\` too; where there is none, ${SHOWN_ABSENT}`,
      }),
    );
  }
  if (mode !== undefined && mode.value !== "CONFIG_MAP" && listedEntries === undefined) {
    found.push(foundAt(...unlistedEntries(sources, { at, mode: mode.value, name })));
  }
  return found;
}

/** Above the section that is to be answered. */
function rowsQuestion(): string[] {
  return noteOf({
    code: "import-config-map-unknown",
    message: "question: no source has the ConfigMap, and its rows serve in this mode",
    help: `import again with \`--update\` and the output of \`kubectl get configmap -n kube-system aws-auth -o yaml\`; where there is none, delete the key`,
  });
}

/** Entries of a state that the file's own stack would import: whichever of the two plans first takes the other's. */
function ownedTwice({ isOfState, entries }: MergedSources, drafted: readonly DraftEntry[]): LocatedFinding[] {
  const [first] = entries.filter(({ value }) => value.key !== undefined);
  if (!isOfState || first === undefined || !drafted.some(({ isLive }) => isLive)) return [];
  const message =
    "a Terraform state manages these live entries already, and the stack of the cluster file would import them too: the plan of either may then destroy what the other one manages, expected one state";
  const help =
    "import again with `--root FOLDER --output FILE`, FOLDER being the root module of that state: it then keeps its entries (`render: overlay`); or take them out of that state first: delete each resource there, write `removed { from = aws_eks_access_entry.NAME, lifecycle { destroy = false } }`, each argument on a line of its own, and apply";
  return [foundAt("import-state-owner", first.at, { message, help })];
}

/** What Terraform made is in its state; of what EKS made by itself node groups and profiles tell, not the creator. */
function unlistedEntries(
  { isOfState }: MergedSources,
  { at, mode, name }: { readonly at: SourcePlace; readonly mode: string; readonly name: string },
): Parameters<typeof foundAt> {
  if (isOfState) {
    const message = `the cluster has access entries (mode ${mode}), and a state has only those that Terraform made`;
    const help = `import again with the output of \`aws eks list-access-entries --cluster-name ${name}\` too, which has all`;
    return ["import-entries-of-state", at, { message, help }];
  }
  const message = `the cluster has access entries (mode ${mode}), and no source lists them`;
  return ["import-entries-unknown", at, { message, help: entriesHelp(name) }];
}

function placeOf({ mode, awsAuth, listedEntries, entries, clusterName, start }: MergedSources): SourcePlace {
  const told = mode ?? awsAuth ?? listedEntries ?? entries[0] ?? clusterName;
  return told?.at ?? start;
}
