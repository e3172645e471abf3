import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
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

/** The cluster files of a folder as they were read, and what is wrong with the folder. */
export interface FolderRead {
  readonly sources: readonly ClusterFileSource[];
  readonly findings: readonly LocatedFinding[];
}

/** Reads and parses the cluster files of a folder. */
export function readInventory(folder: string): Inventory | InventoryFailure {
  const read = readFolder(folder);
  if ("unreadable" in read) return read;
  const { clusters, findings } = parseInventory(read.sources);
  return { clusters, findings: sortLocated([...findings, ...read.findings]) };
}

/**
 * Reads the cluster files of a folder, `*.yaml` and `*.yml`; hidden files and others are no cluster files. Findings name it
 * `folder`, wherever it is. The only place of lib/inventory that touches files.
 */
export function readFolder(folder: string, at = folder): FolderRead | InventoryFailure {
  const listed = attempt(folder, () => readdirSync(at, { withFileTypes: true }));
  if ("unreadable" in listed) return listed;
  const names = listed.value.filter(({ name }) => /^[^.].*\.ya?ml$/i.test(name));
  const sources: ClusterFileSource[] = [];
  for (const { name } of names.filter((entry) => !isFolder(at, entry))) {
    const file = `${folder.replace(/\/+$/, "")}/${name}`;
    const read = attempt(file, () => readFileSync(join(at, name)));
    if ("unreadable" in read) return read;
    sources.push({ file, bytes: read.value });
  }
  const folders = listed.value.filter((entry) => !entry.name.startsWith(".") && isFolder(at, entry));
  return { sources, findings: folderFindings(folder, folders, sources) };
}

function folderFindings(
  folder: string,
  folders: readonly Dirent[],
  sources: readonly ClusterFileSource[],
): LocatedFinding[] {
  const ignored = folders.map(({ name }) => {
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
