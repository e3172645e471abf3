import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import type { Block } from "../root/block";
import { blockOf, expressionOf, itemsOf } from "../root/hcl-value";

/** What Terraform would ignore of an override, by the type of its resource. */
const OVERRIDDEN: Readonly<Record<string, RegExp>> = {
  aws_eks_cluster: /^access_config(?:\[0\](?:\.authentication_mode)?)?$/,
  kubernetes_config_map: /^data(?:\b|$)/,
  kubernetes_config_map_v1: /^data(?:\b|$)/,
  kubernetes_config_map_v1_data: /^data(?:\b|$)/,
};

/** Resources whose `ignore_changes` keeps Terraform from doing what a stage says: the plan would say nothing, and nothing would change. */
export function ignoredFindings({ eks, rows }: OverlayTarget): LocatedFinding[] {
  return [eks, ...(rows === undefined ? [] : [rows])].flatMap(({ block }) => {
    const ignored = ignoredOf(block).find((each) => each === "all" || OVERRIDDEN[block.type]?.test(each));
    if (ignored === undefined) return [];
    const what = block.type === "aws_eks_cluster" ? "the authentication mode" : "the rows";
    const message = `\`ignore_changes\` has \`${ignored}\`, so that no plan changes ${what}, whatever the stage says, expected it without`;
    const help =
      "take it out of the list in a commit of its own, and plan: where that plan wants to change something, write what is live first";
    return [overlayIn(block, ["overlay-unsupported", "lifecycle", "ignore_changes"], { message, help })];
  });
}

function ignoredOf({ kind, body }: Block): string[] {
  if (kind !== "resource") return [];
  const { ignore_changes: ignored } = blockOf(body.lifecycle);
  if (ignored === undefined) return [];
  const items = Array.isArray(ignored) ? itemsOf(ignored) : [ignored];
  return items.map((item) => expressionOf(item).replace(/[()"\s]/g, ""));
}
