import type { AccessEntry } from "../../access/access-entry/access-entry";
import { CLUSTER_ADMIN, accessPolicyArn } from "../../access/access-policy/access-policy";
import { printArn } from "../../access/principal/arn";
import type { Finding } from "../../finding/finding";
import { principalId } from "../../access/principal/principal-id";
import { MASTERS_GROUP } from "../../access/aws-auth/system-groups";
import { groupFindings } from "./translation-group";
import { translationFinding } from "./translation-finding";
import type { Draft, Knowledge, Source } from "./translation-source";
import { entryUserName, rowUsernameFindings } from "./translation-username";

/**
 * The STANDARD entry of a person's or a program's row: `system:masters` becomes AmazonEKSClusterAdminPolicy at cluster
 * scope, every other group and the username stay as they are.
 * @see DOMAIN R17-R24
 */
export function standardDraft(source: Source, knowledge: Knowledge): Draft {
  return {
    entry: standardEntry(source),
    expected: knowledge.expected.has(principalId(source.principal)),
    findings: [...groupFindings(source), ...rowUsernameFindings(source, isAdmin(source)), ...withoutRights(source)],
  };
}

function isAdmin({ row }: Source): boolean {
  return (row.groups ?? []).includes(MASTERS_GROUP);
}

function standardEntry(source: Source): AccessEntry {
  const { row, principal } = source;
  const groups = [...new Set(row.groups ?? [])].filter((group) => group !== MASTERS_GROUP);
  const userName = entryUserName(source);
  return {
    principalArn: printArn(principal),
    ...(groups.length > 0 ? { kubernetesGroups: groups } : {}),
    ...(userName === undefined ? {} : { userName }),
    ...(isAdmin(source) ? { policyAssociations: { admin: clusterAdmin(source) } } : {}),
  };
}

/** Of the principal's partition, which the cluster's equals where it is known (R29). */
function clusterAdmin({ principal }: Source) {
  return {
    policyArn: accessPolicyArn(principal.partition, CLUSTER_ADMIN),
    accessScope: { type: "cluster" },
  } as const;
}

function withoutRights({ row, path }: Source): Finding[] {
  if ((row.groups ?? []).length > 0) return [];
  return [
    translationFinding("row-without-rights", path, {
      message: `no groups, expected at least one, got \`${row.username ?? ""}\` who authenticates and may do nothing`,
      help: "keep the row if RBAC binds its username; else give it a group, or delete it",
    }),
  ];
}
