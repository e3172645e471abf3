import { compareVersions } from "./module-version";
import { moduleVariables } from "./module-table";
import { nameInVersion } from "./name-in-version";

/**
 * Whether a value of a variable, by the name that v20 gave it, is `{}` or `[]` where the version takes an object: until v20 that was none, from v21
 * on null alone is, and `{}` is an object of defaults (a key for Secrets, a cluster on an Outpost).
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.0.0/docs/UPGRADE-21.0.md
 */
export function isNoneInObject(variable: string, version: string, value: unknown): boolean {
  if (compareVersions(version, "21.0.0") < 0 || !isEmpty(value)) return false;
  return moduleVariables("eks", version)?.get(nameInVersion(variable, version) ?? variable)?.type === "object";
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
