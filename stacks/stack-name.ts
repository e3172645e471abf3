import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { refuse } from "../lib/finding/validation-error";
import { sameFolder, stackNameFindings } from "../lib/inventory/definition/stack-name";

/** The name of a stack, refused before cdktf takes it: it is a folder of the output, beside those of other stacks. */
export function stackName(scope: Construct, id: string): string {
  const others = scope.node.children.filter((child) => TerraformStack.isStack(child)).map(({ node }) => node.id);
  refuse(
    stackNameFindings(
      id,
      others.find((other) => sameFolder(other, id)),
    ),
  );
  return id;
}
