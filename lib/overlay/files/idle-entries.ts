import type { AccessEntries } from "../../access/access-entry/access-entry";
import { literal } from "../../eks/address/literal";
import { resourceName } from "../../inventory/definition/resource-name";
import type { OverlayTarget } from "../overlay-target";

type Blocks = Readonly<Record<string, unknown>>;
type ByType = Readonly<Record<string, Blocks>>;

/** Entries of the file that the stage does not render. */
export function idleEntries({ cluster }: OverlayTarget): AccessEntries {
  const { definition, rendering } = cluster.staged;
  const all = Object.entries(definition.accessEntries);
  return Object.fromEntries(all.filter(([key]) => !Object.hasOwn(rendering.entries, key)));
}

/**
 * Bare resources, those of idle entries without an instance: where a stage takes an entry away, its block is still there and
 * hangs on the guards, so that `-target` on it asks them. A block that is gone hangs on nothing.
 */
export function withoutInstances(resources: ByType, idle: AccessEntries): ByType {
  const {
    aws_eks_access_entry: entries = {},
    aws_eks_access_policy_association: associations = {},
    ...others
  } = resources;
  const own = Object.entries(idle);
  const emptyEntries = own.map(([key]) => [resourceName(key), NONE] as const);
  const emptyAssociations = own.flatMap(([key, { principalArn, policyAssociations = {} }]) =>
    Object.keys(policyAssociations).map((policy) => {
      // Its entry has no instance to refer to.
      const instead = { ...NONE, principal_arn: literal(principalArn) };
      return [resourceName(`${key}_${policy}`), instead] as const;
    }),
  );
  return {
    ...others,
    ...ofType("aws_eks_access_entry", entries, emptyEntries),
    ...ofType("aws_eks_access_policy_association", associations, emptyAssociations),
  };
}

const NONE = { for_each: {} } as const;

function ofType(type: string, blocks: Blocks, changes: readonly (readonly [string, Blocks])[]): ByType {
  const changed = changes.map(([name, change]) => [name, { ...fieldsOf(blocks[name]), ...change }] as const);
  const all = { ...blocks, ...Object.fromEntries(changed) };
  return Object.keys(all).length === 0 ? {} : { [type]: all };
}

function fieldsOf(value: unknown): Blocks {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
