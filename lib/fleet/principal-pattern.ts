import { parseArn, printArn } from "../access/principal/arn";
import { principalId, principalIdOf } from "../access/principal/principal-id";
import type { AccessDefinition } from "../migration/definition";

/** The cluster whose account and partition a pattern stands for. */
export type OfCluster = Pick<AccessDefinition, "accountId" | "partition">;

/** A pattern of principals for one cluster: `{account}` and `{partition}` are the cluster's where the file says them. */
export function patternFor(pattern: string, { accountId, partition = "aws" }: OfCluster): string {
  const partitioned = pattern.replaceAll("{partition}", partition);
  return accountId === undefined ? partitioned : partitioned.replaceAll("{account}", accountId);
}

/**
 * Whether a pattern of {@link patternFor} names a principal. Without `*` as EKS tells principals apart: neither a role's path nor
 * the case of letters counts. `*` is any text without `:`, so that no pattern reaches into another account by its end.
 */
export function patternNames(pattern: string, principalArn: string): boolean {
  if (!pattern.includes("*")) return principalIdOf(pattern) === principalIdOf(principalArn);
  const parsed = parseArn(principalArn);
  const texts = "arn" in parsed ? [printArn(parsed.arn), principalId(parsed.arn)] : [principalArn];
  return texts.some((text) => expressionOf(pattern).test(text));
}

function expressionOf(pattern: string): RegExp {
  const literal = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replace(/\*+/g, "[^:]*")}$`, "iu");
}

/** What keeps a text from being a pattern of principals; undefined where nothing does. */
export function patternProblem(pattern: string): string | undefined {
  const parsed = parseArn(patternFor(pattern, { accountId: "111122223333" }).replace(/\*+/g, "x"));
  if ("problem" in parsed) return parsed.problem;
  return parsed.arn.kind === "role" || parsed.arn.kind === "user" ? undefined : "no role and no user";
}
