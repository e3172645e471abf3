import { moduleVariables } from "../../module/module-table";
import { attributesOf, type HclMap, type HclValue, isLiteralMap } from "../root/hcl-value";

const VARIABLE = "use_custom_launch_template";
const DEFAULTS = "eks_managed_node_group_defaults";

const DOES = `add ${VARIABLE} = false: before v19 an empty launch_template_name said so, now the group would take a template without an id`;

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
  const [before, after] = [from, to].map((version) =>
    moduleVariables("eks-managed-node-group", version)?.has(VARIABLE),
  );
  if (before !== false || after !== true) return [];
  const defaults = attributesOf(body[DEFAULTS]);
  if (takesNone(defaults) && defaults[VARIABLE] === undefined) return [editIn(DEFAULTS)];
  return Object.entries(groupsOf(body.eks_managed_node_groups)).flatMap(([key, group]) => {
    const all = { ...defaults, ...attributesOf(group) };
    return takesNone(all) && all[VARIABLE] === undefined ? [editIn("eks_managed_node_groups", key)] : [];
  });
}

function editIn(...within: readonly string[]): LaunchTemplateEdit {
  return { within, argument: [...within, VARIABLE].join("."), does: DOES };
}

function groupsOf(groups: HclValue | undefined): HclMap {
  return isLiteralMap(groups) ? groups : {};
}

function takesNone({ create_launch_template: create, launch_template_name: name }: HclMap): boolean {
  return create === false && name === "";
}
