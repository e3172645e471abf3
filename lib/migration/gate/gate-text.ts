import type { AccessEntry } from "../../access/access-entry/access-entry";
import type { Place, RoleRow, UserRow } from "../../access/aws-auth/aws-auth";
import { type Finding, findingsIn } from "../../finding/finding";
import { identityTextProblem } from "../../access/aws-auth/identity-text";
import type { AccessDefinition } from "../definition";
import { filePath } from "../file-path";
import { rowsOf } from "../file-rows";

const finding = findingsIn("gate");

/** A text and its place in the file. */
type PlacedText = readonly [path: string, text: string | undefined];

/** Names of rows, entries and the bridge that would not reach the cluster as they are. */
export function textFindings(definition: AccessDefinition): Finding[] {
  const { roles, users, accounts } = rowsOf(definition);
  const texts: PlacedText[] = [
    ...roles.flatMap(({ row, place }) => roleTexts(row, place)),
    ...users.flatMap(({ row, place }) => [[`${filePath(place)}.userarn`, row.userarn] as const, ...names(row, place)]),
    ...accounts.map(({ row, place }) => [filePath(place), row] as const),
    ...Object.entries(definition.accessEntries).flatMap(([key, entry]) => entryTexts(`access_entries.${key}`, entry)),
    ["migration.bridge_group", definition.migration?.bridgeGroup],
  ];
  return texts.flatMap(([path, text]) => textFinding(path, text));
}

/** What is wrong with one name; nothing with one that is left out, or with what is no text: others say so. */
export function textFinding(path: string, text: string | undefined): Finding[] {
  const problem = typeof text === "string" ? identityTextProblem(text) : undefined;
  return problem === undefined ? [] : [finding("text-not-carried", path, problem)];
}

function roleTexts(row: RoleRow, place: Place): PlacedText[] {
  const path = filePath(place);
  return [
    [`${path}.rolearn`, row.rolearn],
    [`${path}.sso.permissionSetName`, row.sso?.permissionSetName],
    [`${path}.sso.accountID`, row.sso?.accountID],
    [`${path}.sso.partition`, row.sso?.partition],
    ...names(row, place),
  ];
}

function names({ username, groups }: Pick<UserRow, "username" | "groups">, place: Place): PlacedText[] {
  const path = filePath(place);
  return [[`${path}.username`, username], ...listed(`${path}.groups`, groups)];
}

function entryTexts(path: string, { userName, kubernetesGroups }: AccessEntry): PlacedText[] {
  return [[`${path}.user_name`, userName], ...listed(`${path}.kubernetes_groups`, kubernetesGroups)];
}

function listed(path: string, texts: readonly string[] | undefined): PlacedText[] {
  return Array.isArray(texts) ? texts.map((text: string, i) => [`${path}[${i}]`, text] as const) : [];
}
