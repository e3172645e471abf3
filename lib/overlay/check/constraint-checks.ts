import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { boundedConstraint } from "../../module/constraints-meet";
import { moduleRequirements } from "../../module/module-requirements";
import type { ModulePart } from "../../module/module-table";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import { unmetBy } from "../root/required-versions";

/** Constraints of the root module, and of the module within, that no version meets together with what the module needs: once each. */
export function constraintFindings({ root, outermost, eks, rows }: OverlayTarget): LocatedFinding[] {
  const roots = root.path === outermost.path ? [root] : [root, outermost];
  const parts: readonly (readonly [ModulePart, string | undefined])[] = [
    ["eks", eks.version],
    ["aws-auth", rows?.version],
  ];
  const findings = parts.flatMap(([part, version]) => {
    const needs = version === undefined ? undefined : moduleRequirements(part, version);
    if (version === undefined || needs === undefined) return [];
    return roots
      .flatMap((one) => unmetBy(one, needs))
      .map(({ name, constraint, block, path, need }) => {
        const what = name === "terraform" ? "Terraform" : `hashicorp/${name}`;
        const by = part === "eks" ? "the module" : `modules/${part}`;
        const message = `no version of ${what} that ${by} ${version} takes, expected one of \`${need}\`, got \`${constraint}\``;
        const help = `write \`${name === "terraform" ? need : boundedConstraint(need)}\`, or another version of the module`;
        return overlayIn(block, ["constraint-unmet", ...path], { message, help });
      });
  });
  return findings.filter(({ path }, i) => findings.findIndex((each) => each.path === path) === i);
}
