import { attributesOf, type HclMap, type HclValue } from "../root/hcl-value";
import { NO_TEMPLATE, takesNoTemplate, VARIABLE } from "./differences/template-variable";

const DEFAULTS = "eks_managed_node_group_defaults";

/** One argument to add. */
interface LaunchTemplateEdit {
  /** Where it goes: `["eks_managed_node_groups", "linux"]` */
  readonly within: readonly string[];
  readonly argument: string;
  readonly does: string;
}

/**
 * Managed node groups that EKS gives a launch template of its own. v18 knows them by `create_launch_template = false` and
 * `launch_template_name = ""`; from v19 on a variable says so, whose default is the other way.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v18.20.5/modules/eks-managed-node-group/main.tf
 */
export function launchTemplateEdits(
  body: Readonly<Record<string, HclValue>>,
  { from, to }: { readonly from: string; readonly to: string },
): LaunchTemplateEdit[] {
  if (!takesNoTemplate({ from, to })) return [];
  const defaults = attributesOf(body[DEFAULTS]);
  if (takesNone(defaults) && defaults[VARIABLE] === undefined) return [editIn(DEFAULTS)];
  return Object.entries(attributesOf(body.eks_managed_node_groups)).flatMap(([key, group]) => {
    const all = { ...defaults, ...attributesOf(group) };
    return takesNone(all) && all[VARIABLE] === undefined ? [editIn("eks_managed_node_groups", key)] : [];
  });
}

function editIn(...within: readonly string[]): LaunchTemplateEdit {
  return { within, argument: [...within, VARIABLE].join("."), does: NO_TEMPLATE };
}

function takesNone({ create_launch_template: create, launch_template_name: name }: HclMap): boolean {
  return create === false && name === "";
}
