import { ValidationError } from "./validation-error";

/**
 * The Terraform name of a key: what Terraform does not allow becomes `_`, a digit or dash in front gets one.
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export function resourceName(key: string): string {
  return key.replace(/[^A-Za-z0-9_-]/g, "_").replace(/^(?=[0-9-]|$)/, "_");
}

/** Names by key, where two keys never share one: the second resource would replace the first without a word. */
export function resourceNames(keys: readonly string[], path: string): ReadonlyMap<string, string> {
  const keyOf = new Map<string, string>();
  for (const key of keys) {
    const name = resourceName(key);
    const other = keyOf.get(name);
    if (other !== undefined) throw collision(path, name, [other, key]);
    keyOf.set(name, key);
  }
  return new Map([...keyOf].map(([name, key]) => [key, name]));
}

function collision(path: string, name: string, keys: readonly [string, string]): ValidationError {
  return new ValidationError({
    code: "resource-name-collision",
    path,
    message: `keys become names of Terraform resources, expected one key for \`${name}\`, got \`${keys[0]}\` and \`${keys[1]}\``,
    help: `rename one of the keys; what Terraform does not allow in a name becomes \`_\``,
  });
}
