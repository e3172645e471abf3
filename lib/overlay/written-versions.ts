import { join, resolve } from "node:path";
import { literalText } from "./root/hcl-value";
import { writtenVersion } from "./root/module-source";
import { readRoot, type RootModule } from "./root/root-module";

/** Calls of local modules within each other: more of them are a circle, which Terraform refuses. */
const DEEPEST = 8;

/**
 * Versions of the module as the calls of a root write them, by their names: `eks`, and `platform.eks` in a local module that the root
 * calls. Without those that are no literal text.
 */
export async function writtenVersions(
  root: RootModule,
  path: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const block of root.blocks) {
    const own = [...path, block.name];
    const version = writtenVersion(block);
    if (version !== undefined) found.set(own.join("."), version);
    const inner =
      block.kind === "module" && own.length < DEEPEST ? await localModule(root, block.body.source) : undefined;
    if (inner !== undefined) for (const [name, each] of await writtenVersions(inner, own)) found.set(name, each);
  }
  return found;
}

async function localModule(root: RootModule, source: unknown): Promise<RootModule | undefined> {
  const folder = typeof source === "string" ? literalText(source) : undefined;
  if (folder === undefined || !/^\.\.?\//.test(folder)) return undefined;
  const read = await readRoot(join(root.folder, folder), resolve(root.path, folder));
  return "root" in read ? read.root : undefined;
}
