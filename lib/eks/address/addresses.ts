import {
  DefaultTokenResolver,
  type ITerraformDependable,
  StringConcat,
  TerraformDataSource,
  type TerraformElement,
  TerraformResource,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { ValidationError } from "../../finding/validation-error";
import { PlainResources } from "./plain-resources";

/** Gives a resource its Terraform name, which is its address: before anything reads a reference to it. */
export function named<Element extends TerraformElement>(element: Element, name: string): Element {
  element.overrideLogicalId(name);
  return element;
}

/** `aws_eks_cluster.this`, `data.aws_partition.current`; undefined for what is neither resource nor data source. */
function addressOf(construct: IConstruct): string | undefined {
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
  for (const { address, path } of stack.node.findAll().flatMap(addressesOf)) {
    const other = first.get(address);
    if (other !== undefined) throw shared(address, other, path);
    first.set(address, path);
  }
}

function addressesOf(construct: IConstruct): readonly { readonly address: string; readonly path: string }[] {
  if (PlainResources.isPlain(construct)) return construct.addresses;
  const address = addressOf(construct);
  return address === undefined ? [] : [{ address, path: construct.node.path }];
}

/** What a text is in JSON: `${aws_eks_cluster.this.id}` of a reference of cdktf's, itself where it has none. */
export function referenceText(scope: IConstruct, text: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(text, { scope, resolver, preparing: false });
  return typeof resolved === "string" ? resolved : text;
}

/** `depends_on` as JSON has it, of constructs and of what has an address without being one. */
export function dependencies(scope: IConstruct, dependables: readonly ITerraformDependable[]): string[] {
  return dependables.map((one) => {
    const address = Construct.isConstruct(one) ? addressOf(one) : undefined;
    return address ?? bare(referenceText(scope, one.fqn));
  });
}

/** `${aws_eks_cluster.this}` without what makes it an expression. */
function bare(text: string): string {
  return text.replace(/^\$\{(.*)\}$/, "$1");
}

function shared(address: string, first: string, second: string): ValidationError {
  return new ValidationError({
    code: "address-shared",
    path: address,
    message: `expected one resource at an address, got \`${first}\` and \`${second}\``,
    help: "rename the key in the cluster file that gives the resource its name",
  });
}
