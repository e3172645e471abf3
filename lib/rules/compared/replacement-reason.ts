import type { PlannedChange } from "../../plan/objects/planned-change";

/**
 * Why Terraform replaces something, as the plan gives it: `forced by \`type\``, `asked for by -replace`.
 * @see https://developer.hashicorp.com/terraform/internals/json-format (action_reason)
 */
export function replacementReason({ replacePaths, actionReason }: PlannedChange): string {
  if (replacePaths.length > 0) return `forced by ${replacePaths.map((path) => `\`${path}\``).join(", ")}`;
  return REASONS[actionReason ?? ""] ?? (actionReason === undefined ? UNTOLD : `\`${actionReason}\``);
}

const UNTOLD = "for a reason that the plan does not name";

const REASONS: Readonly<Record<string, string>> = {
  replace_by_request: "asked for by `-replace`",
  replace_because_tainted: "because it is tainted: an earlier apply failed in the middle of it, or `terraform taint`",
  replace_by_triggers: "by `replace_triggered_by`",
  replace_because_cannot_update: "by an argument that cannot be updated",
};
