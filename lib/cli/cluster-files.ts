import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type Fleet, judgeInventory } from "../inventory/fleet";
import { type ClusterFileSource, parseInventory } from "../inventory/inventory";
import { sortLocated } from "../inventory/finding/located-finding";
import { type FilesRead, type InventoryFailure, readClusterFile } from "../inventory/folder/read-cluster-file";
import { readFolder } from "../inventory/folder/read-inventory";
import type { CliContext } from "./context";
import { Failure } from "./failure";
import { inputName, readInput, reasonOf } from "./input";

/** Reads and judges cluster files, folders of them, `-`; without any, the folder of CLUSTERS_DIR, or `clusters`. */
export async function readClusterFiles(context: CliContext, paths: readonly string[]): Promise<Fleet> {
  const named = paths.length > 0 ? paths : [context.env.CLUSTERS_DIR ?? "clusters"];
  const read: FilesRead[] = [];
  for (const path of named) read.push(await readPath(context, path));
  const inventory = parseInventory(onceEach(read.flatMap(({ sources }) => sources)));
  const findings = sortLocated([...inventory.findings, ...read.flatMap((one) => one.findings)]);
  return judgeInventory({ ...inventory, findings }, context.today);
}

/** Reads one cluster file, or `-`. Throws a {@link Failure} where it cannot be opened. */
export async function readOneFile(context: CliContext, path: string): Promise<FilesRead> {
  if (path === "-")
    return { sources: [{ file: inputName(path), bytes: await readInput(context, path) }], findings: [] };
  return opened(readClusterFile(path, resolve(context.cwd, path)));
}

async function readPath(context: CliContext, path: string): Promise<FilesRead> {
  if (path === "-" || !isFolder(context, path)) return readOneFile(context, path);
  return opened(readFolder(path, resolve(context.cwd, path)));
}

function opened(read: FilesRead | InventoryFailure): FilesRead {
  if ("sources" in read) return read;
  throw new Failure(`${read.unreadable}: cannot be read: ${reasonOf(read.reason)}`);
}

function isFolder({ cwd, env }: CliContext, path: string): boolean {
  try {
    return statSync(resolve(cwd, path)).isDirectory();
  } catch (error) {
    const help = env.CLUSTERS_DIR === path ? "CLUSTERS_DIR names the folder" : undefined;
    throw new Failure(`${path}: cannot be read: ${reasonOf(error)}`, help === undefined ? {} : { help });
  }
}

/** `clusters clusters/demo.yaml` names one file twice: it is one cluster. */
function onceEach(sources: readonly ClusterFileSource[]): ClusterFileSource[] {
  const byPath = new Map(sources.map((source) => [resolve(source.file), source]));
  return [...byPath.values()];
}
