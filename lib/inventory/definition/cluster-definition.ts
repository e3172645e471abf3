import type { Partition } from "../../access/principal/arn";
import type { AccessDefinition } from "../../migration/definition";
import { partitionOf } from "./partition";
import type { ClusterFileValue } from "../schema/cluster-file";

/**
 * A cluster and everything about it that a file says, in camelCase: what stacks render. Cluster variables have the names
 * of the props of lib/eks.
 */
export interface ClusterDefinition extends AccessDefinition, Omit<ClusterFileValue, keyof AccessDefinition> {
  readonly render: ClusterFileValue["render"];
  /** @default nothing is adopted */
  readonly adopt?: NonNullable<ClusterFileValue["adopt"]>;
  /** @default none */
  readonly iamRoles?: NonNullable<ClusterFileValue["iamRoles"]>;
  /**
   * With `render: module`: arguments of the module beside those of access, by the names and in the shapes that v20 has.
   * @default none
   */
  readonly moduleVariables?: Readonly<Record<string, unknown>>;
  /** Of the region. */
  readonly partition: Partition;
}

/**
 * Whether Terraform refuses to destroy what holds access: as the file says, and unless it says no with `migration` or `adopt`,
 * whose clusters serve somebody already.
 */
export function isProtected({
  terraform,
  migration,
  adopt,
}: Pick<ClusterDefinition, "adopt" | "migration" | "terraform">): boolean {
  return terraform.protect ?? (migration !== undefined || adopt !== undefined);
}

/** Definitions that files gave: the schema has seen them, and whoever read the file judged them by its day. */
const OF_FILES = new WeakSet();

/** Whether a definition is, unchanged, what a file said: a copy with something else in it is a program's own. */
export function isOfFile(definition: object): definition is ClusterDefinition {
  return OF_FILES.has(definition);
}

/** What a checked file says, and what follows from it. */
export function clusterDefinition(
  value: ClusterFileValue,
  moduleVariables?: ClusterDefinition["moduleVariables"],
): ClusterDefinition {
  const { accountId, region } = value.terraform;
  const imported = value.adopt?.imported;
  const definition = {
    ...value,
    ...(moduleVariables === undefined ? {} : { moduleVariables }),
    partition: partitionOf(region),
    ...(accountId === undefined ? {} : { accountId }),
    ...(imported === undefined ? {} : { imported }),
  };
  OF_FILES.add(definition);
  return definition;
}
