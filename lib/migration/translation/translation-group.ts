import type { Finding } from "../../finding/finding";
import { MASTERS_GROUP } from "../../access/aws-auth/system-groups";
import { translationFinding } from "./translation-finding";
import type { Source } from "./translation-source";

const TEMPLATE = /\{\{.*\}\}/s;

/**
 * Groups of a row that an entry cannot carry. Beside `system:masters` too: its policy allows what they do, but they are
 * told, never dropped.
 * @see DOMAIN R18, R23, R32
 */
export function groupFindings({ row, path }: Source): Finding[] {
  const { groups = [] } = row;
  const isAdmin = groups.includes(MASTERS_GROUP);
  return groups.flatMap((group, i) => groupFinding(`${path}.groups[${i}]`, group, isAdmin));
}

function groupFinding(path: string, group: string, isAdmin: boolean): Finding[] {
  if (group === "") return [emptyGroup(path)];
  if (TEMPLATE.test(group)) return [templateGroup(path, group)];
  return group.startsWith("system:") && group !== MASTERS_GROUP ? [systemGroup(path, group, isAdmin)] : [];
}

function emptyGroup(path: string): Finding {
  return translationFinding("row-group-empty", path, {
    message: 'empty group, expected a name, got `""`',
    help: "delete it from the row, here and live: RBAC cannot bind it, so nobody loses access",
  });
}

function templateGroup(path: string, group: string): Finding {
  return translationFinding("row-group-template", path, {
    message: `placeholder in a group, expected plain text, got \`${group}\``,
    help: "write one group that RBAC binds instead: entries fill in placeholders in usernames only",
  });
}

function systemGroup(path: string, group: string, isAdmin: boolean): Finding {
  return translationFinding("row-group-system", path, {
    message: `reserved group, expected ${MASTERS_GROUP} or a name that does not begin with system:, got \`${group}\``,
    help: systemGroupHelp(group, isAdmin),
  });
}

function systemGroupHelp(group: string, isAdmin: boolean): string {
  if (group === "system:authenticated") return "delete it from the row: whoever authenticates is in it anyway";
  if (isAdmin) return `delete it from the row: ${MASTERS_GROUP} allows all that it may do`;
  return `bind a group of your own by RBAC to what ${group} may do, write that group in the row instead, then run again`;
}
