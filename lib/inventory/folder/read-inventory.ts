import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type ClusterFileSource, type Inventory, parseInventory } from "../inventory";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { sortFindings } from "../../finding/finding-order";
import type { LocatedFinding } from "../finding/located-finding";
import { outputFolder } from "./output-folder";
import {
  type FilesRead,
  type InventoryFailure,
  isClusterFileName,
  readClusterFile,
  unreadable,
} from "./read-cluster-file";

/** Reads and parses the cluster files of a folder. */
export function readInventory(folder: string): Inventory | InventoryFailure {
  const read = readFolder(folder);
  if ("unreadable" in read) return read;
  const { clusters, findings } = parseInventory(read.sources, { outdir: outputFolder() });
  return { clusters, findings: sortFindings([...findings, ...read.findings]) };
}

/**
 * Reads the cluster files of a folder, `*.yaml` and `*.yml`; hidden files and others are no cluster files, and one that cannot
 * be opened hides none of the others. Findings name it `folder`, wherever it is.
 */
export function readFolder(folder: string, at = folder): FilesRead | InventoryFailure {
  const listed = attempt(folder, () => readdirSync(at, { withFileTypes: true }));
  if ("unreadable" in listed) return listed;
  const names = listed.value.filter(({ name }) => isClusterFileName(name));
  const sources: ClusterFileSource[] = [];
  const findings: LocatedFinding[] = [];
  for (const { name } of names.filter((entry) => !isFolder(at, entry))) {
    const read = readClusterFile(inFolder(folder, name), join(at, name));
    const told = "unreadable" in read ? { sources: [], findings: [unreadable(read, join(at, name))] } : read;
    sources.push(...told.sources);
    findings.push(...told.findings);
  }
  const folders = listed.value.filter((entry) => !entry.name.startsWith(".") && isFolder(at, entry));
  findings.push(...folders.map(({ name }) => ignored(inFolder(folder, name))));
  return {
    sources,
    findings: sources.length + findings.length === folders.length ? [...findings, empty(folder)] : findings,
  };
}

function inFolder(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, "")}/${name}`;
}

function ignored(file: string): LocatedFinding {
  const help = "cluster files stand side by side; CLUSTERS_DIR names another folder";
  return { ...finding("folder-ignored", "", { message: "a folder, which is not read", help }), file };
}

function empty(folder: string): LocatedFinding {
  const message = "no cluster file in this folder, expected at least one *.yaml";
  return { ...finding("folder-empty", "", { message }), file: folder };
}

/** A link that leads nowhere, or in a circle, is no folder. */
function isFolder(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const found = attempt(entry.name, () => statSync(join(folder, entry.name)));
  return "value" in found && found.value.isDirectory();
}

function attempt<Value>(path: string, read: () => Value): { readonly value: Value } | InventoryFailure {
  try {
    return { value: read() };
  } catch (error) {
    return { unreadable: path, reason: String(error).replace(/^Error: /, "") };
  }
}
