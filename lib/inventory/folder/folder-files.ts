import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DEFAULTS_FILE, FLEET_FILE, type FleetPlace, nestedFleet, readDefaults, readFleet, TOP } from "./fleet-place";
import type { ClusterFileSource } from "../inventory";
import { isClusterName } from "../schema/names";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import type { LocatedFinding } from "../finding/located-finding";
import {
  type FilesRead,
  type InventoryFailure,
  isClusterFileName,
  readClusterFile,
  unreadable,
} from "./read-cluster-file";

/**
 * Reads the cluster files of a folder and of the folders in it, `*.yaml` and `*.yml`, each with the `defaults.yaml` of the folders
 * above it; hidden files and others are no cluster files, and one that cannot be opened hides none of the others. Findings name
 * the folder `folder`, wherever it is. No text is parsed.
 */
export function readFolderFiles(folder: string, at = folder, place = TOP): FilesRead | InventoryFailure {
  const isTop = place.folders.length === 0;
  const own = isTop ? readFleet(folder, at) : { sources: [], findings: [] };
  const [fleet = place.fleet] = own.sources;
  const { findings } = place;
  const top = { ...place, ...(fleet === undefined ? {} : { fleet }), findings: [...findings, ...own.findings] };
  const read = readLevel({ name: folder, at, ...top });
  if ("unreadable" in read) return read;
  const isEmpty = read.sources.length === 0 && read.findings.every(({ code }) => code === "folder-ignored");
  if (isEmpty) return { sources: [], findings: [...read.findings, empty(folder)] };
  const sources = withoutTargets(read.sources);
  return { sources, findings: read.findings, ...(isTop && fleet !== undefined ? { fleet } : {}) };
}

/** A link in a folder to a file further down is that file, by the link's name. */
function withoutTargets(sources: readonly ClusterFileSource[]): ClusterFileSource[] {
  const depthOf = ({ folders = [] }: ClusterFileSource): number => folders.length;
  const highest = new Map<string, number>();
  for (const source of sources) {
    const { real = source.file } = source;
    highest.set(real, Math.min(depthOf(source), highest.get(real) ?? Infinity));
  }
  return sources.filter((source) => depthOf(source) === highest.get(source.real ?? source.file));
}

interface Level extends FleetPlace {
  readonly name: string;
  readonly at: string;
}

function readLevel(level: Level): FilesRead | InventoryFailure {
  const { name: folder, at, folders } = level;
  const listed = attempt(folder, () => readdirSync(at, { withFileTypes: true }));
  if ("unreadable" in listed) return listed;
  const own = readDefaults(folder, at);
  const defaults = [...level.defaults, ...own.sources];
  const isTop = folders.length === 0;
  const names = listed.value.filter(
    ({ name }) => isClusterFileName(name) && name !== DEFAULTS_FILE && !(isTop && name === FLEET_FILE),
  );
  const files = names.filter((entry) => !isFolder(at, entry)).map(({ name }) => readNamed(level, name));
  const shared = { folders, defaults, ...(level.fleet === undefined ? {} : { fleet: level.fleet }) };
  const sources = files.flatMap((one) => one.sources.map((source) => ({ ...source, ...shared })));
  const below = listed.value
    .filter((entry) => !entry.name.startsWith(".") && isFolder(at, entry))
    .map((entry) => readBelow({ ...level, defaults, findings: [] }, entry));
  return {
    sources: [...sources, ...below.flatMap((one) => one.sources)],
    findings: [level, own, ...files, ...below].flatMap((one) => one.findings),
  };
}

function readNamed({ name: folder, at, folders }: Level, name: string): FilesRead {
  if (name === FLEET_FILE && folders.length > 0)
    return { sources: [], findings: [nestedFleet(inFolder(folder, name))] };
  const read = readClusterFile(inFolder(folder, name), join(at, name));
  return "unreadable" in read ? { sources: [], findings: [unreadable(read, join(at, name))] } : read;
}

/** Folders are part of the names of stacks. A link to a folder is somebody else's, and may lead in a circle. */
function readBelow(level: Level, entry: Dirent): FilesRead {
  const { name: folder, at, folders } = level;
  const name = inFolder(folder, entry.name);
  if (entry.isSymbolicLink()) return { sources: [], findings: [ignored(name)] };
  const read = readLevel({ ...level, name, at: join(at, entry.name), folders: [...folders, entry.name] });
  if ("unreadable" in read) return { sources: [], findings: [unreadable(read, join(at, entry.name))] };
  const isNamed = isClusterName(entry.name) || read.sources.length + read.findings.length === 0;
  return isNamed ? read : { sources: [], findings: [misnamed(name, entry.name)] };
}

function inFolder(folder: string, name: string): string {
  return `${folder.replace(/\/+$/, "")}/${name}`;
}

function ignored(file: string): LocatedFinding {
  const help = "put the folder itself there: a link can lead in a circle, or out of the fleet";
  return { ...finding("folder-ignored", "", { message: "a link to a folder, which is not read", help }), file };
}

function misnamed(file: string, name: string): LocatedFinding {
  const message = `a folder whose name cannot be part of a stack's, expected letters, digits, \`_-\`, a letter or digit first, got \`${name}\``;
  return {
    ...finding("folder-name-invalid", "", { message, help: "rename the folder, or take its cluster files out" }),
    file,
  };
}

const EMPTY_FOLDER = "name the folder of the cluster files; `eks-access init` makes one with an example";

function empty(folder: string): LocatedFinding {
  const message = "no cluster file in this folder, expected at least one *.yaml";
  return { ...finding("folder-empty", "", { message, help: EMPTY_FOLDER }), file: folder };
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
