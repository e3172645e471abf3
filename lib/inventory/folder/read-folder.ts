import { idleGlobs } from "../fleet-file/fleet-source";
import { readFolderFiles } from "./folder-files";
import { type FleetPlace, TOP } from "./fleet-place";
import type { FilesRead, InventoryFailure } from "./read-cluster-file";

/** Reads the cluster files of a folder as {@link readFolderFiles} does, and holds the globs of its `fleet.yaml` against them. */
export function readFolder(folder: string, at = folder, place: FleetPlace = TOP): FilesRead | InventoryFailure {
  const read = readFolderFiles(folder, at, place);
  return "unreadable" in read ? read : withIdleGlobs(read);
}

/** Files of a folder, with the globs of their `fleet.yaml` that name none of them. */
export function withIdleGlobs(read: FilesRead): FilesRead {
  const { sources, findings, fleet } = read;
  return fleet === undefined ? read : { ...read, findings: [...findings, ...idleGlobs(fleet, sources)] };
}
