import type { SourceNode } from "../source";

/** A moment as the AWS CLI writes it, in milliseconds: `2024-05-01T10:00:00+00:00`, or seconds since 1970 (version 1). */
export function timestamp(moment: SourceNode | undefined): { readonly createdAt?: number } {
  if (moment === undefined) return {};
  const { node } = moment;
  const value = node.kind === "scalar" ? node.value : undefined;
  const createdAt = typeof value === "number" ? value * 1000 : Date.parse(typeof value === "string" ? value : "");
  return Number.isFinite(createdAt) ? { createdAt } : {};
}
