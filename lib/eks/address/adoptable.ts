import { literal } from "./literal";

/** A resource here and what it was before: in a module's state, or in AWS only. */
export interface Adoptable {
  /** Its address here: `aws_eks_access_entry.admin`. */
  readonly address: string;
  /**
   * Its address before its key was renamed.
   * @default it has the key that it always had
   */
  readonly formerly?: string;
  /**
   * Where the module has it.
   * @default nowhere: the module renders no such resource
   */
  readonly module?: ModuleAddress;
  /**
   * What `import` takes, an expression where only the plan knows it. Asked for only where the resource is imported: it
   * may add a data source, and throws where the ID cannot be known.
   * @default not imported: creating it again changes nothing, or nobody knows its ID
   */
  readonly importId?: () => string;
  /**
   * Key of the access entry that it is or belongs to.
   * @default none
   */
  readonly accessEntry?: string;
  /**
   * Whether it associates a policy with that entry.
   * @default false
   */
  readonly isAssociation?: boolean;
}

/** An address within a module call. */
export interface ModuleAddress {
  /** The module itself, or its sub-module for aws-auth. */
  readonly origin: "eks" | "aws-auth";
  /** `aws_eks_access_entry.this["admin"]` */
  readonly address: string;
}

/** A resource that the module has once, with an index. */
export function single(address: string, importId?: () => string): Adoptable {
  return { address, module: { origin: "eks", address: instance(address, 0) }, ...(importId ? { importId } : {}) };
}

/** One address of a `for_each` or `count`, as Terraform writes it. */
export function instance(address: string, key: string | number): string {
  return `${address}[${literal(JSON.stringify(key))}]`;
}
