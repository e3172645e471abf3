import { TerraformDataSource, TerraformResource, type TerraformElement, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ValidationError } from "../../finding/validation-error";

/** Gives a resource its Terraform name, which is its address: before anything reads a reference to it. */
export function named<Element extends TerraformElement>(element: Element, name: string): Element {
  element.overrideLogicalId(name);
  return element;
}

/** `aws_eks_cluster.this`, `data.aws_partition.current`; undefined for what is neither resource nor data source. */
export function addressOf(construct: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(construct)) {
    return `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  if (TerraformDataSource.isTerraformDataSource(construct)) {
    return `data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  return undefined;
}

/** Refuses two resources of one address in a stack: cdktf merges them silently, the last one wins argument by argument. */
export function refuseSharedAddresses(stack: TerraformStack): void {
  const first = new Map<string, string>();
  for (const construct of stack.node.findAll()) {
    const address = addressOf(construct);
    if (address === undefined) continue;
    const other = first.get(address);
    if (other !== undefined) throw shared(address, other, construct.node.path);
    first.set(address, construct.node.path);
  }
}

function shared(address: string, first: string, second: string): ValidationError {
  return new ValidationError({
    code: "address-shared",
    path: address,
    message: `expected one resource at an address, got \`${first}\` and \`${second}\``,
    help: "rename the key in the cluster file that gives the resource its name",
  });
}
