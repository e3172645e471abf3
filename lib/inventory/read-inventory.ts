import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { type ClusterFileSource, type Inventory, parseInventory } from "./inventory";
import { inventoryFinding as finding } from "./inventory-finding";
import { type LocatedFinding, sortLocated } from "./located-finding";

/** A folder, or a file in it, that cannot be opened: nothing is known of what it says. */
export interface InventoryFailure {
  /** The folder or file. */
  readonly unreadable: string;
  /** The system's words: `ENOENT: no such file or directory, scandir 'clusters'`. */
  readonly reason: string;
}

/**
 * Reads the cluster files of a folder, `*.yaml` and `*.yml`; hidden files and others are no cluster files. The only place
 * of lib/inventory that touches files.
 */
export function readInventory(folder: string): Inventory | InventoryFailure {
  const listed = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  if ("unreadable" in listed) return listed;
  const names = listed.value.filter(({ name }) => /^[^.].*\.ya?ml$/i.test(name));
  const sources: ClusterFileSource[] = [];
  for (const { name } of names.filter((entry) => !isFolder(folder, entry))) {
    const file = `${folder.replace(/\/+$/, "")}/${name}`;
    const read = attempt(file, () => readFileSync(file));
    if ("unreadable" in read) return read;
    sources.push({ file, bytes: read.value });
  }
  const { clusters, findings } = parseInventory(sources);
  return { clusters, findings: sortLocated([...findings, ...folderFindings(folder, listed.value, sources)]) };
}

function folderFindings(
  folder: string,
  entries: readonly Dirent[],
  sources: readonly ClusterFileSource[],
): LocatedFinding[] {
  const ignored = entries
    .filter((entry) => !entry.name.startsWith(".") && isFolder(folder, entry))
    .map(({ name }) => {
      const help = "cluster files stand side by side; CLUSTERS_DIR names another folder";
      const note = finding("folder-ignored", "", { message: "a folder, which is not read", help });
      return { ...note, file: `${folder.replace(/\/+$/, "")}/${name}` };
    });
  if (sources.length > 0) return ignored;
  const message = "no cluster file, expected at least one *.yaml";
  return [...ignored, { ...finding("folder-empty", "", { message }), file: folder }];
}

function isFolder(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(`${folder}/${entry.name}`, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function attempt<Value>(path: string, read: () => Value): { readonly value: Value } | InventoryFailure {
  try {
    return { value: read() };
  } catch (error) {
    return { unreadable: path, reason: String(error).replace(/^Error: /, "") };
  }
}
