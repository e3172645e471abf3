import { partitionOf } from "../lib/inventory/definition/partition";
import { type ClusterDefinition, isOfFile } from "../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../lib/migration/staged-cluster";
import type { Finding } from "../lib/finding/finding";
import { refuse, ValidationError } from "../lib/finding/validation-error";
import { isMap, notProps, printedValue } from "../lib/inventory/definition/validate-definition";
import { inventoryFinding } from "../lib/inventory/finding/inventory-finding";
import { camelCase } from "../lib/inventory/schema/camel-keys";
import { EMPTY_IS_NONE, isEmptyMap } from "../lib/inventory/schema/empty-sections";

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
  if (!isMap(props)) refuse([notProps(props)]);
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
  const message = `${CLASSES[render]} draws \`${render}\` alone, expected no other, got ${printedValue(said)}`;
  return [inventoryFinding("value-unknown", "render", { message, help })];
}

/** The props and what follows from them, as from a file: nobody has to say twice in which account a cluster is. */
export function definitionOf(props: ClusterStackProps): ClusterDefinition {
  if (isOfFile(props)) return props;
  const { adopt, migration } = props;
  const { region, accountId } = placeOf(props.terraform);
  if (region !== undefined && migration !== undefined && accountId === undefined) throw accountMissing();
  return {
    render: "resources",
    accessEntries: {},
    ...withoutEmpty(props),
    partition: partitionOf(region ?? ""),
    ...(accountId === undefined ? {} : { accountId }),
    ...(adopt?.imported === undefined ? {} : { imported: adopt.imported }),
  };
}

/** Region and account as far as the props say them: a program without types may leave out the whole section. */
function placeOf(terraform: unknown): { readonly region?: string; readonly accountId?: string } {
  const { region, accountId } = isMap(terraform) ? textsIn(terraform) : {};
  return { ...(region === undefined ? {} : { region }), ...(accountId === undefined ? {} : { accountId }) };
}

function textsIn(section: object): Readonly<Record<string, string>> {
  const entries: [string, unknown][] = Object.entries(section);
  return Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])));
}

/** As the file, whose `{}` is the default of the module: nothing; a prop that is undefined is left out, as its key in a file. */
function withoutEmpty<Props extends object>(props: Props): Props {
  const copy = { ...props };
  if (Reflect.get(copy, "accessEntries") === undefined) Reflect.deleteProperty(copy, "accessEntries");
  for (const key of EMPTY_IS_NONE.map(camelCase))
    if (isEmptyMap(Reflect.get(copy, key))) Reflect.deleteProperty(copy, key);
  return copy;
}

function accountMissing(): ValidationError {
  return new ValidationError({
    code: "account-id-missing",
    path: "terraform.account_id",
    message: "missing, expected 12 digits with migration",
    help: "write the account of the cluster, in quotes: guards and the provider refuse any other",
  });
}
