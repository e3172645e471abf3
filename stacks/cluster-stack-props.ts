import { partitionOf } from "../lib/inventory/definition/partition";
import { type ClusterDefinition, isOfFile } from "../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../lib/migration/staged-cluster";
import { ValidationError } from "../lib/finding/validation-error";

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

/**
 * A cluster that was staged already is passed on, as a fleet's are; props are staged here. Each stack says how it renders, so
 * that gates judge what it draws.
 */
export function stagedClusterOf(
  props: ClusterStackProps | StagedCluster<ClusterDefinition>,
  render: ClusterDefinition["render"],
): StagedCluster<ClusterDefinition> {
  if (props instanceof StagedCluster && props.definition.render === render) return props;
  const definition = props instanceof StagedCluster ? props.definition : definitionOf(props);
  return new StagedCluster(definition.render === render ? definition : { ...definition, render });
}

/** The props and what follows from them, as from a file: nobody has to say twice in which account a cluster is. */
export function definitionOf(props: ClusterStackProps): ClusterDefinition {
  if (isOfFile(props)) return props;
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
