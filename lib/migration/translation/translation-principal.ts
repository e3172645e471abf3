import { type IamArn, canonicalArn, parseArn, printArn } from "../../access/principal/arn";
import type { Finding } from "../../finding/finding";
import { principalId, samePrincipal } from "../../access/principal/principal-id";
import { isSsoRoleName, lacksSsoPath, SSO_PATH } from "../../access/principal/sso-role";
import { translationFinding } from "./translation-finding";
import { IN_BOTH, type Knowledge, type Source, arnPath } from "./translation-source";

/**
 * The principal with the path that the context knows for it, by `role_paths` or else `expected`; a path is taken only
 * from an ARN of the same role, never by name from another account.
 * @see DOMAIN R26
 */
export function withPath(principal: IamArn, knowledge: Knowledge): IamArn {
  return knownArn(principal, knowledge) ?? principal;
}

/**
 * Why nobody of this kind can have an entry: service-linked roles, root, federated users.
 * @see DOMAIN R14, R25, §2.1
 */
export function kindFindings(source: Source): Finding[] {
  const path = arnPath(source);
  const text = printArn(source.principal);
  switch (source.principal.kind) {
    case "role":
    case "user":
    case "assumed-role":
      return [];
    case "service-linked-role":
      return [
        translationFinding("row-service-linked", path, {
          message: `service-linked role, expected another role or a user, got \`${text}\``,
          help: "delete the row once the service needs it no more, and give the service's own way of access: AWS refuses an entry, `principalArn value of a Service Linked Role`",
        }),
      ];
    case "root":
      return [
        translationFinding("row-root", path, {
          message: `root user, expected an IAM role or user, got \`${text}\``,
          help: `write a row of the role or user that is used instead of root, and delete this one, ${IN_BOTH}: an entry for \`:root\` serves neither root nor everybody of the account`,
        }),
      ];
    case "federated-user":
      return [
        translationFinding("row-federated", path, {
          message: `federated user, expected an IAM role or user, got \`${text}\``,
          help: `let these people assume a role, and write a row of that role, ${IN_BOTH}; then delete this one. AWS of an entry: The principalArn parameter format is not valid`,
        }),
      ];
  }
}

/**
 * What is not right about where a principal is: its path, its partition.
 * @see DOMAIN R26, R29
 */
export function placeFindings(source: Source, knowledge: Knowledge): Finding[] {
  return [...pathFindings(source, knowledge), ...partitionFindings(source, knowledge)];
}

function knownArn(principal: IamArn, { rolePaths, expected }: Knowledge): IamArn | undefined {
  if (principal.kind === "user") return undefined;
  const id = principalId(principal);
  const given = rolePaths.get(id);
  if (given === undefined) return expected.get(id);
  const parsed = parseArn(given);
  return "arn" in parsed && isRole(parsed.arn) && samePrincipal(parsed.arn, principal) ? parsed.arn : undefined;
}

function pathFindings(source: Source, knowledge: Knowledge): Finding[] {
  const { principal } = source;
  if (principal.kind !== "role") return [];
  const known = knownArn(principal, knowledge);
  const given = knowledge.rolePaths.get(principalId(principal));
  if (given !== undefined && known === undefined) return [wrongPath(source, given)];
  if (isSsoRoleName(principal.name)) return lacksSsoPath(principal) ? [unknownPath(source)] : [];
  return known === undefined ? [assumedPath(source)] : [];
}

function wrongPath(source: Source, given: string): Finding {
  const bare = canonicalArn(source.principal);
  return translationFinding("role-path-wrong", arnPath(source), {
    message: `role_paths gives another ARN, expected one of \`${bare}\` with its path, got \`${given}\``,
    help: `\`${getRole(source)}\` prints the ARN: write it under \`migration.role_paths\``,
  });
}

function unknownPath(source: Source): Finding {
  const { partition, accountId, name } = source.principal;
  const full = `arn:${partition}:iam::${accountId}:role${SSO_PATH}[<region>/]${name}`;
  return translationFinding("role-path-unknown", arnPath(source), {
    message: `path of an IAM Identity Center role unknown, expected it in role_paths, got \`${printArn(source.principal)}\``,
    help: `\`${getRole(source)}\` prints the ARN: write it as \`role_paths: { "${canonicalArn(source.principal)}": ${full} }\` under \`migration\``,
  });
}

function assumedPath(source: Source): Finding {
  const bare = canonicalArn(source.principal);
  return translationFinding("role-path-assumed", arnPath(source), {
    message: `path of the role unknown, expected it in role_paths, got \`${bare}\``,
    help: `\`${getRole(source)}\` prints the ARN: write it as \`role_paths: { "${bare}": ARN }\` under \`migration\``,
  });
}

function getRole({ principal }: Source): string {
  return `aws iam get-role --role-name ${principal.name} --query Role.Arn --output text`;
}

function partitionFindings(source: Source, { partition }: Knowledge): Finding[] {
  if (partition === undefined || partition === source.principal.partition) return [];
  return [
    translationFinding("row-partition", arnPath(source), {
      message: `principal of another partition, expected \`${partition}\`, got \`${printArn(source.principal)}\``,
      help: `delete the row, or write the ARN of the role or user in partition \`${partition}\`: AWS lets nobody into a cluster of another partition`,
    }),
  ];
}

function isRole({ kind }: IamArn): boolean {
  return kind === "role" || kind === "service-linked-role";
}
