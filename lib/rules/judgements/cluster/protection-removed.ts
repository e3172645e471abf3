import { isProtected } from "../../../inventory/definition/cluster-definition";
import { isDestroyed } from "../../../plan/objects/planned-change";
import type { Judgement } from "../judgement";

/** The cluster loses what keeps Terraform, or AWS, from deleting it. */
export const protectionRemoved: Judgement = {
  code: "protection-removed",
  rule: {
    why: "nothing stops the next plan from destroying the cluster; a plan does not show `prevent_destroy`, only what it lets pass",
    help: "write `deletion_protection: true`, and leave `terraform.protect` out of the cluster file, or `true`",
  },
  judge({ cluster: { change, guards }, staged }) {
    if (change === undefined) return [];
    // Nothing can protect what stands in a module, by an overlay or by its call: that the cluster goes is said by itself.
    const isWithin = guards.overlay !== undefined || staged?.definition.render === "module";
    const isAsked = staged !== undefined && isProtected(staged.definition) && !isWithin;
    if (isDestroyed(change) && isAsked) {
      const message = "the file protects the cluster, and the plan destroys it: `prevent_destroy` was taken away";
      return [{ address: change.address, message, filePath: "terraform.protect", severity: "danger" }];
    }
    if (change.before?.deletion_protection !== true || change.after?.deletion_protection === true) return [];
    if (change.after === undefined) return [];
    const message = "`deletion_protection` is taken away, expected `true`";
    return [{ address: change.address, message, before: "`true`", after: "`false`", filePath: "terraform.protect" }];
  },
};
