import { dirname, join } from "node:path/posix";
import type { Held } from "./verify-finding";

/** What to type so that the plan of the file's stage is made and applied once more. */
export function applyStage({ staged: { definition }, file, stack }: Pick<Held, "file" | "staged" | "stack">): string {
  const { overlay, render } = definition;
  const [write, folder] =
    render === "overlay"
      ? [`eks-access overlay ${dirname(file)}`, join(dirname(file), overlay?.root ?? "")]
      : [`eks-access synth${fleetFolder(file, stack)}`, `cdktf.out/stacks/${stack}`];
  return `apply the plan of this stage: \`${write}\`, \`terraform -chdir=${folder} plan -out=saved\`, then \`terraform -chdir=${folder} apply saved\``;
}

/** What to do where either side may be right: the file, whose plan is applied, or what is live. */
export function orAsLive(held: Parameters<typeof applyStage>[0]): string {
  return `${applyStage(held)}; or, where the live one is meant, write it into the file`;
}

/** The folder to name: a stack has each folder between that of the fleet and its file in its name, `prod.shop`. */
function fleetFolder(file: string, stack: string): string {
  const between = stack.split(".").slice(1);
  const folder = join(dirname(file), ...between.map(() => ".."));
  return folder === "clusters" ? "" : ` ${folder}`;
}
