import { moduleVariables } from "../../../module/module-table";

/** Says whether a managed node group takes a launch template of its own. */
export const VARIABLE = "use_custom_launch_template";

/** What to do where it takes none. */
export const NO_TEMPLATE = `add ${VARIABLE} = false: before v19 an empty launch_template_name said so, now the group would take a template without an id`;

/** Whether the variable came by the bump. */
export function takesNoTemplate({ from, to }: { readonly from: string; readonly to: string }): boolean {
  const [before, after] = [from, to].map((version) =>
    moduleVariables("eks-managed-node-group", version)?.has(VARIABLE),
  );
  return before === false && after === true;
}
