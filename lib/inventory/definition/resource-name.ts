import { type Finding, findingsIn } from "../../finding/finding";

/** A key of a section, and where it stands: `access_entries.admin`. */
export interface PlacedKey {
  readonly key: string;
  readonly path: string;
}

const finding = findingsIn("file");

/**
 * The Terraform name of a key: what Terraform does not allow becomes `_`, a digit or dash in front gets one.
 * @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export function resourceName(key: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(key)) return key;
  return key.replace(/[^A-Za-z0-9_-]/g, "_").replace(/^(?=[0-9-]|$)/, "_");
}

/** Keys that become one Terraform name: the second resource would replace the first without a word. */
export function nameFindings(placed: readonly PlacedKey[]): Finding[] {
  const keyOf = new Map<string, string>();
  return placed.flatMap(({ key, path }) => {
    const name = resourceName(key);
    const other = keyOf.get(name);
    if (other !== undefined) return [collision(path, name, [other, key])];
    keyOf.set(name, key);
    return [];
  });
}

/** The keys of a section at their places. */
export function placedKeys(section: string, keyed: Readonly<Record<string, unknown>> = {}): PlacedKey[] {
  return Object.keys(keyed).map((key) => ({ key, path: `${section}.${key}` }));
}

function collision(path: string, name: string, keys: readonly [string, string]): Finding {
  return finding("resource-name-collision", path, {
    message: `two keys become one Terraform name, expected one key for \`${name}\`, got \`${keys[0]}\` and \`${keys[1]}\``,
    help: "rename one of the keys: a character that Terraform does not allow in a name becomes `_`",
  });
}
