import { type ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import {
  type ClusterStackProps,
  definitionOf,
  isMap,
  notProps,
  printedValue,
} from "../lib/inventory/definition/cluster-props";
import { inventoryFinding } from "../lib/inventory/finding/inventory-finding";
import type { Finding } from "../lib/finding/finding";
import { refuse } from "../lib/finding/validation-error";
import { StagedCluster } from "../lib/migration/staged-cluster";

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
