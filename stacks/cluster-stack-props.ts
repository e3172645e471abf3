import { partitionOf } from "../lib/inventory/partition";
import type { ClusterDefinition } from "../lib/inventory/cluster-definition";
import { ValidationError } from "../lib/eks/validation-error";

/** What a stack works out of other props, or does not ask. */
type Derived = "accountId" | "imported" | "partition" | "render";

/**
 * A cluster in TypeScript: the names of the cluster file in camelCase, described in `clusters/cluster.schema.json`. A
 * definition that was read from a file is one.
 */
export interface ClusterStackProps extends Omit<ClusterDefinition, Derived | "accessEntries"> {
  /** @default {} */
  readonly accessEntries?: ClusterDefinition["accessEntries"];
}

/** The props and what follows from them, as from a file: nobody has to say twice in which account a cluster is. */
export function definitionOf(props: ClusterStackProps): ClusterDefinition {
  const { terraform, adopt, migration } = props;
  if (migration !== undefined && terraform.accountId === undefined) throw accountMissing();
  return {
    render: "resources",
    accessEntries: {},
    ...props,
    partition: partitionOf(terraform.region),
    ...(terraform.accountId === undefined ? {} : { accountId: terraform.accountId }),
    ...(adopt?.imported === undefined ? {} : { imported: adopt.imported }),
  };
}

function accountMissing(): ValidationError {
  return new ValidationError({
    code: "account-id-missing",
    path: "terraform.account_id",
    message: "missing, expected 12 digits with migration",
    help: "write the account of the cluster, in quotes: guards and the provider refuse any other",
  });
}
