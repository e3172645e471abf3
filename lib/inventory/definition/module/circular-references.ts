import type { Finding } from "../../../finding/finding";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import type { ClusterDefinition } from "../cluster-definition";
import { moduleReference } from "./module-reference";

/**
 * Calls under `modules` that take values of each other, each circle once. Terraform orders values, not calls: it refuses the circle
 * ("Cycle") unless an output comes without what the call takes from the other, which the file does not tell.
 */
export function circularFindings({ modules = {} }: ClusterDefinition): Finding[] {
  const taken = new Map(Object.entries(modules).map(([call, args]) => [call, [...new Set(callsIn(args))]]));
  const told = new Set<string>();
  return [...taken.keys()].flatMap((call) => {
    const circle = told.has(call) ? undefined : wayTo(call, [call], taken);
    if (circle === undefined) return [];
    for (const each of circle) told.add(each);
    const [way, path] = [[...circle, call].join(" -> "), `modules.${call}`];
    const message = `calls that take values of each other (${way}): \`terraform plan\` refuses that ("Cycle") unless an output comes without what its call takes here`;
    const help = `let one of ${circle.length === 1 ? "its values" : "them"} take a text in the place of a reference`;
    return [finding("reference-circular", path, { message, help })];
  });
}

/** Calls whose outputs a value takes. */
function callsIn(value: unknown): string[] {
  const reference = moduleReference(value);
  if (reference !== undefined) return reference.kind === "module" ? [reference.name] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(callsIn) : [];
}

/** The shortest way by which a call comes back to itself: the calls on it. */
function wayTo(
  call: string,
  first: readonly string[],
  taken: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const seen = new Set<string>();
  const ways: (readonly string[])[] = [first];
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of taken.get(way.at(-1) ?? "") ?? []) {
      if (next === call) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
