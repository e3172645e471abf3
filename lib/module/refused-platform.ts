import { type ModulePart, moduleVariables } from "./module-table";

/**
 * Whether a version declares `platform` of self-managed groups, and refuses every value of it: the only variable of the module with
 * a condition on its value. Its default tells the versions, 20.14.0 to 20.37.2.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.14.0/modules/self-managed-node-group/variables.tf
 */
export function refusesPlatform(part: ModulePart, version: string): boolean {
  const variable = part === "self-managed-node-group" ? moduleVariables(part, version)?.get("platform") : undefined;
  return variable?.fallback === null;
}
