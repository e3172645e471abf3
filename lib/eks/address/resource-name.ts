import { nameFindings, type PlacedKey, resourceName } from "../../inventory/definition/resource-name";
import { refuse } from "../../finding/validation-error";

/** Names by key, where two keys never share one: the second resource would replace the first without a word. */
export function resourceNames(placed: readonly PlacedKey[]): ReadonlyMap<string, string> {
  refuse(nameFindings(placed));
  return new Map(placed.map(({ key }) => [key, resourceName(key)]));
}

/** The ID of a construct by a Terraform name: constructs look their children up in an object, which has names of its own. */
export function constructId(name: string): string {
  return name in Object.prototype ? `${name}.` : name;
}
