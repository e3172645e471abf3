import type { Finding } from "../../finding/finding";
import { shorten } from "../../finding/shorten";
import { inventoryFinding } from "../finding/inventory-finding";
import { camelCase } from "../schema/camel-keys";
import { EMPTY_IS_NONE, isEmptyMap } from "../schema/empty-sections";
import { type ClusterDefinition, isOfFile } from "./cluster-definition";
import { partitionOf } from "./partition";

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
  if (isOfFile(props)) return props;
  const { adopt } = props;
  const { region, accountId } = placeOf(props.terraform);
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

/** What is said of props that are none. */
export function notProps(props: unknown): Finding {
  return inventoryFinding("type-wrong", "props", {
    message: `wrong type, expected the props of a cluster, got ${printedValue(props)}`,
    help: "write an object with clusterName and terraform: docs/cluster-file.md has each key, in snake_case",
  });
}

/** A value of a program in a message. */
export function printedValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const isPrinted = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isPrinted ? `\`${shorten(String(value))}\`` : `another kind of value`;
}

/** Whether a value has keys that somebody can ask for. */
export function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
