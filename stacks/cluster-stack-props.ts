import { partitionOf } from "../lib/inventory/definition/partition";
import { type ClusterDefinition, isOfFile } from "../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../lib/migration/staged-cluster";
import type { Finding } from "../lib/finding/finding";
import { shorten } from "../lib/finding/shorten";
import { refuse, ValidationError } from "../lib/finding/validation-error";
import { inventoryFinding } from "../lib/inventory/finding/inventory-finding";

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

/** The class that draws each rendering; an overlay has no stack. */
const CLASSES = { access: "AccessStack", module: "ModuleStack", resources: "EksStack" } as const;

/**
 * A cluster that was staged already is passed on, as a fleet's are; props are staged here. Each stack says how it renders, so
 * that gates judge what it draws; props that say otherwise are of another class.
 */
export function stagedClusterOf(
  props: ClusterStackProps | StagedCluster<ClusterDefinition>,
  render: keyof typeof CLASSES,
): StagedCluster<ClusterDefinition> {
  if (!(props instanceof StagedCluster && props.definition.render === "overlay"))
    refuse(otherClass(props instanceof StagedCluster ? props.definition : props, render));
  if (props instanceof StagedCluster && props.definition.render === render) return props;
  const definition = props instanceof StagedCluster ? props.definition : definitionOf(props);
  return new StagedCluster(definition.render === render ? definition : { ...definition, render });
}

/** Types leave `render` out, programs without types may say it, and definitions that were read from files do. */
function otherClass(props: object, render: keyof typeof CLASSES): Finding[] {
  const said: unknown = Reflect.get(props, "render");
  if (said === undefined || said === render) return [];
  const [, right] = Object.entries(CLASSES).find(([each]) => each === said) ?? [];
  const help =
    right === undefined
      ? "leave `render` out; an overlay is no stack: `eks-access overlay` writes it from a cluster file"
      : `write \`new ${right}(...)\`, or leave \`render\` out`;
  const message = `${CLASSES[render]} draws \`${render}\` alone, expected no other, got \`${shorten(typeof said === "string" ? said : JSON.stringify(said))}\``;
  return [inventoryFinding("value-unknown", "render", { message, help })];
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
