import { rowKey } from "../../access/aws-auth/row-key";
import { createHash } from "node:crypto";
import { parseRowArn } from "../../access/principal/arn";
import type { RoleRow, UserRow } from "../../access/aws-auth/aws-auth";
import { nodeAt, printPath, type YamlNode, type YamlPath } from "../../yaml/yaml-node";
import { principalId } from "../../access/principal/principal-id";
import type { ClusterDraft, DraftEntry, Noted } from "../draft/cluster-draft";
import {
  accountLines,
  awsAuthSection,
  expectedLines,
  importedKeys,
  keyedEntryLines,
  notedRowLines,
  rolePathLine,
} from "../text/cluster-file-text";
import type { FileContent } from "./file-content";
import { arnsOf } from "../../access/principal/arn-list";
import { textAt } from "./update-differences";
import { flowList, quoted, scalarText } from "../../yaml/scalar-text";
import type { AddElements, FillIn } from "../../yaml/edit/yaml-edit";

/** Something new for a list or map of the file, or a value for a question that is open. */
interface Addition {
  readonly edit: AddElements | FillIn;
  /** What is new, one line each. */
  readonly changes: readonly string[];
}

/** What the cluster has and the file says nothing of. */
export function additions(content: FileContent, draft: ClusterDraft): Addition[] {
  const entries = newEntries(content, draft);
  const found = [
    ...answers(content, draft),
    ...newRows(content, draft),
    newExpected(content, draft),
    newRolePaths(content, draft),
    entryAddition(entries),
    firstWave(content, importedKeys({ entries })),
    ...adoption(content, importedKeys({ entries })),
  ];
  return found.filter(({ changes }) => changes.length > 0);
}

function answers({ root }: FileContent, { clusterName, accountId, region }: ClusterDraft): Addition[] {
  const questions = [
    [["cluster_name"], clusterName, scalarText],
    [["terraform", "account_id"], accountId, quoted],
    [["terraform", "region"], region, scalarText],
  ] as const;
  return questions.flatMap(([path, value, print]): Addition[] => {
    const isOpen = value !== undefined && textAt(root, path) === undefined;
    return isOpen
      ? [{ edit: { kind: "fill", path, value: print(value) }, changes: [`${printPath(path)}: ${value}`] }]
      : [];
  });
}

/** Into a file without rows goes the whole section. */
function newRows(content: FileContent, draft: ClusterDraft): Addition[] {
  const lists = [newRoleLines(content, draft), newUserLines(content, draft), newAccounts(content, draft)];
  const changes = lists.flatMap((list) => list.changes);
  const written = nodeAt(content.root, ["aws_auth"]);
  const isQuestion = written?.kind === "scalar" && written.value === null;
  if (draft.awsAuth === undefined || (written !== undefined && !isQuestion)) return lists;
  const stays = ({ value }: Noted<RoleRow | UserRow>): boolean => !isLeaving(value, content);
  const [roles, users] = [draft.awsAuth.roles.filter(stays), draft.awsAuth.users.filter(stays)];
  const accounts = draft.awsAuth.accounts.filter(({ value }) => !content.leavingAccounts.includes(value));
  const section = awsAuthSection({ notes: draft.awsAuth.notes, roles, users, accounts }, othersRows(content));
  if (!isQuestion) return [adding([], { block: ["", ...section] }, changes)];
  const body = section.slice(section.indexOf("aws_auth:") + 1).map((line) => line.replace(/^ {2}/, ""));
  return [adding(["aws_auth"], { block: body }, changes.length === 0 ? ["aws_auth: no rows"] : changes)];
}

/** An overlay that names no block of the rows: they are somebody else's. */
function othersRows({ root }: FileContent): string[] {
  const named = ["aws_auth_module", "config_map"].some((key) => nodeAt(root, ["overlay", key]) !== undefined);
  return textAt(root, ["render"]) !== "overlay" || named ? [] : ["manage_aws_auth_configmap: false"];
}

/** Who leaves gets no row back. */
function isLeaving(row: RoleRow | UserRow, { leaving }: FileContent): boolean {
  const parsed = parseRowArn("userarn" in row ? row.userarn : (row.rolearn ?? ""));
  return "arn" in parsed && leaving.has(principalId(parsed.arn));
}

function newRoleLines(content: FileContent, draft: ClusterDraft): Addition {
  const known = new Set(content.awsAuth.roles.map(({ row }) => rowKey(row)));
  return rowAddition(
    "aws_auth_roles",
    (draft.awsAuth?.roles ?? []).filter(({ value }) => !known.has(rowKey(value)) && !isLeaving(value, content)),
  );
}

function newUserLines(content: FileContent, draft: ClusterDraft): Addition {
  const known = new Set(content.awsAuth.users.map(({ row }) => rowKey(row)));
  return rowAddition(
    "aws_auth_users",
    (draft.awsAuth?.users ?? []).filter(({ value }) => !known.has(rowKey(value)) && !isLeaving(value, content)),
  );
}

function rowAddition(list: string, rows: readonly Noted<RoleRow | UserRow>[]): Addition {
  const path = ["aws_auth", list];
  const changes = rows.map(
    ({ value }) => `${printPath(path)}: ${"userarn" in value ? value.userarn : (value.rolearn ?? "sso")}`,
  );
  return adding(path, { block: rows.flatMap(notedRowLines) }, changes);
}

function newAccounts({ awsAuth, leavingAccounts }: FileContent, draft: ClusterDraft): Addition {
  const path = ["aws_auth", "aws_auth_accounts"];
  const known = [...awsAuth.accounts.map(({ row }) => row), ...leavingAccounts];
  const accounts = (draft.awsAuth?.accounts ?? []).filter(({ value }) => !known.includes(value));
  const values = accounts.map(({ value }) => value);
  const changes = values.map((value) => `${printPath(path)}: ${value}`);
  return adding(path, { block: accounts.flatMap(accountLines), flow: values.map(quoted) }, changes);
}

function newExpected({ decided }: FileContent, { migration }: ClusterDraft): Addition {
  const path = ["migration", "expected"];
  const arns = (migration?.expected.value ?? []).filter(({ value }) =>
    arnsOf([value]).every((arn) => !decided.has(principalId(arn))),
  );
  const values = arns.map(({ value }) => value);
  const changes = values.map((value) => `${printPath(path)}: ${value}`);
  const flow = values.map((value) => scalarText(value, true));
  return adding(path, { block: arns.flatMap(expectedLines), flow }, changes);
}

function newRolePaths({ migration }: FileContent, draft: ClusterDraft): Addition {
  const path = ["migration", "role_paths"];
  const written = migration === undefined || migration === "unread" ? [] : Object.keys(migration.rolePaths ?? {});
  const known = new Set(arnsOf(written).map(principalId));
  const paths = (draft.migration?.rolePaths.value ?? []).filter(([bare]) =>
    arnsOf([bare]).every((arn) => !known.has(principalId(arn))),
  );
  const changes = paths.map(([bare, full]) => `${printPath(path)}: ${bare}: ${full}`);
  const flow = paths.map(([bare, full]) => `${quoted(bare)}: ${quoted(full)}`);
  return adding(path, { block: paths.map(rolePathLine), flow }, changes);
}

/** Entries of principals about whom nothing is decided; a key that somebody chose for another keeps its name. */
function newEntries({ entries, decided }: FileContent, draft: ClusterDraft): DraftEntry[] {
  return draft.entries
    .filter(({ value }) => arnsOf([value.principalArn]).every((arn) => !decided.has(principalId(arn))))
    .map((entry) => {
      const [id = ""] = arnsOf([entry.value.principalArn]).map(principalId);
      const hash = createHash("sha256").update(id).digest("hex").slice(0, 8);
      return Object.hasOwn(entries, entry.key) ? { ...entry, key: `${entry.key}_${hash}` } : entry;
    });
}

function entryAddition(entries: readonly DraftEntry[]): Addition {
  const path = ["access_entries"];
  const changes = entries.map(({ key, value }) => `${printPath([...path, key])}: ${value.principalArn}`);
  return adding(path, { block: entries.flatMap(keyedEntryLines) }, changes);
}

/** What is live already serves: the first wave imports it, a later one would leave it out of the plans before. */
function firstWave({ root, migration }: FileContent, keys: readonly string[]): Addition {
  const path = ["migration", "waves", 0];
  const waves = nodeAt(root, path);
  const isKnown = migration !== undefined && migration !== "unread";
  const added = isKnown && waves?.kind === "list" ? keys : [];
  const block = added.map((key) => `- ${scalarText(key)}`);
  const flow = added.map((key) => scalarText(key, true));
  return adding(
    path,
    { block, flow },
    added.map((key) => `${printPath(path)}: ${key}`),
  );
}

/** New live entries are imported: without a list of keys `import` takes all of them. */
function adoption({ root }: FileContent, keys: readonly string[]): Addition[] {
  if (keys.length === 0) return [];
  const changes = keys.map((key) => `adopt.imported: ${key}`);
  const [section, imports, imported] = [["adopt"], ["adopt", "import"], ["adopt", "imported"]].map((path) =>
    nodeAt(root, path),
  );
  const line = `imported: ${flowList(keys)}`;
  if (section === undefined) return [adding([], { block: ["", "adopt:", "  import: true", `  ${line}`] }, changes)];
  const takesAll = isTrue(imports) && nodeAt(root, ["adopt", "module"]) === undefined;
  if (imported === undefined && takesAll) return [];
  const block = keys.map((key) => `- ${scalarText(key)}`);
  const flow = keys.map((key) => scalarText(key, true));
  return [
    imported === undefined
      ? adding(["adopt"], { block: [line], flow: [line] }, changes)
      : adding(["adopt", "imported"], { block, flow }, changes),
    ...importing(imports),
  ];
}

/** Without `import: true` the list alone imports nothing, and the plan would create what lives. */
function importing(imports: YamlNode | undefined): Addition[] {
  if (isTrue(imports)) return [];
  const line = "import: true";
  return imports === undefined
    ? [adding(["adopt"], { block: [line], flow: [line] }, ["adopt.import: true"])]
    : [{ edit: { kind: "fill", path: ["adopt", "import"], value: "true" }, changes: ["adopt.import: true"] }];
}

function adding(path: YamlPath, elements: Pick<AddElements, "block" | "flow">, changes: readonly string[]): Addition {
  return { edit: { kind: "add", path, ...elements }, changes };
}

function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && node.value === true;
}
