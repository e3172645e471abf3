import { type IamArn, foldArn, printArn } from "../../access/principal/arn";
import type { Finding } from "../../finding/finding";
import { principalId } from "../../access/principal/principal-id";
import { translationFinding } from "./translation-finding";
import { type Source, arnPath } from "./translation-source";

/** Rows that name one IAM user, its path and the case aside; a role's row is alone, others of that role are shadowed. */
export function sameUsers(sources: readonly Source[]): ReadonlyMap<Source, readonly Source[]> {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const name = nameOf(source.principal);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [source]);
    else group.push(source);
  }
  return new Map([...groups.values()].flatMap((group) => group.map((source) => [source, group])));
}

/**
 * What the rows of one user are told. A user's name is unique in its account, so of ARNs with different paths one at most
 * is real, which nobody knows; where the case alone differs the rows give the same, or they are ambiguous.
 * @see DOMAIN R27
 */
export function conflictFindings(source: Source, group: readonly Source[]): Finding[] {
  const elsewhere = group.filter((other) => principalId(other.principal) !== principalId(source.principal));
  if (elsewhere.length > 0) return [conflict(source, elsewhere)];
  const leader = leaderOf(source, group);
  return leader === source ? [] : [merged(source, leader)];
}

/** The row whose spelling of the ARN stands for all rows of its principal: the first in the order of ARNs. */
export function leaderOf(source: Source, group: readonly Source[]): Source {
  const same = group.filter((other) => principalId(other.principal) === principalId(source.principal));
  return same.reduce((first, other) => (printArn(other.principal) < printArn(first.principal) ? other : first), source);
}

function nameOf({ kind, partition, accountId, name }: IamArn): string {
  return [kind, partition, accountId, foldArn(name)].join(":");
}

function conflict(source: Source, others: readonly Source[]): Finding {
  const named = others.map((other) => `\`${printArn(other.principal)}\` at ${other.path}`).join(" and ");
  return translationFinding("rows-conflict", arnPath(source), {
    message: `several paths of one user, expected one row, got \`${printArn(source.principal)}\` beside ${named}`,
    help: `keep the row that \`${getUser(source)}\` prints, and delete the others: they serve nobody`,
  });
}

function merged(source: Source, leader: Source): Finding {
  return translationFinding("rows-merged", arnPath(source), {
    message: `a second row of one user, in another spelling, expected one row, got \`${printArn(source.principal)}\` beside \`${printArn(leader.principal)}\` of ${leader.path}`,
    help: `\`${getUser(source)}\` prints the right spelling: keep the row that has it, and delete the other. Both give the same and become one entry: nobody's access changes. AWS refuses an entry in another case`,
  });
}

function getUser({ principal }: Source): string {
  return `aws iam get-user --user-name ${principal.name} --query User.Arn --output text`;
}
