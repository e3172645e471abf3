import { realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { calledPart, readInstalled } from "../../root/module-source";
import { literalText } from "../../root/hcl-value";
import { readRoot, type RootModule } from "../../root/root-module";

/** A root module, and the calls that lead from it to a folder. */
interface CallingRoot {
  readonly root: RootModule;
  readonly calls: readonly string[];
}

/** Folders above one that are asked: no repository lies deeper. */
const HIGHEST = 6;

/**
 * The root module of a folder: itself, but for a local module that a folder above calls. There `terraform init` has written which
 * version is installed, and there the state is.
 */
export async function outerRoot(own: RootModule): Promise<CallingRoot> {
  const alone = { root: own, calls: [] };
  if (readInstalled(own.path) !== undefined) return alone;
  let above = dirname(own.path);
  for (let left = HIGHEST; left > 0 && above !== dirname(above); left -= 1) {
    const calls = callsTo(above, own.path);
    if (calls !== undefined) {
      const read = await readRoot(join(own.folder, relative(own.path, above)), above);
      return "root" in read ? { root: read.root, calls } : alone;
    }
    above = dirname(above);
  }
  return alone;
}

/** The calls by which an initialised root module comes to a folder; undefined where it does not, or by several. */
function callsTo(root: string, folder: string): readonly string[] | undefined {
  const wanted = realpathSync(folder);
  const [only, ...others] = (readInstalled(root) ?? []).filter(({ dir }) => dir !== undefined && real(dir) === wanted);
  return only === undefined || others.length > 0 || only.key === "" ? undefined : only.key.split(".");
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Calls of the module in local modules that a folder calls: `platform.eks`. */
export async function callsWithin(root: RootModule): Promise<string[]> {
  const found: string[] = [];
  for (const { kind, name, body } of root.blocks) {
    const source = kind === "module" ? literalText(body.source) : undefined;
    if (source === undefined || !/^\.\.?\//.test(source)) continue;
    const read = await readRoot(join(root.folder, source), join(root.path, source));
    const inner = "root" in read ? read.root.blocks.filter((block) => calledPart(block) === "eks") : [];
    found.push(...inner.map((block) => `${name}.${block.name}`));
  }
  return found;
}
