import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayFinding } from "../overlay-finding";
import type { JsonMap, OverlayPart } from "./overlay-part";

/**
 * Names that two clusters of one root module give to a resource, a data source or a local: `payments` with the entry `eu_dev`, and
 * `payments-eu` with the entry `dev`. One block would stand for both. What is `beside` has its names, and is not asked itself.
 */
export function sharedNameFindings(
  parts: readonly OverlayPart[],
  beside: readonly OverlayPart[] = [],
): LocatedFinding[] {
  const owners = new Map(beside.flatMap((part) => addressesOf(part.normal).map((address) => [address, part] as const)));
  const found = new Map<OverlayPart, LocatedFinding>();
  for (const part of parts) {
    for (const address of addressesOf(part.normal)) {
      const owner = owners.get(address);
      if (owner === undefined) owners.set(address, part);
      else if (!found.has(part)) found.set(part, sharedName(part, owner, address));
    }
  }
  return [...found.values()];
}

function sharedName({ target }: OverlayPart, owner: OverlayPart, address: string): LocatedFinding {
  const { cluster } = target;
  const message = `expected names that no other cluster of this root module has, got ${address}, which ${owner.target.cluster.file} gives too: one block would stand for both`;
  const help =
    "rename the key of the entry or the binding in one of the two files, so that cluster_name and key together differ";
  return cluster.locate(overlayFinding("overlay-unsupported", "cluster_name", { message, help }));
}

const TYPED = ["data", "ephemeral", "resource"] as const;

function addressesOf(normal: JsonMap): string[] {
  const typed = TYPED.flatMap((kind) =>
    Object.entries(fieldsOf(normal[kind])).flatMap(([type, blocks]) =>
      Object.keys(fieldsOf(blocks)).map((name) => `${kind === "resource" ? "" : `${kind}.`}${type}.${name}`),
    ),
  );
  return [...typed, ...Object.keys(fieldsOf(normal.locals)).map((name) => `local.${name}`)];
}

function fieldsOf(value: unknown): JsonMap {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
