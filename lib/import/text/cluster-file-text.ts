import type { ClusterDraft, DraftAwsAuth, DraftEntry, DraftMigration, Noted } from "../draft/cluster-draft";
import { comments, indented, listItem } from "../../yaml/lines";
import { awsAuthToggles, credentialLines, overlayLines } from "./overlay-text";
import { entryLines, rowLines } from "./section-text";
import { flowList, quoted, scalarText } from "../../yaml/scalar-text";

/**
 * The text of a cluster file: every section in its order, questions as comments where they are answered. By `schema`, a path
 * from the file's folder, editors check and complete it.
 */
export function clusterFileText(draft: ClusterDraft, schema: string): string {
  const sections = [
    [`# yaml-language-server: $schema=${schema}`, ...headSection(draft)],
    ...(draft.migration === undefined ? [] : [migrationSection(draft.migration)]),
    entriesSection(draft),
    ...(draft.awsAuth === undefined ? [] : [awsAuthSection(draft.awsAuth, awsAuthToggles(draft.overlay))]),
    ...(draft.awsAuthQuestion === undefined ? [] : [[...comments(draft.awsAuthQuestion), "aws_auth:"]]),
    ...(draft.leavingNotes.length === 0
      ? []
      : [["# leaving: who loses access on purpose", ...comments(draft.leavingNotes)]]),
    ...(draft.acceptNotes.length === 0 ? [] : [["# accept:", ...comments(draft.acceptNotes)]]),
    ...(importedKeys(draft).length === 0 || draft.overlay !== undefined ? [] : [adoptSection(draft)]),
    terraformSection(draft),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Keys of the entries that are live: the first plan imports them, and changes nothing. */
export function importedKeys({ entries }: Pick<ClusterDraft, "entries">): string[] {
  return entries.filter(({ isLive }) => isLive).map(({ key }) => key);
}

function outpostLines({ controlPlaneInstanceType, outpostArns }: NonNullable<ClusterDraft["outpost"]>): string[] {
  return [
    "# R42 local-cluster-mode: a local cluster on an Outpost takes mode CONFIG_MAP alone, so stage config-map is its last",
    "outpost_config:",
    `  control_plane_instance_type: ${scalarText(controlPlaneInstanceType)}`,
    `  outpost_arns: ${flowList(outpostArns)}`,
  ];
}

const ACCESS_LINES = ["# The access alone: something else goes on managing the cluster itself.", "render: access"];

function headSection(draft: ClusterDraft): string[] {
  const { clusterName, mode, migration, outpost } = draft;
  return [
    "# Imported from the live cluster by `eks-access import`. Comments that name a rule (R1-R50) say what to decide there;",
    "# `eks-access rule row-dead` explains the one that is called row-dead, with an example.",
    ...(clusterName === undefined
      ? ["# question: the cluster's name in EKS, which is this file's name too; or import with --name", "cluster_name:"]
      : [`cluster_name: ${scalarText(clusterName)}`]),
    ...(draft.overlay === undefined ? ACCESS_LINES : overlayLines(draft.overlay)),
    ...creatorLines(draft),
    ...(migration === undefined && mode !== undefined ? [`authentication_mode: ${mode}`] : []),
    ...(outpost === undefined ? [] : outpostLines(outpost)),
  ];
}

function creatorLines({ overlay, creatorAdmin }: ClusterDraft): string[] {
  const isTold = overlay !== undefined && (creatorAdmin || overlay.asksCreator);
  return isTold ? [`enable_cluster_creator_admin_permissions: ${String(creatorAdmin)}`] : [];
}

const BOOTSTRAP = "bootstrap_cluster_creator_admin_permissions";
const NO_ADMIN = [
  "as the state has it: EKS made the cluster's creator no admin. A state into which the cluster was imported may say so",
  "without knowing: `aws eks list-access-entries` lists the creator then, who belongs under `expected`",
];

/** Lines of the section. */
function migrationSection({ stage, waves, wave, expected, isCreatorNoAdmin, rolePaths }: DraftMigration): string[] {
  return [
    "migration:",
    ...indented([
      ...comments(stage.notes),
      `stage: ${stage.value}`,
      ...(waves.length === 0 ? [] : ["waves:", ...indented(waves.map((keys) => `- ${flowList(keys)}`))]),
      ...(wave === undefined ? [] : [`wave: ${wave}`]),
      ...comments(expected.notes),
      ...(expected.value.length === 0 ? [] : ["expected:", ...indented(expected.value.flatMap(expectedLines))]),
      ...(isCreatorNoAdmin === true ? [...comments(NO_ADMIN), `${BOOTSTRAP}: false`] : []),
      ...comments(rolePaths.notes),
      ...(rolePaths.value.length === 0 ? [] : ["role_paths:", ...indented(rolePaths.value.map(rolePathLine))]),
    ]),
  ];
}

/** Lines of one ARN of `expected`. */
export function expectedLines({ value, notes }: Noted<string>): string[] {
  return [...comments(notes), `- ${scalarText(value)}`];
}

/** The line of one role of `role_paths`. */
export function rolePathLine([bare, full]: readonly [string, string]): string {
  return `${scalarText(bare)}: ${scalarText(full)}`;
}

function entriesSection({ entries, entryNotes }: ClusterDraft): string[] {
  const lines = entries.flatMap(keyedEntryLines);
  return [
    ...comments(entryNotes),
    ...(lines.length === 0 ? ["access_entries: {}"] : ["access_entries:", ...indented(lines)]),
  ];
}

/** Lines of an entry with its key and comments. */
export function keyedEntryLines({ key, value, notes }: DraftEntry): string[] {
  return [...comments(notes), `${scalarText(key)}:`, ...indented(entryLines(value))];
}

/** Lines of the section. */
export function awsAuthSection(
  { notes, roles, users, accounts }: DraftAwsAuth,
  toggles: readonly string[] = [],
): string[] {
  const list = (name: string, items: readonly string[]): string[] => {
    return items.length === 0 ? [`${name}: []`] : [`${name}:`, ...indented(items)];
  };
  return [
    "# The rows as they are live; they stay here up to stage `done`, for guards compare them with the ConfigMap.",
    "aws_auth:",
    ...indented([
      ...toggles,
      ...comments(notes),
      ...list("aws_auth_roles", roles.flatMap(notedRowLines)),
      ...list("aws_auth_users", users.flatMap(notedRowLines)),
      ...list("aws_auth_accounts", accounts.flatMap(accountLines)),
    ]),
  ];
}

/** Lines of a row with its comments. */
export function notedRowLines({
  value,
  notes,
}: DraftAwsAuth["roles"][number] | DraftAwsAuth["users"][number]): string[] {
  return [...comments(notes), ...listItem(rowLines(value))];
}

/** Lines of a mapped account with its comments. */
export function accountLines({ value, notes }: Noted<string>): string[] {
  return [...comments(notes), `- ${quoted(value)}`];
}

function adoptSection(draft: ClusterDraft): string[] {
  return [
    "# Live already: the first plan imports them and changes nothing; `eks-access advance` takes this out afterwards.",
    "adopt:",
    "  import: true",
    `  imported: ${flowList(importedKeys(draft))}`,
  ];
}

function terraformSection({ accountId, region, migration, overlay }: ClusterDraft): string[] {
  const account =
    accountId === undefined
      ? migration === undefined
        ? []
        : ["  # question: the cluster's account, 12 digits in quotes; or import with --account", "  account_id:"]
      : [`  account_id: ${quoted(accountId)}`];
  return [
    "terraform:",
    ...account,
    ...(region === undefined
      ? ["  # question: the cluster's region, such as ap-northeast-2; or import with --region", "  region:"]
      : [`  region: ${scalarText(region)}`]),
    ...(overlay === undefined ? BACKEND_LINES : []),
    ...(overlay?.credentials === undefined ? [] : indented(credentialLines(overlay.credentials))),
  ];
}

const BACKEND_LINES = [
  "  # where the state lives: s3, cloud, remote or local. A state of its own: in that of whatever manages the cluster,",
  "  # the plan would destroy the cluster",
  "  backend: { local: {} }",
];
