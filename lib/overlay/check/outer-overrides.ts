import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { kubernetesName } from "../files/rows-provider";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import { blockAddress } from "../root/block";

/**
 * Override files of folders that lead to the local module with our files. They may stand there, but for those of the call or of the
 * Kubernetes provider, which are read where the block itself stands.
 */
export function outerOverrideFindings({ calls }: OverlayTarget): LocatedFinding[] {
  return calls.flatMap(({ root, block }) => {
    const provider = kubernetesName(root.requiredProviders) ?? "kubernetes";
    const read = root.overriding.filter(
      ({ kind, name }) => (kind === "module" && name === block.name) || (kind === "provider" && name === provider),
    );
    return read.map((one) => {
      const message = `an override of ${blockAddress(one)} in a folder that leads to the cluster, expected none: its arguments are read in the block itself, and Terraform would take these`;
      const help = "move its arguments into the block that it overrides, and delete it";
      return overlayIn(one, ["overlay-unsupported"], { message, help });
    });
  });
}
