import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import { type HclValue, hclValue } from "../root/hcl-value";
import { soleExpression } from "../root/template";
import { ownEntries, seenEntries } from "./entry-checks";

/** The principal is an expression as a rule, and tags give nobody anything. */
const LEFT_OUT: readonly string[] = ["principal_arn", "tags"];

/**
 * Entries of the root module of which a part is an expression that nobody can tell without Terraform: it stays as it is, and is
 * not held against the cluster file, by which gates judge the entry. No guard reads policies of live entries.
 */
export function untoldEntries(target: OverlayTarget): LocatedFinding[] {
  const { block } = target.eks;
  if (block.kind !== "module" || ownEntries(target) === undefined) return [];
  const { file } = target.cluster;
  return Object.entries(seenEntries(target)).flatMap(([key, entry]) => {
    const untold = untoldPath(entry);
    if (untold === undefined) return [];
    const message = `an access entry by an expression, which is not compared with ${file}: every stage takes it for what that file says`;
    const help =
      "write the value out, or look whether it comes to what the file says: `terraform show -json | eks-access import - --update FILE` compares the entries of the state";
    return [overlayIn(block, ["overlay-entry-untold", "access_entries", key, ...untold], { message, help })];
  });
}

/** The way to the first expression in an entry. */
function untoldPath(value: HclValue): readonly string[] | undefined {
  if (typeof value === "string") return soleExpression(value) === undefined ? undefined : [];
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const within = LEFT_OUT.includes(name) ? undefined : untoldPath(hclValue(item));
    if (within !== undefined) return Array.isArray(value) ? [] : [name, ...within];
    if (!Array.isArray(value) && soleExpression(name) !== undefined) return [];
  }
  return undefined;
}
