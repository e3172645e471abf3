import type { TerraformResource } from "cdktf";
import { literals } from "./literal";

/** The value of the instance, for arguments of a resource that {@link forEach} renders. */
export const EACH_VALUE = "${each.value}";

/** The key of the instance. */
export const EACH_KEY = "${each.key}";

/** Renders a resource once per key of a literal map, as the module does, so that its addresses are the module's. */
export function forEach<Resource extends TerraformResource>(
  resource: Resource,
  map: Readonly<Record<string, string>>,
): Resource {
  resource.addOverride("for_each", literals<Record<string, string>>(map));
  return resource;
}
