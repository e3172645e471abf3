import { parseArn } from "../access/principal/arn";
import type { IamArn } from "../access/principal/arn";
import { principalId, principalIdOf } from "../access/principal/principal-id";
import { parseJson } from "./logs/parse-json";

/** When principals came in and rows served somebody, of what `usage --output` wrote. */
export interface LastUse {
  readonly clusterName: string;
  /** What time the log covers, in milliseconds since 1970. */
  readonly window: { readonly from: number; readonly to: number };
  /** By principal, in milliseconds since 1970; who is not in it was not seen. */
  readonly principals: ReadonlyMap<string, number>;
  /** By place, `mapRoles[2]`; undefined: not used in this time. */
  readonly rows: ReadonlyMap<string, number | undefined>;
}

/** Reads what `usage --output` wrote, or says why it is none. */
export function parseLastUse(text: string): LastUse | { readonly problem: string } {
  const usage = fields(parseJson(text));
  if (usage.command !== "usage" || typeof usage.cluster_name !== "string")
    return { problem: "no output of eks-access usage --output" };
  const window = fields(usage.window);
  const [from, to] = [timeOf(window.from), timeOf(window.to)];
  if (from === undefined || to === undefined) return { problem: "its log has no line that could be read" };
  const seen = listOf(usage.principals).flatMap(({ arn, last }): (readonly [string, number])[] => {
    const time = timeOf(last);
    return typeof arn === "string" && time !== undefined ? [[principalIdOf(arn), time]] : [];
  });
  const rows = listOf(usage.rows).flatMap(({ place, last }) =>
    typeof place === "string" ? [[place, timeOf(last)] as const] : [],
  );
  return { clusterName: usage.cluster_name, window: { from, to }, principals: new Map(seen), rows: new Map(rows) };
}

/** When a principal came in last, a role with its path or without; undefined: not in this time. */
export function lastUseOf({ principals }: LastUse, principal: IamArn | string): number | undefined {
  if (typeof principal !== "string") return principals.get(principalId(principal));
  const parsed = parseArn(principal);
  return "arn" in parsed ? principals.get(principalId(parsed.arn)) : undefined;
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(fields) : [];
}
