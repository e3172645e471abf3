import { boundedConstraint } from "../../module/constraints-meet";
import { moduleRequirements } from "../../module/module-requirements";
import { compareVersions, satisfies } from "../../module/module-version";
import { argumentLine, type Block } from "../root/block";
import { literalText } from "../root/hcl-value";
import { calledPart, calledVersion, installedModule, refOf } from "../root/module-source";
import { unmetBy } from "../root/required-versions";
import type { RootModule } from "../root/root-module";
import { goneOutputs } from "./gone-outputs";
import { type Edit, upgradeEdits } from "./upgrade-edits";
import { templateEdits } from "./user-data/template-edits";

/** What to edit in calls of sub-modules: they are in the package of the module, and go with it. */
export function subModuleEdits(
  root: RootModule,
  { from: call, to }: { readonly from: string; readonly to: string },
): Edit[] {
  return root.blocks.flatMap((block) => {
    const part = calledPart(block);
    const from = part === undefined || part === "eks" ? undefined : versionOf(root, block, call);
    if (part === undefined || from === undefined || compareVersions(from, to) >= 0) return [];
    const own = [...upgradeEdits(block, { from, to, part }, root), ...templateEdits(root, block, { part, from, to })];
    const edits = own.map((edit) => ({ ...edit, argument: `module.${block.name}.${edit.argument}` }));
    return [...edits, ...goneOutputs(root.texts, { name: block.name, part, from, to })];
  });
}

/** Where its constraint lets several in, and none is installed: that of the module, which is in the same package. */
function versionOf(root: RootModule, block: Block, own: string): string | undefined {
  const constraint = literalText(block.body.version);
  const isOpen = refOf(block) === undefined && installedModule(root, block.name)?.version === undefined;
  if (isOpen && constraint !== undefined && satisfies(own, constraint) === true) return own;
  return calledVersion(root, block);
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
