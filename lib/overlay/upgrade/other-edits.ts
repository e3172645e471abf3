import { boundedConstraint } from "../../module/constraints-meet";
import { moduleRequirements } from "../../module/module-requirements";
import { compareVersions } from "../../module/module-version";
import { argumentLine } from "../root/block";
import { calledPart, calledVersion } from "../root/module-source";
import { unmetBy } from "../root/required-versions";
import type { RootModule } from "../root/root-module";
import { type Edit, upgradeEdits } from "./upgrade-edits";

/** What to edit in calls of sub-modules: they are in the package of the module, and go with it. */
export function subModuleEdits(root: RootModule, to: string): Edit[] {
  return root.blocks.flatMap((block) => {
    const part = calledPart(block);
    const from = part === undefined || part === "eks" ? undefined : calledVersion(root, block);
    if (part === undefined || from === undefined || compareVersions(from, to) >= 0) return [];
    return upgradeEdits(block, { from, to, part }).map((edit) => ({
      ...edit,
      argument: `module.${block.name}.${edit.argument}`,
    }));
  });
}

/** Constraints of the root module that keep out what the version needs. */
export function constraintEdits(root: RootModule, to: string): Edit[] {
  const needs = moduleRequirements("eks", to);
  if (needs === undefined) return [];
  return unmetBy(root, needs).map(({ name, block, path, constraint, need }) => ({
    file: block.file,
    line: argumentLine(block, path),
    argument: path.join("."),
    does: `write "${name === "terraform" ? need : boundedConstraint(need)}": the module takes no version of \`${constraint}\``,
  }));
}

/** Which Terraform and which AWS provider a version needs: `hashicorp/aws >= 6.28; Terraform >= 1.5.7`. */
export function needsWords(version: string): string {
  const needs = moduleRequirements("eks", version);
  return `hashicorp/aws ${needs?.get("aws") ?? ""}; Terraform ${needs?.get("terraform") ?? ""}`;
}
