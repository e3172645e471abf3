import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Where the package has the schema, from the folder in which it is installed. */
export const INSTALLED_SCHEMA = "node_modules/eks-access/clusters/cluster.schema.json";

/**
 * The schema of cluster files as an editor finds it from `folder`, which holds some: beside them, or in the package that is
 * installed there or above. Undefined where neither is there.
 */
export function schemaReference(folder: string): string | undefined {
  if (existsSync(join(folder, "cluster.schema.json"))) return "./cluster.schema.json";
  const found = above(resolve(folder)).find((one) => existsSync(join(one, INSTALLED_SCHEMA)));
  return found === undefined ? undefined : relative(folder, join(found, INSTALLED_SCHEMA)).replaceAll("\\", "/");
}

/** The folder, and each one above it. */
function above(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
}
