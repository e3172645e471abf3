import type { Finding } from "../../../finding/finding";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import type { ClusterDefinition } from "../cluster-definition";
import { passedOn, pathWithin } from "./module-texts";

/** Numbers that go to a module and that no JSON has, or whose digits are not kept. */
export function numberFindings(definition: ClusterDefinition): Finding[] {
  return passedOn(definition).flatMap(([path, value]) => numbersIn(value, path));
}

function numbersIn(value: unknown, path: string): Finding[] {
  if (typeof value === "number") return isKept(value) ? [] : [told(value, path)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    numbersIn(item, pathWithin(value, path, key)),
  );
}

function isKept(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function told(value: number, path: string): Finding {
  const message = `not a number that is kept, expected one up to ${Number.MAX_SAFE_INTEGER}, got \`${value}\``;
  return finding("type-wrong", path, {
    message,
    help: "write the number that is meant; a text with digits stands in quotes",
  });
}
