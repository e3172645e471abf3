import type { Construct } from "constructs";
import type { Adoptable, ModuleAddress } from "./adoptable";
import { Refactoring } from "./refactoring";

/** Where a cluster's resources come from: the section `adopt`. */
export interface AdoptProps {
  /**
   * Address of the call of the module: `module.eks`. Its state moves here.
   * @default nothing moves
   */
  readonly module?: string;
  /**
   * Address of the call of its sub-module: `module.aws_auth`.
   * @default the ConfigMap does not move
   */
  readonly awsAuthModule?: string;
  /**
   * Whether AWS has the resources already and Terraform does not know them.
   * @default false
   */
  readonly import?: boolean;
  /**
   * Keys of the access entries that EKS has made: with `import`, these alone are imported.
   * @default all entries
   */
  readonly imported?: readonly string[];
  /**
   * Keys of access entries that are live without their policies, for Terraform was stopped between the two calls: the
   * entry is imported, with or without `import`, its associations are made.
   * @default none
   */
  readonly importedWithoutAssociations?: readonly string[];
}

/** Writes a `moved` or an `import` block for each resource, so that the first plan does not make it anew. */
export function adopt(scope: Construct, props: AdoptProps, adoptables: readonly Adoptable[]): void {
  const refactoring = Refactoring.of(scope);
  for (const adoptable of adoptables) {
    const from = adoptable.module && addressIn(props, adoptable.module);
    if (isImported(props, adoptable)) importAs(refactoring, adoptable);
    else if (from !== undefined) refactoring.move(from, adoptable.formerly ?? adoptable.address);
  }
}

/** Writes a `moved` block for each resource whose key was renamed; out of a module it comes there in two moves. */
export function rename(scope: Construct, adoptables: readonly Adoptable[]): void {
  const refactoring = Refactoring.of(scope);
  for (const { formerly, address } of adoptables) {
    if (formerly !== undefined && formerly !== address) refactoring.move(formerly, address);
  }
}

/** With both a module and `import`, only the entries that EKS made are imported; the rest was the module's. */
function isImported(props: AdoptProps, { accessEntry, isAssociation = false }: Adoptable): boolean {
  if (accessEntry !== undefined && props.importedWithoutAssociations?.includes(accessEntry)) return !isAssociation;
  if (!props.import) return false;
  if (accessEntry === undefined) return props.module === undefined;
  return props.imported?.includes(accessEntry) ?? props.module === undefined;
}

function importAs(refactoring: Refactoring, { address, importId }: Adoptable): void {
  if (importId) refactoring.import(address, importId());
}

function addressIn({ module, awsAuthModule }: AdoptProps, { origin, address }: ModuleAddress): string | undefined {
  const call = origin === "eks" ? module : awsAuthModule;
  return call === undefined ? undefined : `${call}.${address}`;
}
