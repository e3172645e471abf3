import type { ModulePart } from "./module-table";

/** By part and variable. */
const PASSED: Readonly<Record<string, string | number>> = {
  "eks-managed-node-group.min_size": 1,
  "self-managed-node-group.instance_type": "m6i.large",
};

/**
 * The default that the module itself has for its groups in v20, where it is another than that of the sub-module that it calls for each.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/node_groups.tf
 */
export function passedDefault(part: ModulePart, variable: string): string | number | undefined {
  return PASSED[`${part}.${variable}`];
}
