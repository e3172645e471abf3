import {
  type AccessEntries,
  type AccessEntry,
  defaultUserName,
  principalOf,
} from "../../access/access-entry/access-entry";
import { type AwsAuth, awsAuthOf } from "../../access/aws-auth/aws-auth";
import { plainValue } from "../../inventory/cluster-file/plain-value";
import { accessEntry } from "../../inventory/schema/sections/access-entries";
import { awsAuth as awsAuthSection } from "../../inventory/schema/sections/aws-auth";
import { clusterFile } from "../../inventory/schema/cluster-file";
import { migration as migrationSection } from "../../inventory/schema/sections/migration";
import { nodeAt, type YamlNode } from "../../yaml/yaml-node";
import type { MigrationDefinition } from "../../migration/definition";
import { arnsOf } from "../../access/principal/arn-list";
import { principalId } from "../../access/principal/principal-id";

/** What a cluster file says of access, read section by section: questions that are still open hide nothing. */
export interface FileContent {
  readonly root: YamlNode;
  readonly entries: AccessEntries;
  readonly awsAuth: AwsAuth;
  /** Undefined where the file has none; `unread` where it has errors. */
  readonly migration: MigrationDefinition | "unread" | undefined;
  /** Principals that entries, `expected` and `leaving` name: decided. */
  readonly decided: ReadonlySet<string>;
  /** Principals that `leaving` names. */
  readonly leaving: ReadonlySet<string>;
  /** Mapped accounts that `leaving` names, as IAM does: by their root. */
  readonly leavingAccounts: readonly string[];
}

/** Reads a file's tree; undefined where entries or rows have errors, for then nobody knows whom they are for. */
export function fileContent(root: YamlNode): FileContent | undefined {
  const value = recordOf(plainValue(root, clusterFile).value);
  const entries = Object.entries(recordOf(value.access_entries)).map(([key, entry]) => {
    return [key, accessEntry.safeParse(entry).data] as const;
  });
  const read = entries.flatMap(([key, entry]) => (entry === undefined ? [] : [[key, entry] as const]));
  const rows = awsAuthSection.safeParse(withoutNulls(recordOf(value.aws_auth))).data;
  if (read.length < entries.length || rows === undefined) return undefined;
  const written = migrationSection.safeParse(withoutNulls(recordOf(value.migration))).data;
  const migration = nodeAt(root, ["migration"]) === undefined ? undefined : (written ?? "unread");
  const named = [
    ...read.map(([, { principalArn }]) => principalArn),
    ...textsOf(value.leaving),
    ...(written?.expected ?? []),
  ];
  const leaving = arnsOf(textsOf(value.leaving));
  return {
    root,
    entries: Object.fromEntries(read),
    awsAuth: awsAuthOf(rows.awsAuthRoles, rows.awsAuthUsers, rows.awsAuthAccounts),
    migration,
    decided: new Set(arnsOf(named).map(principalId)),
    leaving: new Set(leaving.map(principalId)),
    leavingAccounts: leaving.filter(({ kind }) => kind === "root").map(({ accountId }) => accountId),
  };
}

/** What an entry gives, in one form: equal texts, equal entries. */
export function printEntry(entry: AccessEntry): string {
  const { type = "STANDARD", kubernetesGroups = [], userName, policyAssociations = {} } = entry;
  const principal = principalOf(entry);
  const name = userName ?? (type === "STANDARD" && principal !== undefined ? defaultUserName(principal) : "");
  const policies = Object.values(policyAssociations).map(({ policyArn, accessScope }) => {
    return [policyArn.split("/").at(-1), accessScope.type, ...[...(accessScope.namespaces ?? [])].sort()].join(" ");
  });
  const parts = [
    `type ${type}`,
    ...(name === "" ? [] : [`username ${name}`]),
    ...[...kubernetesGroups].sort().map((group) => `group ${group}`),
  ];
  return [...parts, ...policies.sort()].join(", ");
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A key without a value says nothing. */
function withoutNulls(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
