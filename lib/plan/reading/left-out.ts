import { isRecord, listOf, recordOf } from "./json-value";
import { expected } from "./shape-problem";

/** Attributes that are there, as null where they are empty; with what is in each of their blocks. */
interface Needs {
  readonly [name: string]: Needs;
}

const THERE: Needs = {};
const NAMED: Needs = { name: THERE, namespace: THERE };
const CONFIG_MAP: Needs = { metadata: NAMED, data: THERE };
const OBJECT: Needs = { kind: THERE, metadata: { name: THERE } };

/** What every version of a provider writes of a resource, whatever its configuration says. */
const ALWAYS_THERE: ReadonlyMap<string, Needs> = new Map<string, Needs>([
  [
    "aws_eks_access_entry",
    { cluster_name: THERE, principal_arn: THERE, type: THERE, kubernetes_groups: THERE, user_name: THERE },
  ],
  [
    "aws_eks_access_policy_association",
    {
      cluster_name: THERE,
      principal_arn: THERE,
      policy_arn: THERE,
      access_scope: { type: THERE, namespaces: THERE },
    },
  ],
  ["aws_eks_cluster", { name: THERE }],
  ["kubernetes_config_map", CONFIG_MAP],
  ["kubernetes_config_map_v1", CONFIG_MAP],
  ["kubernetes_config_map_v1_data", CONFIG_MAP],
  ["kubernetes_manifest", { manifest: OBJECT, object: OBJECT }],
]);

/** One side of a change, and where it stands. */
interface Side {
  readonly side: unknown;
  /**
   * Marks of what is not known yet: that is left out.
   * @default everything is known
   */
  readonly unknown?: unknown;
  readonly path: string;
}

/** The first attribute that a side lacks: it reads like one that is empty, and what goes with it like nothing. */
export function leftOut(
  { mode, type }: Readonly<Record<string, unknown>>,
  { side, unknown, path }: Side,
): string | undefined {
  const needs = mode === "managed" && typeof type === "string" ? ALWAYS_THERE.get(type) : undefined;
  const missing = needs === undefined || !isRecord(side) ? undefined : missingIn(needs, { side, unknown, path });
  return missing === undefined ? undefined : expected(missing, "the value that the resource has, or null", undefined);
}

function missingIn(needs: Needs, { side, unknown, path }: Side): string | undefined {
  if (unknown === true) return undefined;
  if (Array.isArray(side)) return inItems(needs, { side, unknown, path });
  if (!isRecord(side)) return undefined;
  const marks = recordOf(unknown);
  for (const [name, inner] of Object.entries(needs)) {
    const at = `${path}.${name}`;
    if (marks[name] === true || isIdle(name, side)) continue;
    if (!Object.hasOwn(side, name)) return at;
    const missing = missingIn(inner, { side: side[name], unknown: marks[name], path: at });
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** The namespaces of a scope that is the whole cluster: there are none, whether the plan writes that or not. */
function isIdle(name: string, { type }: Readonly<Record<string, unknown>>): boolean {
  return name === "namespaces" && type === "cluster";
}

function inItems(needs: Needs, { side, unknown, path }: Side): string | undefined {
  const marks = listOf(unknown);
  const found = listOf(side).map((item, i) =>
    missingIn(needs, { side: item, unknown: marks[i], path: `${path}[${i}]` }),
  );
  return found.find((missing) => missing !== undefined);
}
