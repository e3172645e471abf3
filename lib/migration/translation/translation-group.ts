import type { Finding } from "../../finding/finding";
import { MASTERS_GROUP } from "../../access/aws-auth/system-groups";
import { translationFinding } from "./translation-finding";
import { IN_BOTH, type Source, whoOf } from "./translation-source";

const TEMPLATE = /\{\{.*\}\}/s;

/**
 * Groups of a row that an entry cannot carry. Beside `system:masters` too: its policy allows what they do, but they are
 * told, never dropped.
 * @see DOMAIN R18, R23, R32
 */
export function groupFindings(source: Source): Finding[] {
  const { path, row } = source;
  const { groups = [] } = row;
  const who = whoOf(source);
  const isAdmin = groups.includes(MASTERS_GROUP);
  return groups.flatMap((group, i) => groupFinding({ path: `${path}.groups[${i}]`, who, isAdmin }, group));
}

/** A group of a row: where it stands, whose it is, and whether the row makes a cluster admin. */
interface At {
  readonly path: string;
  readonly who: string;
  readonly isAdmin: boolean;
}

function groupFinding(at: At, group: string): Finding[] {
  if (group === "") return [emptyGroup(at)];
  if (TEMPLATE.test(group)) return [templateGroup(at, group)];
  return group.startsWith("system:") && group !== MASTERS_GROUP ? [systemGroup(at, group)] : [];
}

function emptyGroup({ path, who }: At): Finding {
  return translationFinding("row-group-empty", path, {
    message: `the row of ${who} has an empty group, expected a name, got \`""\``,
    help: `delete it from the row, ${IN_BOTH}: RBAC cannot bind it, so nobody loses access`,
  });
}

function templateGroup({ path, who }: At, group: string): Finding {
  return translationFinding("row-group-template", path, {
    message: `${who} would lose a group that its row gives by a placeholder, expected plain text, got \`${group}\``,
    help: `entries fill in placeholders in usernames only: write one group that RBAC binds instead, ${IN_BOTH}`,
  });
}

function systemGroup({ path, who, isAdmin }: At, group: string): Finding {
  return translationFinding("row-group-system", path, {
    message: `no entry of ${who} can have a reserved group of its row, expected \`${MASTERS_GROUP}\` or a name that does not begin with \`system:\`, got \`${group}\``,
    help: systemGroupHelp(group, isAdmin),
  });
}

function systemGroupHelp(group: string, isAdmin: boolean): string {
  if (group === "system:authenticated")
    return `delete it from the row, ${IN_BOTH}: whoever authenticates is in it anyway`;
  if (isAdmin) return `delete it from the row, ${IN_BOTH}: \`${MASTERS_GROUP}\` allows all that it may do`;
  return `first bind a group of your own by RBAC to what \`${group}\` may do; then write that group in the row instead, ${IN_BOTH}`;
}
